/// Which requests are recorded with their attempts.
public enum Recording: Sendable, Equatable {
  /// None.
  case none
  /// One in so many, chosen by a draw of its own, so that the same requests are recorded in every variant.
  case sample(Int)
  /// Those that were answered with 500 or above, or not at all.
  case failures
  /// Every one, a row each.
  case all
  /// Every one, thousands to a blob.
  case blocks

  /// What is recorded where nothing else is asked for.
  public static let standard = Recording.sample(100)
}
