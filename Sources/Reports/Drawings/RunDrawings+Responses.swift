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
        summary: "\(known.joined(separator: ", ")); the curve ends where fewer than ten answers are slower."),
      lines)
  }

  /// The 50th, 90th and 99th percentile of response times over time; nil where nothing was answered, or it was not recorded.
  var responseTimes: Picture? {
    let windows = ResponseStretches(course.responseWindows)
    guard let length = windows.length else { return nil }
    let lines = [("p99", 0.99, Tone.bad), ("p90", 0.9, .warm), ("p50", 0.5, .good)].compactMap {
      name, share, tone -> TimeChart.Line? in
      let values = windows.quantiles(share)
      return values.contains { $0.isFinite } ? TimeChart.Line(name, tone, values) : nil
    }
    guard !lines.isEmpty else { return nil }
    return TimeChart(
      Caption(
        id: "response-times", title: "Response times over time",
        summary:
          "Percentiles of the answers to requests that arrived in \(length == 1 ? "each second" : "stretches of \(length) s"), all "
          + "replications together; a line is interrupted where fewer than ten answers are slower."),
      times: windows.times, axis: "response time", wording: Self.wording("response_time_mean"),
      isLogarithmic: true, lines: lines, shades: faults, measuredFrom: measuredFrom
    ).picture()
  }
}
