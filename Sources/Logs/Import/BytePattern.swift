/// A pattern of bytes in which `*` stands for any number of any.
struct BytePattern: Sendable, Equatable {
  private let bytes: [UInt8]
  private let ignoresCase: Bool

  /// - Parameter ignoresCase: Whether `a` and `A` are the same.
  init(_ text: String, ignoresCase: Bool = false) {
    bytes = text.utf8.map { ignoresCase ? Self.lowercased($0) : $0 }
    self.ignoresCase = ignoresCase
  }

  /// Whether the pattern matches all of `text`. O(length × length).
  func matches(_ text: ArraySlice<UInt8>) -> Bool {
    var at = text.startIndex
    var next = 0
    // The last star, and how much of the text it has taken: only that one ever needs to take more.
    var star: (next: Int, at: Int)?
    while at < text.endIndex {
      if next < bytes.count, bytes[next] == UInt8(ascii: "*") {
        next += 1
        star = (next, at)
      } else if next < bytes.count, bytes[next] == (ignoresCase ? Self.lowercased(text[at]) : text[at]) {
        next += 1
        at += 1
      } else if let last = star {
        star = (last.next, last.at + 1)
        next = last.next
        at = last.at + 1
      } else {
        return false
      }
    }
    return bytes[next...].allSatisfy { $0 == UInt8(ascii: "*") }
  }

  private static func lowercased(_ byte: UInt8) -> UInt8 {
    byte &- UInt8(ascii: "A") < 26 ? byte | 0x20 : byte
  }
}
