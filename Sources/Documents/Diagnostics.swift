/// Collects the messages of one pass over the input, so that all errors are reported at once.
///
/// A reference, because readers of many nested values report into the same collection; it is used by one thread.
public final class Diagnostics {
  /// All messages in the order in which they were reported, without exact duplicates, up to the limit for errors and to that for
  /// all others: remarks must not crowd out errors.
  public private(set) var all: [Diagnostic] = []
  /// How many more messages there were than the limit.
  public private(set) var omitted = 0
  /// Whether any message is an error, those omitted included.
  public private(set) var hasErrors = false

  /// Whether further remarks, which are no errors, are only counted, so that they need not be worded.
  public private(set) var isFullOfRemarks = false

  private var seen: Set<Diagnostic> = []
  private var errors = 0
  private let limit: Int

  /// Creates an empty collection that keeps at most `limit` errors and as many others, so that hostile input cannot fill the memory with them.
  public init(limit: Int = 10_000) { self.limit = limit }

  /// Adds a message; an exact duplicate is ignored.
  public func report(_ diagnostic: Diagnostic) {
    let isError = diagnostic.severity == .error
    if isError { hasErrors = true }
    let diagnostic = diagnostic.clipped
    guard isError ? errors < limit : !isFullOfRemarks else {
      if !seen.contains(diagnostic) { omitted += 1 }
      return
    }
    guard seen.insert(diagnostic).inserted else { return }
    all.append(diagnostic)
    if isError { errors += 1 }
    isFullOfRemarks = all.count - errors >= limit
  }

  /// Counts `count` remarks that were not worded because there are too many already.
  public func omit(_ count: Int = 1) { omitted += count }

  /// The number of errors that were kept.
  public var errorCount: Int { all.count { $0.severity == .error } }
}

extension Diagnostic {
  /// The bytes that one part of a message may take: it may quote a text of megabytes, and thousands of messages the same one.
  private static let longestPart = 4096

  /// The message with what is too long in it cut off.
  fileprivate var clipped: Diagnostic {
    guard [message, path ?? "", suggestion ?? ""].contains(where: { $0.utf8.count > Self.longestPart }) else {
      return self
    }
    var copy = self
    copy.message = Self.clip(message)
    copy.path = path.map(Self.clip)
    copy.suggestion = suggestion.map(Self.clip)
    return copy
  }

  private static func clip(_ text: String) -> String {
    guard text.utf8.count > longestPart else { return text }
    // A message quotes before it says what is wrong, so that its end is worth as much as its beginning.
    let parts = [text.utf8.prefix(longestPart * 3 / 4), text.utf8.suffix(longestPart / 4)]
    return parts.map { String(decoding: $0, as: UTF8.self).filter { $0 != "\u{FFFD}" } }.joined(
      separator: "…")
  }
}
