/// What a search for the largest or smallest value that passes came to.
public struct SearchRecord: Sendable, Equatable {
  /// Which end of the values that pass is looked for.
  public enum Goal: String, Sendable {
    /// The largest value that passes: capacity, mirror share.
    case largest
    /// The smallest value that passes: endpoints, budget.
    case smallest
  }

  /// How the search ended.
  public enum Outcome: String, Sendable {
    /// The value lies between ``SearchRecord/low`` and ``SearchRecord/high``.
    case found
    /// No value that was tried passes.
    case nonePasses
    /// Every value that was tried passes.
    case allPass
    /// Values that pass and values that fail alternate.
    case notMonotone
    /// Replications, or values, ran out before the verdicts were clear.
    case inconclusive
  }

  /// What is varied.
  public var path: String
  /// Which end is looked for, nil where the verdicts do not tell.
  public var goal: Goal?
  /// How it ended.
  public var outcome: Outcome
  /// The best estimate, as it would be written into the scenario; nil without one.
  public var best: String?
  /// One end of the interval that holds the value, the end at which the smaller values are.
  public var low: String?
  /// The other end.
  public var high: String?
  /// The probability with which the interval holds the value.
  public var confidence: Double
  /// Why, where the rest does not say it; empty otherwise.
  public var reason: String

  /// Creates a record.
  public init(
    path: String, goal: Goal?, outcome: Outcome, best: String?, low: String?, high: String?,
    confidence: Double, reason: String = ""
  ) {
    self.path = path
    self.goal = goal
    self.outcome = outcome
    self.best = best
    self.low = low
    self.high = high
    self.confidence = confidence
    self.reason = reason
  }
}
