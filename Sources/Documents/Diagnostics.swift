/// Collects the messages of one pass over the input, so that all errors are reported at once.
///
/// A reference, because readers of many nested values report into the same collection; it is used by one thread.
public final class Diagnostics {
  /// All messages in the order in which they were reported, without exact duplicates.
  public private(set) var all: [Diagnostic] = []
  private var seen: Set<Diagnostic> = []

  /// Creates an empty collection.
  public init() {}

  /// Adds a message; an exact duplicate is ignored.
  public func report(_ diagnostic: Diagnostic) {
    guard seen.insert(diagnostic).inserted else { return }
    all.append(diagnostic)
  }

  /// Whether any message is an error.
  public var hasErrors: Bool { all.contains { $0.severity == .error } }

  /// The number of errors.
  public var errorCount: Int { all.count { $0.severity == .error } }
}
