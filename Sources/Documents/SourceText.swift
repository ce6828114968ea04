/// The text of one input file and where its lines begin.
public struct SourceText: Sendable {
  /// The file as the user named it.
  public let file: String
  /// The text in UTF-8, without a byte order mark.
  let bytes: [UInt8]
  /// Where each line begins, in bytes and in Unicode scalars.
  private let lines: [(byte: Int, scalar: Int)]
  /// The number of Unicode scalars.
  let scalarCount: Int

  /// Splits `bytes`, which are valid UTF-8, at line feeds and carriage returns.
  init(file: String, bytes: [UInt8]) {
    self.file = file
    self.bytes = bytes
    var lines = [(byte: 0, scalar: 0)]
    var scalar = 0
    for (index, byte) in bytes.enumerated() {
      if byte & 0b1100_0000 != 0b1000_0000 { scalar += 1 }
      let isReturn = byte == UInt8(ascii: "\r")
      if byte == UInt8(ascii: "\n") || isReturn && !(index + 1 < bytes.count && bytes[index + 1] == 10) {
        lines.append((index + 1, scalar))
      }
    }
    self.lines = lines
    scalarCount = scalar
  }

  /// The whole text.
  public var text: String { String(decoding: bytes, as: UTF8.self) }

  /// The number of lines; an empty last one counts.
  public var lineCount: Int { lines.count }

  /// Line `number`, from 1, without its end; nil where there is none.
  public func line(_ number: Int) -> String? {
    guard let range = range(ofLine: number) else { return nil }
    return String(decoding: bytes[range], as: UTF8.self)
  }

  /// Line `number` as ``line(_:)`` has it; nil also where it has more than `most` bytes.
  public func line(_ number: Int, upTo most: Int) -> String? {
    guard let range = range(ofLine: number), range.count <= most else { return nil }
    return String(decoding: bytes[range], as: UTF8.self)
  }

  /// The bytes of line `number`, from 1, without its end.
  func range(ofLine number: Int) -> Range<Int>? {
    guard number >= 1, number <= lines.count else { return nil }
    let start = lines[number - 1].byte
    var end = number < lines.count ? lines[number].byte : bytes.count
    while end > start, bytes[end - 1] == UInt8(ascii: "\n") || bytes[end - 1] == UInt8(ascii: "\r") {
      end -= 1
    }
    return start..<end
  }

  /// The scalars before line `number`, from 1.
  func scalars(beforeLine number: Int) -> Int { lines[number - 1].scalar }

  /// The place of the scalar with `index`. O(log lines).
  func location(ofScalar index: Int) -> SourceLocation {
    var low = 0
    var high = lines.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if lines[middle].scalar <= index { low = middle } else { high = middle }
    }
    return SourceLocation(file: file, line: low + 1, column: index - lines[low].scalar + 1)
  }
}

/// The texts of the files that were read, so that messages can show the line they are about.
public struct SourceTexts: Sendable {
  private var texts: [String: SourceText] = [:]

  /// Whether no text is there.
  public var isEmpty: Bool { texts.isEmpty }

  /// Creates an empty collection.
  public init() {}

  /// The text of `file`, named as in ``SourceLocation/file``.
  public subscript(file: String) -> SourceText? {
    get { texts[file] }
    set { texts[file] = newValue }
  }

  /// Adds `text` as that of `file`, for values that come from the command line.
  public mutating func add(_ text: String, file: String) {
    texts[file] = SourceText(file: file, bytes: Array(text.utf8))
  }

  /// Adds the texts of another call.
  public mutating func merge(_ other: SourceTexts) {
    texts.merge(other.texts) { first, _ in first }
  }
}
