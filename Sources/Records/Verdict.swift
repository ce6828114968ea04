/// What a check came to.
public enum Verdict: String, Sendable {
  /// The whole interval meets the condition.
  case pass
  /// The whole interval misses it, or nothing was measured.
  case fail
  /// The interval straddles the limit.
  case inconclusive
}

extension Verdict {
  /// The verdict over several checks: one that fails decides, then one that is inconclusive.
  public init(of checks: [CheckResult]) {
    if checks.contains(where: { $0.verdict == .fail }) {
      self = .fail
    } else {
      self = checks.contains { $0.verdict == .inconclusive } ? .inconclusive : .pass
    }
  }
}
