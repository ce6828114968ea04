/// Finds what is no text in the bytes of a file, before a parser sees them.
enum TextCheck {
  /// Takes a byte order mark off `bytes` and makes a source text of them; reports what is no text and answers nil then.
  static func source(file: String, bytes: [UInt8], diagnostics: Diagnostics) -> SourceText? {
    if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) {
      diagnostics.report(
        .notText, "the text is in UTF-16", at: SourceLocation(file: file, line: 1, column: 1),
        suggestion: "save it in UTF-8")
      return nil
    }
    let text = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? Array(bytes.dropFirst(3)) : bytes
    guard let (offset, what) = firstProblem(in: text) else { return SourceText(file: file, bytes: text) }
    // What lies before the problem is text, so its place can be counted there.
    let before = SourceText(file: file, bytes: Array(text[..<offset]) + [UInt8(ascii: "?")])
    diagnostics.report(
      .notText, what, at: before.location(ofScalar: before.scalarCount - 1),
      suggestion: "save the file as text in UTF-8 without control characters")
    return nil
  }

  /// The first byte that begins no character of YAML, and what it is.
  private static func firstProblem(in bytes: [UInt8]) -> (offset: Int, what: String)? {
    var offset = 0
    while offset < bytes.count {
      let byte = bytes[offset]
      if byte < 0x80 {
        guard byte >= 0x20 && byte != 0x7F || byte == 0x09 || byte == 0x0A || byte == 0x0D else {
          return (offset, byte == 0 ? "found a NUL byte" : "found the control character \(hex(UInt32(byte)))")
        }
        offset += 1
        continue
      }
      guard let (scalar, length) = scalar(at: offset, of: bytes) else {
        return (offset, "found the byte \(hex(UInt32(byte))), which is no UTF-8 here")
      }
      let value = scalar.value
      guard value >= 0xA0 || value == 0x85, value != 0xFEFF, value != 0xFFFE, value != 0xFFFF else {
        return (offset, "found the control character \(hex(value))")
      }
      offset += length
    }
    return nil
  }

  /// The character of several bytes at `offset`, nil where there is none.
  private static func scalar(at offset: Int, of bytes: [UInt8]) -> (Unicode.Scalar, Int)? {
    let lead = bytes[offset]
    let length: Int
    switch lead {
    case 0xC2...0xDF: length = 2
    case 0xE0...0xEF: length = 3
    case 0xF0...0xF4: length = 4
    default: return nil
    }
    guard offset + length <= bytes.count else { return nil }
    var value = UInt32(lead) & (0xFF >> UInt32(length + 1))
    for byte in bytes[offset + 1..<offset + length] {
      guard byte & 0b1100_0000 == 0b1000_0000 else { return nil }
      value = value << 6 | UInt32(byte & 0b0011_1111)
    }
    let shortest: [UInt32] = [0, 0, 0x80, 0x800, 0x10000]
    guard value >= shortest[length], let scalar = Unicode.Scalar(value) else { return nil }
    return (scalar, length)
  }

  private static func hex(_ value: UInt32) -> String { "0x" + String(value, radix: 16, uppercase: true) }
}
