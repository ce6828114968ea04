/// How a variant stands among all variants in one metric.
public struct RankRecord: Sendable, Equatable {
  /// The variant, by its place among the variants of the database; the base is 0.
  public var variant: Int
  /// A name of ``MetricCatalogue``.
  public var metric: String
  /// Its labels.
  public var labels: Labels
  /// 1 + how many variants are significantly better; variants that cannot be told apart share a rank.
  public var rank: Int

  /// Creates a rank.
  public init(variant: Int, metric: String, labels: Labels, rank: Int) {
    self.variant = variant
    self.metric = metric
    self.labels = labels
    self.rank = rank
  }
}
