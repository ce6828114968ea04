/// Collects the messages of one pass over the input, so that all errors are reported at once.
///
/// A reference, because readers of many nested values report into the same collection; it is used by one thread.
public final class Diagnostics {
  /// All messages in the order in which they were reported, without exact duplicates, up to the limit.
  public private(set) var all: [Diagnostic] = []
  /// How many more messages there were than the limit.
  public private(set) var omitted = 0
  /// Whether any message is an error, those omitted included.
  public private(set) var hasErrors = false

  private var seen: Set<Diagnostic> = []
  private let limit: Int

  /// Creates an empty collection that keeps at most `limit` messages, so that hostile input cannot fill the memory with them.
  public init(limit: Int = 10_000) { self.limit = limit }

  /// Adds a message; an exact duplicate is ignored.
  public func report(_ diagnostic: Diagnostic) {
    if diagnostic.severity == .error { hasErrors = true }
    guard all.count < limit else {
      if !seen.contains(diagnostic) { omitted += 1 }
      return
    }
    guard seen.insert(diagnostic).inserted else { return }
    all.append(diagnostic)
  }

  /// The number of errors that were kept.
  public var errorCount: Int { all.count { $0.severity == .error } }
}
