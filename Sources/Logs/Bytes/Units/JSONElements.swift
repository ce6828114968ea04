/// The values at a path of JSON documents that follow one another, one at a time: only one of them is in memory.
///
/// What is not sound is a unit that is refused, after which the next line is the beginning of a new document.
package struct JSONElements: UnitReader {
  /// A unit that is refused because the text ends in it.
  private static let cut = Array("{".utf8)
  /// A unit that is refused because the text is no JSON.
  private static let unsound = Array("{!".utf8)
  /// Bytes of a number or a word.
  private static let longestScalar = 1 << 10

  /// What may come next in an object or an array.
  private enum Expected {
    /// The end, or the first key or element.
    case first
    /// A key or an element.
    case next
    case colon
    case value
    /// A comma, or the end.
    case comma
  }

  private struct Frame {
    var isObject: Bool
    /// Its place in the path.
    var node: Int
    var expected = Expected.first
    /// The place of the value that comes next.
    var child = JSONPath.nowhere
  }

  private var window: PieceBuffer
  private let path: JSONPath
  /// Bytes of one unit; a longer one is skipped.
  private let longest: Int
  private var frames: [Frame] = []
  /// The next byte in the window.
  private var index = 0
  private var line = 1
  private var isBroken = false
  /// What stands in place of a unit that cannot be read.
  private var refusal: [UInt8]?

  /// Which of the path's targets the unit is; nil where it stands in place of what cannot be read.
  private(set) var target: Int?

  package init(_ source: RecordedBytes, _ path: JSONPath, longest: Int = LineReader.longest) {
    window = PieceBuffer(source)
    self.path = path
    self.longest = longest
  }

  package mutating func next(in buffer: inout [UInt8]) throws(TraceProblem) -> UnitPlace? {
    // The window changes hands, so that it is never copied.
    if refusal == nil { swap(&buffer, &window.bytes) }
    refusal = nil
    let place = try find()
    if let refusal { buffer = refusal } else { swap(&buffer, &window.bytes) }
    return place
  }

  private mutating func find() throws(TraceProblem) -> UnitPlace? {
    if isBroken {
      isBroken = false
      try skipLine()
    }
    while true {
      guard let byte = try nextByte() else {
        guard !frames.isEmpty else { return nil }
        return refuse(Self.cut, isUnended: true)
      }
      let node = frames.last.map(\.child) ?? 0
      if expectsValue, byte != UInt8(ascii: "]"), let target = path.target(at: node) {
        self.target = target
        return try element()
      }
      if try step(byte, node) { continue }
      let isCut = try self.byte() == nil
      return refuse(isCut ? Self.cut : Self.unsound, isUnended: isCut)
    }
  }

  private var expectsValue: Bool {
    guard let frame = frames.last else { return true }
    return frame.expected == .value
      || !frame.isObject && (frame.expected == .first || frame.expected == .next)
  }

  // MARK: The document

  /// Takes the next token, which begins with `byte`; false where it is none that may come here.
  private mutating func step(_ byte: UInt8, _ node: Int) throws(TraceProblem) -> Bool {
    if let frame = frames.last, !expectsValue || byte == UInt8(ascii: "]") {
      switch byte {
      case frame.isObject ? UInt8(ascii: "}") : UInt8(ascii: "]"):
        guard frame.expected == .first || frame.expected == .comma else { return false }
        index += 1
        frames.removeLast()
        valueIsDone()
        return true
      case UInt8(ascii: ",") where frame.expected == .comma: return advance(to: .next)
      case UInt8(ascii: ":") where frame.expected == .colon: return advance(to: .value)
      case UInt8(ascii: "\"") where frame.expected == .first || frame.expected == .next: return try key()
      default: return false
      }
    }
    switch byte {
    case UInt8(ascii: "{"), UInt8(ascii: "["):
      guard frames.count < JSONCursor.deepest else { return false }
      let isObject = byte == UInt8(ascii: "{")
      frames.append(
        Frame(isObject: isObject, node: node, child: isObject ? JSONPath.nowhere : path.each(of: node)))
      index += 1
      return true
    default:
      // A document that is a word is a line of something else.
      guard !frames.isEmpty, try skipScalar(byte) else { return false }
      valueIsDone()
      return true
    }
  }

  private mutating func advance(to expected: Expected) -> Bool {
    index += 1
    frames[frames.count - 1].expected = expected
    return true
  }

  private mutating func valueIsDone() {
    if !frames.isEmpty { frames[frames.count - 1].expected = .comma }
  }

  private mutating func key() throws(TraceProblem) -> Bool {
    window.position = index
    guard try skipString() else { return false }
    let node = frames[frames.count - 1].node
    let child = path.value(of: window.bytes[(window.position + 1)..<(index - 1)], in: node)
    frames[frames.count - 1].child = child
    frames[frames.count - 1].expected = .colon
    return true
  }

  // MARK: Values

  /// The unit that begins here.
  private mutating func element() throws(TraceProblem) -> UnitPlace {
    window.position = index
    let number = line
    var depth = 0
    var isTooLong = false
    repeat {
      guard let byte = try byte() else { return refuse(Self.cut, isUnended: true, number) }
      switch byte {
      case UInt8(ascii: "{"), UInt8(ascii: "["):
        depth += 1
        index += 1
      case UInt8(ascii: "}"), UInt8(ascii: "]"):
        depth -= 1
        index += 1
      case UInt8(ascii: "\""):
        if try !skipString(keeping: !isTooLong) { return refuse(Self.cut, isUnended: true, number) }
      case UInt8(ascii: "\n"):
        line += 1
        index += 1
      default:
        if depth > 0 {
          index += 1
        } else if try !skipScalar(byte) {
          return refuse(Self.unsound, isUnended: false, number)
        }
      }
      if index - window.position > longest {
        isTooLong = true
        window.position = index
      }
    } while depth > 0
    valueIsDone()
    if isTooLong { return UnitPlace(number: number, isTooLong: true) }
    let range = window.position..<index
    window.position = index
    return UnitPlace(range: range, number: number)
  }

  /// Passes a string, a number or a word; false where there is none.
  private mutating func skipScalar(_ first: UInt8) throws(TraceProblem) -> Bool {
    if first == UInt8(ascii: "\"") { return try skipString(keeping: false) }
    var length = 0
    while let byte = try byte(), Self.isOfScalar(byte) {
      index += 1
      length += 1
      if length > Self.longestScalar { return false }
    }
    return length > 0
  }

  private static func isOfScalar(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "z"),
      UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "."):
      true
    default: false
    }
  }

  /// Passes a string; false where the file ends in it. One that is longer than a unit is not kept.
  private mutating func skipString(keeping: Bool = true) throws(TraceProblem) -> Bool {
    index += 1
    while let byte = try byte() {
      index += 1
      if byte == UInt8(ascii: "\"") { return true }
      if byte == UInt8(ascii: "\n") { line += 1 }
      if byte == UInt8(ascii: "\\"), try self.byte() != nil { index += 1 }
      if !keeping || index - window.position > 2 * longest { window.position = index }
    }
    return false
  }

  // MARK: Bytes

  /// The next byte that is no space, with which the window may begin; nil at the end.
  private mutating func nextByte() throws(TraceProblem) -> UInt8? {
    while let byte = try byte() {
      switch byte {
      case UInt8(ascii: "\n"): line += 1
      case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\r"): break
      default:
        window.position = index
        return byte
      }
      index += 1
      if index - window.position > longest { window.position = index }
    }
    return nil
  }

  @inline(__always) private mutating func byte() throws(TraceProblem) -> UInt8? {
    while index >= window.bytes.count {
      let start = window.position
      let isMore = try window.refill()
      index -= start - window.position
      guard isMore else { return nil }
    }
    return window.bytes[index]
  }

  // MARK: Faults

  /// Puts a unit that is refused in place of what cannot be read.
  private mutating func refuse(
    _ text: [UInt8], isUnended: Bool, _ number: Int? = nil
  ) -> UnitPlace {
    frames.removeAll()
    isBroken = true
    refusal = text
    target = nil
    window.position = index
    return UnitPlace(range: 0..<text.count, number: number ?? line, isUnended: isUnended)
  }

  private mutating func skipLine() throws(TraceProblem) {
    while let byte = try byte(), byte != UInt8(ascii: "\n") {
      index += 1
      window.position = index
    }
  }
}
