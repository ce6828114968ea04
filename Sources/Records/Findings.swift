/// What is concluded from several variants together.
public struct Findings: Sendable, Equatable {
  /// How the variants differ from the base, in the order of reports.
  public var differences: [Difference] = []
  /// How all variants stand in the metrics that matter most.
  public var ranks: [RankRecord] = []
  /// What the variants change.
  public var changes: [ChangeRecord] = []
  /// What a search came to.
  public var search: SearchRecord?
  /// Where goodput comes back, and where it does not.
  public var stability: [StabilityRecord] = []

  /// Creates empty findings.
  public init() {}
}
