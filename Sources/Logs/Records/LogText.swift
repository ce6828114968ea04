/// A text of a record: a part of the line that is being read, or of what was decoded from it; empty where the log does not tell it.
package struct LogText: Sendable, Equatable {
  private let start: UInt32
  private let length: UInt32
  /// Whether it lies in the record's ``LogRecord/decoded``, because the line escapes it.
  package let isDecoded: Bool

  /// What the log does not tell.
  package static let absent = LogText(0..<0)

  /// The part `range` of the line, or of what was decoded.
  package init(_ range: Range<Int>, isDecoded: Bool = false) {
    start = UInt32(truncatingIfNeeded: range.lowerBound)
    length = UInt32(truncatingIfNeeded: range.count)
    self.isDecoded = isDecoded
  }

  /// Where it lies.
  package var range: Range<Int> { Int(start)..<Int(start) + Int(length) }

  /// Whether the log does not tell it.
  package var isEmpty: Bool { length == 0 }
}
