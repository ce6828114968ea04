import Results

/// Judges checks by the intervals of the metrics that they name.
///
/// A check passes where the whole interval meets its condition, fails where the whole interval misses it, and is inconclusive where the
/// interval straddles the limit. With one replication the estimate alone decides. A metric for which nothing was measured fails.
package struct CheckEvaluation {
  package let summaries: [Summary]

  package init(summaries: [Summary]) {
    self.summaries = summaries
  }

  package func result(of check: Check) -> CheckResult {
    guard let summary = summary(for: check) else {
      return failure(check, "no such metric was measured: \(check.metric)\(check.labels)")
    }
    if let never = summary.never, never > 0 {
      return result(check, .fail, summary, "it never came in \(never) of \(never + summary.n)")
    }
    guard let mean = summary.mean else { return failure(check, "nothing, or too little, was measured") }
    let low = summary.low ?? mean
    let high = summary.high ?? mean
    switch check.condition {
    case .noWorseThan:
      return result(check, .inconclusive, summary, "it needs a baseline: weir check --baseline DB")
    default:
      let verdict: Verdict
      switch (Self.meets(check.condition, low), Self.meets(check.condition, high), isInside(check, low, high))
      {
      case (true, true, _): verdict = .pass
      case (false, false, false): verdict = .fail
      default: verdict = .inconclusive
      }
      return result(check, verdict, summary, "")
    }
  }

  /// What the check is judged by, nil where nothing was measured.
  package func summary(for check: Check) -> Summary? {
    summary(of: check.metric, check.labels) ?? absentStatus(check)
  }

  private func summary(of metric: String, _ labels: Labels) -> Summary? {
    summaries.first { $0.name == metric && $0.labels == labels }
  }

  /// The share of a status that nobody got in any replication: 0 of the requests that there were; nil for anything else.
  private func absentStatus(_ check: Check) -> Summary? {
    guard check.metric == "status_ratio", check.labels["status"] != nil else { return nil }
    let others = Labels(check.labels.all.filter { $0.key != "status" }.map { ($0.key, $0.value) })
    guard let requests = summary(of: "requests", others), let mean = requests.mean, mean > 0 else {
      return nil
    }
    let end: Double? = requests.low == nil ? nil : 0
    return Summary(
      name: check.metric, labels: check.labels, mean: 0, low: end, high: end, confidence: requests.confidence,
      n: requests.n)
  }

  /// Whether a condition with two ends, or an exact one, lies inside the interval, so that both ends miss it and the middle meets it.
  private func isInside(_ check: Check, _ low: Double, _ high: Double) -> Bool {
    switch check.condition {
    case .within(let from, let to): low < from && to < high
    case .equal(let limit): low < limit && limit < high
    default: false
    }
  }

  private static func meets(_ condition: Check.Condition, _ value: Double) -> Bool {
    switch condition {
    case .below(let limit): value < limit
    case .atMost(let limit): value <= limit
    case .above(let limit): value > limit
    case .atLeast(let limit): value >= limit
    case .equal(let limit): value == limit
    case .within(let from, let to): from <= value && value <= to
    case .noWorseThan: false
    }
  }

  private func failure(_ check: Check, _ reason: String) -> CheckResult {
    CheckResult(
      check: check.text, verdict: .fail, estimate: nil, low: nil, high: nil, limit: limit(check, nil),
      reason: reason)
  }

  private func result(
    _ check: Check, _ verdict: Verdict, _ summary: Summary, _ reason: String
  ) -> CheckResult {
    CheckResult(
      check: check.text, verdict: verdict, estimate: summary.mean, low: summary.low, high: summary.high,
      limit: limit(check, summary.mean), n: summary.n, reason: reason)
  }

  private func limit(_ check: Check, _ estimate: Double?) -> Double? {
    switch check.condition {
    case .below(let limit), .atMost(let limit), .above(let limit), .atLeast(let limit), .equal(let limit):
      limit
    case .within(let from, let to):
      estimate.map { abs($0 - from) <= abs($0 - to) ? from : to } ?? from
    case .noWorseThan: nil
    }
  }
}
