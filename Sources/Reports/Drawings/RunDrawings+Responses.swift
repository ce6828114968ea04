import Charts
import Results

extension RunDrawings {
  /// The percentiles of response times; nil where nothing was answered.
  var percentiles: Picture? {
    let lines = [("all answers", Tone.reference, "response_time"), ("successes", .good, "ok_response_time")]
      .compactMap { name, tone, metric in
        PercentileLine(course, metric).points.map { CurveChart.Line(name, tone, $0) }
      }
    guard !lines.isEmpty else { return nil }
    let known = ["p50", "p90", "p99", "p999"].map { "\($0) \(text("response_time_\($0)"))" }
    return PercentileLine.picture(
      Caption(
        id: "percentiles", title: "Response times by percentile",
        summary:
          "\(known.joined(separator: ", ")), \(meanOf); the curves are of all answers together, and end where fewer than ten "
          + "are slower."),
      lines)
  }

  /// The percentiles of the response times of successes over time, and the 99th of all answers; nil where nothing was answered, or it was
  /// not recorded.
  var responseTimes: Picture? {
    let windows = ResponseStretches(course.responseWindows)
    guard let length = windows.length else { return nil }
    let lines = [
      TimeChart.Line("p99 of all answers", .reference, windows.quantiles(0.99, of: \.count), isDashed: true),
      TimeChart.Line("p99", .bad, windows.quantiles(0.99, of: \.successes)),
      TimeChart.Line("p90", .warm, windows.quantiles(0.9, of: \.successes)),
      TimeChart.Line("p50", .good, windows.quantiles(0.5, of: \.successes)),
    ].filter { line in line.values.contains { $0.isFinite } }
    guard !lines.isEmpty else { return nil }
    let stretch = length == 1 ? "each second" : "stretches of \(length) s"
    return TimeChart(
      Caption(
        id: "response-times", title: "Response times over time",
        summary:
          "Percentiles of successes, by the arrival of the request in \(stretch), all replications together; "
          + "a line is interrupted where fewer than ten are slower."),
      times: windows.times, axis: "response time", wording: Self.wording("response_time_mean"),
      isLogarithmic: true, lines: lines, shades: faults, measuredFrom: measuredFrom
    ).picture()
  }
}
