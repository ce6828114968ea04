import Charts
import Results

/// The variants of a comparison over each other.
struct VariantDrawings {
  /// A variant, and what happened over time in it.
  struct Variant {
    let run: StoredRun
    let course: RunCourse
  }

  let variants: [Variant]

  private static let tones: [Tone] = [.reference, .first, .second, .third, .fourth, .fifth, .sixth]

  /// The base, and as many variants as can be told apart.
  private var shown: [(variant: Variant, tone: Tone)] { Array(zip(variants, Self.tones)).map { ($0, $1) } }

  private var base: RunDrawings? { variants.first.map { RunDrawings(run: $0.run, course: $0.course) } }

  /// What every variant answers with success over time; nil where there was no traffic.
  var goodput: Picture? {
    lines { $0.course.total("gateway/", "goodput") }.map {
      chart(
        id: "goodput", title: "Goodput of each variant",
        summary: "Client requests answered with success, by the second of their arrival.", axis: "requests/s",
        wording: RunDrawings.wording("goodput"), $0)
    }
  }

  /// The retries of every variant over time, all services together; nil where there are none.
  var retries: Picture? {
    lines { $0.course.total("service/", "retries") }.flatMap { lines in
      guard lines.contains(where: { $0.values.contains { $0 > 0 } }) else { return nil }
      return chart(
        id: "retries", title: "Retries of each variant", summary: "Retries sent to all services.",
        axis: "retries/s", wording: RunDrawings.wording("goodput"), lines)
    }
  }

  /// The response times of every variant by percentile; nil where nothing was answered.
  var percentiles: Picture? {
    let lines = shown.compactMap { variant, tone in
      PercentileLine(variant.course, "response_time").points.map {
        CurveChart.Line(variant.run.run.variant, tone, $0)
      }
    }
    guard !lines.isEmpty else { return nil }
    return PercentileLine.picture(
      Caption(
        id: "percentiles", title: "Response times of each variant by percentile",
        summary: "All answers of all replications; a curve ends where fewer than ten answers are slower."),
      lines)
  }

  private func lines(_ values: (Variant) -> [Double]?) -> [TimeChart.Line]? {
    let lines = shown.compactMap { variant, tone in
      values(variant).map {
        TimeChart.Line(variant.run.run.variant, tone, $0, isDashed: tone == .reference)
      }
    }
    return lines.isEmpty ? nil : lines
  }

  private func chart(
    id: String, title: String, summary: String, axis: String, wording: Wording, _ lines: [TimeChart.Line]
  ) -> Picture {
    let base = base
    return TimeChart(
      Caption(id: id, title: title, summary: summary), times: base?.seconds ?? [], axis: axis,
      wording: wording, lines: lines, shades: base?.faults ?? [], measuredFrom: base?.measuredFrom
    ).picture()
  }
}
