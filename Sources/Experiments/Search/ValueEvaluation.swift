import Records

/// Judges the checks of one value of a search, by the rules of ``CheckEvaluation`` but for recovery.
///
/// Assumption A-SIM-125: in a search, a check on `recovery_time` passes where goodput came back in every replication and the exact binomial
/// interval says that it does so more often than not; it fails where that interval says that it stays down more often than not, or where
/// it surely comes back too late. Between the two it is inconclusive: near a threshold it is chance whether goodput comes back, and
/// one replication in which it does not says little about values beyond.
/// And what was not measured, or too little, decides nothing: no copies at a mirror of 0 % are no reason to call its share too small.
struct ValueEvaluation {
  private let evaluation: CheckEvaluation
  private let estimates: CheckEvaluation
  private let everReturning: CheckEvaluation
  private let summaries: [Summary]
  private let confidence: Double

  /// - Parameter confidence: That of the intervals of `summaries`.
  init(_ summaries: [Summary], confidence: Double) {
    self.summaries = summaries
    self.confidence = confidence
    evaluation = CheckEvaluation(summaries: summaries)
    estimates = CheckEvaluation(summaries: summaries.map(Self.withoutInterval))
    everReturning = CheckEvaluation(summaries: summaries.map(Self.withoutNever))
  }

  /// What the check comes to.
  func result(of check: Check) -> CheckResult {
    var result = evaluation.result(of: check)
    if result.verdict == .fail, !isMeasured(check) {
      result.verdict = .inconclusive
      return result
    }
    guard check.metric == "recovery_time", let summary = summary(for: check),
      let never = summary.never, summary.n + never > 1
    else { return result }
    return judged(result, of: check, returned: summary.n, of: summary.n + never)
  }

  /// Whether the estimate alone meets the check.
  func isMetByEstimate(_ check: Check) -> Bool { estimates.result(of: check).verdict == .pass }

  private func judged(_ result: CheckResult, of check: Check, returned: Int, of runs: Int) -> CheckResult {
    var result = result
    guard
      let share = BinomialInterval(successes: returned, trials: runs, confidence: confidence),
      returned == 0 || everReturning.result(of: check).verdict != .fail
    else { return result }
    if returned == runs {
      guard result.verdict == .pass, share.low < 0.5 else { return result }
      result.reason = "it came in all \(runs), too few to be certain that it comes more often than not"
    } else {
      guard share.high > 0.5 else { return result }
      result.reason = "it never came in \(runs - returned) of \(runs)"
    }
    result.verdict = .inconclusive
    return result
  }

  /// Whether there is a value, or at least a recovery that never came.
  private func isMeasured(_ check: Check) -> Bool {
    guard let summary = evaluation.summary(for: check) else { return false }
    return summary.mean != nil || (summary.never ?? 0) > 0
  }

  private func summary(for check: Check) -> Summary? {
    summaries.first { $0.name == check.metric && $0.labels == check.labels }
  }

  private static func withoutInterval(_ summary: Summary) -> Summary {
    var copy = summary
    (copy.low, copy.high) = (nil, nil)
    return copy
  }

  private static func withoutNever(_ summary: Summary) -> Summary {
    var copy = summary
    copy.never = summary.never.map { _ in 0 }
    return copy
  }
}
