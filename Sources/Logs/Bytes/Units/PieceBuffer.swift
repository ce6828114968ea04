/// The bytes of a recorded file in a window that is moved forward: the memory is that of what is still needed.
struct PieceBuffer {
  private var source: RecordedBytes
  private var isAtStart = true
  private var isAtEnd = false

  /// The window.
  var bytes: [UInt8] = []
  /// Where the next unit begins in ``bytes``: what lies before is forgotten when the window moves.
  var position = 0

  init(_ source: RecordedBytes) { self.source = source }

  /// Forgets what lies before ``position``, which becomes 0, and adds the next piece; false at the end of the file.
  mutating func refill() throws(TraceProblem) -> Bool {
    guard !isAtEnd else { return false }
    var piece = try source.next()
    isAtEnd = piece.isEmpty
    if isAtStart {
      isAtStart = false
      if piece.starts(with: [0xEF, 0xBB, 0xBF]) { piece.removeFirst(3) }
    }
    if position == bytes.count {
      bytes = piece
    } else {
      bytes.removeSubrange(..<position)
      bytes += piece
    }
    position = 0
    return !isAtEnd
  }
}
