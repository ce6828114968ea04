import Charts
import Results

/// Checks as estimates with their intervals against their limits.
struct CheckDrawing {
  let checks: [CheckResult]

  /// nil where nothing was estimated.
  var picture: Picture? {
    let rows = checks.compactMap { check -> IntervalChart.Row? in
      guard let estimate = check.estimate, let limit = check.limit else { return nil }
      let metric = check.metric
      let text =
        check.isRelative
        ? Figure.signedPercent(estimate) : Figure(for: estimate, metric: metric).text(estimate)
      let tone: Tone =
        switch check.verdict {
        case .pass: .good
        case .fail: .bad
        case .inconclusive: .warm
        }
      return IntervalChart.Row(
        check.check, text: text, tone: tone, estimate: estimate,
        interval: ClosedRange(low: check.low, high: check.high), limit: limit)
    }
    guard !rows.isEmpty else { return nil }
    return IntervalChart(
      Caption(
        id: "checks", title: "Checks against their limits",
        summary: "Each row has a scale of its own: the estimate with its interval, and the limit as a tick."),
      axis: "below the limit · limit · above it", wording: Wording { Figure(for: $0, metric: "").text($0) },
      zero: nil, rows: rows,
      isScaledByRow: true
    ).picture()
  }
}

extension CheckResult {
  /// The name of the metric that it is about, with which a check begins.
  var metric: String { String(check.prefix { $0.isLetter || $0.isNumber || $0 == "_" }) }
}
