/// The lines of a recorded file, one at a time, in a buffer that is used again: the memory is that of the longest line.
package struct LineReader {
  /// Bytes of one line; a longer one is skipped.
  package static let longest = 1 << 20

  private var window: PieceBuffer

  /// The bytes in which the line lies.
  package var buffer: [UInt8] {
    get { window.bytes }
    _modify { yield &window.bytes }
  }
  /// Where in ``buffer`` the line lies, without its line end.
  package private(set) var range = 0..<0
  /// The number of the line, from 1.
  package private(set) var number = 0
  /// Whether the line is longer than ``longest``: what is there is its beginning.
  package private(set) var isTooLong = false
  /// Whether the file ended without an end of this line.
  package private(set) var isUnended = false

  /// The lines of `source`.
  package init(_ source: RecordedBytes) { window = PieceBuffer(source) }

  /// Goes to the next line; false at the end. O(bytes of the line).
  package mutating func next() throws(TraceProblem) -> Bool {
    var searched = window.position
    while true {
      if let end = window.bytes.firstIndex(of: newline, from: searched) {
        take(window.position..<end)
        window.position = end + 1
        return true
      }
      if window.bytes.count - window.position > Self.longest { return try skipTooLong() }
      searched = window.bytes.count - window.position
      guard try window.refill() else {
        guard window.position < window.bytes.count else { return false }
        take(window.position..<window.bytes.count)
        window.position = window.bytes.count
        isUnended = true
        return true
      }
    }
  }

  private mutating func take(_ found: Range<Int>) {
    let hasReturn = !found.isEmpty && window.bytes[found.upperBound - 1] == UInt8(ascii: "\r")
    range = hasReturn ? found.lowerBound..<(found.upperBound - 1) : found
    number += 1
    isTooLong = found.count > Self.longest
  }

  /// Keeps the beginning of the line and goes on behind its end.
  private mutating func skipTooLong() throws(TraceProblem) -> Bool {
    let beginning = Array(window.bytes[window.position..<(window.position + Self.longest)])
    window.position = window.bytes.count
    var end: Int?
    while end == nil, try window.refill() {
      end = window.bytes.firstIndex(of: newline, from: 0)
      window.position = end.map { $0 + 1 } ?? window.bytes.count
    }
    window.bytes.replaceSubrange(..<window.position, with: beginning)
    window.position = beginning.count
    range = 0..<beginning.count
    number += 1
    isTooLong = true
    return true
  }
}

private let newline = UInt8(ascii: "\n")
