import Results

/// The metrics that matter most in a comparison: those that checks name, and what users and services notice first.
///
/// They are few, so that a correction for all of them leaves each the power to show something.
package struct Headlines: Sendable {
  private let checked: Set<MetricKey>

  // Of response times those of successes: to fail at once is no better. What a budget denies is no harm by itself; what it does to
  // successes is.
  private static let ofAllTraffic: Set<String> = [
    "success_ratio", "goodput", "ok_response_time_p50", "ok_response_time_p99",
  ]

  /// - Parameter checks: whose metrics count as well.
  package init(checks: [Check]) {
    checked = Set(checks.map { MetricKey($0.metric, $0.labels) })
  }

  /// Whether a metric is one of them.
  package func contains(_ key: MetricKey) -> Bool {
    if checked.contains(key) { return true }
    if key.labels == .none { return Self.ofAllTraffic.contains(key.name) }
    if key.name == "recovery_time" { return true }
    return key.name == "amplification"
  }
}
