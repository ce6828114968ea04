import Charts
import Results

/// The page of a search: its answer, and what was measured at each value.
struct SearchPage {
  let study: StoredStudy
  let search: SearchRecord

  var content: PageContent {
    let foundations = study.variants.first.map(Foundations.init)
    let isUnclear = search.outcome == .inconclusive
    return PageContent(
      kind: "Search", verdict: nil,
      headline: "\(SearchReport.sign(search.outcome)): \(SearchReport.answer(of: search))",
      description: study.variants.first?.run.description ?? "", warnings: isUnclear ? [search.reason] : [],
      sections: [
        PageContent.Section(
          id: "evaluations", title: "Value by value",
          introduction: SearchReport.foundation(of: study, search) + ".",
          blocks: charts.map { .picture($0) } + [
            .table(
              .init(
                [SearchReport.columns] + study.variants.map { SearchReport.row($0) },
                isRight: { $0 < 2 }))
          ])
      ] + (foundations?.sections(isOfStudy: true) ?? []), footer: foundations?.footer ?? "")
  }

  /// One chart a check: its estimate at each value against its limit.
  private var charts: [Picture] {
    let positions = Positions(study.variants.map(\.run.variant))
    let order = positions.numbers.indices.sorted { positions.numbers[$0] < positions.numbers[$1] }
    let checks = study.variants.first?.checks.map(\.check) ?? []
    return checks.prefix(Self.mostCharts).enumerated().compactMap { number, check in
      let known = order.compactMap { index -> (x: Double, check: CheckResult, estimate: Double)? in
        let found = study.variants[index].checks.first { $0.check == check }
        return found.flatMap { found in found.estimate.map { (positions.numbers[index], found, $0) } }
      }
      guard !known.isEmpty else { return nil }
      let limit = known.compactMap(\.check.limit).first
      let metric = known[0].check.metric
      return CurveChart(
        Caption(
          id: number == 0 ? "check" : "check-\(number + 1)", title: check,
          summary: "The estimate with its interval at each value that was tried."),
        across: search.path, scale: .linear, acrossWording: positions.wording, axis: metric,
        wording: RunDrawings.wording(metric),
        lines: [
          CurveChart.Line(
            "estimate", .first, known.map { ($0.x, $0.estimate) },
            intervals: known.map { ClosedRange(low: $0.check.low, high: $0.check.high) }, hasMarkers: true)
        ], limit: limit.map { (name: "limit", value: $0) }
      ).picture()
    }
  }

  private static let mostCharts = 6
}
