/// The command that left a database.
public enum Command: String, Sendable {
  /// One scenario, simulated.
  case run
  /// One scenario, judged.
  case check
  /// Variants under common random numbers.
  case compare
  /// A grid, or points, of values.
  case sweep
  /// The search for the largest or smallest value that passes.
  case find
}
