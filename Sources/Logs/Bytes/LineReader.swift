/// The lines of a recorded file, one at a time, in a buffer that is used again: the memory is that of the longest line.
package struct LineReader {
  /// Bytes of one line; a longer one is skipped.
  package static let longest = 1 << 20

  private var source: RecordedBytes
  private var isAtStart = true
  private var isAtEnd = false
  /// Where the next line begins.
  private var position = 0

  /// The bytes in which the line lies.
  package var buffer: [UInt8] = []
  /// Where in ``buffer`` the line lies, without its line end.
  package private(set) var range = 0..<0
  /// The number of the line, from 1.
  package private(set) var number = 0
  /// Whether the line is longer than ``longest``: what is there is its beginning.
  package private(set) var isTooLong = false
  /// Whether the file ended without an end of this line.
  package private(set) var isUnended = false

  /// The lines of `source`.
  package init(_ source: RecordedBytes) { self.source = source }

  /// Goes to the next line; false at the end. O(bytes of the line).
  package mutating func next() throws(TraceProblem) -> Bool {
    var searched = position
    while true {
      if let end = buffer.firstIndex(of: newline, from: searched) {
        take(position..<end)
        position = end + 1
        return true
      }
      if buffer.count - position > Self.longest { return try skipTooLong() }
      searched = buffer.count - position
      guard try refill() else {
        guard position < buffer.count else { return false }
        take(position..<buffer.count)
        position = buffer.count
        isUnended = true
        return true
      }
    }
  }

  private mutating func take(_ found: Range<Int>) {
    let hasReturn = !found.isEmpty && buffer[found.upperBound - 1] == UInt8(ascii: "\r")
    range = hasReturn ? found.lowerBound..<(found.upperBound - 1) : found
    number += 1
    isTooLong = found.count > Self.longest
  }

  /// Keeps the beginning of the line and goes on behind its end.
  private mutating func skipTooLong() throws(TraceProblem) -> Bool {
    let beginning = Array(buffer[position..<(position + Self.longest)])
    position = buffer.count
    var end: Int?
    while end == nil, try refill() {
      end = buffer.firstIndex(of: newline, from: 0)
      position = end.map { $0 + 1 } ?? buffer.count
    }
    buffer.replaceSubrange(..<position, with: beginning)
    position = beginning.count
    range = 0..<beginning.count
    number += 1
    isTooLong = true
    return true
  }

  /// Adds the next piece to what of the buffer is not used yet; false at the end.
  private mutating func refill() throws(TraceProblem) -> Bool {
    guard !isAtEnd else { return false }
    var piece = try source.next()
    isAtEnd = piece.isEmpty
    if isAtStart {
      isAtStart = false
      if piece.starts(with: [0xEF, 0xBB, 0xBF]) { piece.removeFirst(3) }
    }
    if position == buffer.count {
      buffer = piece
    } else {
      buffer.removeSubrange(..<position)
      buffer += piece
    }
    position = 0
    return !isAtEnd
  }
}

private let newline = UInt8(ascii: "\n")
