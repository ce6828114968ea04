/// Texts in JSON strings.
package enum JSONText {
  /// The text of a value; one with escapes is decoded into the record.
  package static func text(_ value: JSONValue, _ line: borrowing Span<UInt8>, _ record: inout LogRecord)
    -> LogText
  {
    guard value.isEscaped else { return LogText(value.range) }
    let start = record.decoded.count
    decode(line, value.range, into: &record.decoded)
    return LogText(start..<record.decoded.count, isDecoded: true)
  }

  /// Appends what a string means. An escape that does not exist stays as it is; half of a pair of surrogates becomes U+FFFD.
  package static func decode(_ line: borrowing Span<UInt8>, _ range: Range<Int>, into bytes: inout [UInt8]) {
    var index = range.lowerBound
    while index < range.upperBound {
      let byte = line[index]
      guard byte == UInt8(ascii: "\\"), index + 1 < range.upperBound else {
        bytes.append(byte)
        index += 1
        continue
      }
      let escape = line[index + 1]
      if escape == UInt8(ascii: "u"), let unit = unit(line, index + 2, range.upperBound) {
        index += 6
        if unit & 0xFC00 == 0xD800, index + 1 < range.upperBound, line[index] == UInt8(ascii: "\\"),
          line[index + 1] == UInt8(ascii: "u"), let low = self.unit(line, index + 2, range.upperBound),
          low & 0xFC00 == 0xDC00
        {
          index += 6
          append(0x10000 + (unit & 0x3FF) << 10 + low & 0x3FF, to: &bytes)
        } else {
          append(unit & 0xF800 == 0xD800 ? 0xFFFD : unit, to: &bytes)
        }
        continue
      }
      if let character = plain(escape) {
        bytes.append(character)
      } else {
        bytes.append(byte)
        bytes.append(escape)
      }
      index += 2
    }
  }

  private static func plain(_ escape: UInt8) -> UInt8? {
    switch escape {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): escape
    case UInt8(ascii: "b"): 8
    case UInt8(ascii: "t"): 9
    case UInt8(ascii: "n"): 10
    case UInt8(ascii: "f"): 12
    case UInt8(ascii: "r"): 13
    default: nil
    }
  }

  /// Four hexadecimal digits.
  private static func unit(_ line: borrowing Span<UInt8>, _ start: Int, _ end: Int) -> UInt32? {
    guard let high = LogNumber.hexadecimal(line, start, end),
      let low = LogNumber.hexadecimal(line, start + 2, end)
    else { return nil }
    return UInt32(high) << 8 | UInt32(low)
  }

  private static func append(_ scalar: UInt32, to bytes: inout [UInt8]) {
    guard let scalar = Unicode.Scalar(scalar) else { return }
    bytes += UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter
  }
}
