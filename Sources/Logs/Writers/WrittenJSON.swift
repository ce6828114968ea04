/// JSON that is to be written; the members of an object keep their order.
enum WrittenJSON {
  case text(String)
  case whole(Int64)
  /// A number as it is to stand there.
  case decimal(String)
  case null
  case array([WrittenJSON])
  case members([Member])

  /// One of an object.
  struct Member {
    let key: String
    let value: WrittenJSON
  }

  /// An object of these members.
  static func object(_ members: [(key: String, value: WrittenJSON)]) -> WrittenJSON {
    .members(members.map { Member(key: $0.key, value: $0.value) })
  }

  /// Appends it without spaces.
  ///
  /// - Parameter escapesMarkup: Whether `<`, `>` and `&` are escaped, as Go's encoder does.
  func append(to bytes: inout [UInt8], escapesMarkup: Bool = false) {
    switch self {
    case .text(let text): Self.append(text, to: &bytes, escapesMarkup)
    case .whole(let number): bytes += String(number).utf8
    case .decimal(let number): bytes += number.utf8
    case .null: bytes += "null".utf8
    case .array(let elements):
      bytes.append(UInt8(ascii: "["))
      for (index, element) in elements.enumerated() {
        if index > 0 { bytes.append(UInt8(ascii: ",")) }
        element.append(to: &bytes, escapesMarkup: escapesMarkup)
      }
      bytes.append(UInt8(ascii: "]"))
    case .members(let members):
      bytes.append(UInt8(ascii: "{"))
      for (index, member) in members.enumerated() {
        if index > 0 { bytes.append(UInt8(ascii: ",")) }
        Self.append(member.key, to: &bytes, escapesMarkup)
        bytes.append(UInt8(ascii: ":"))
        member.value.append(to: &bytes, escapesMarkup: escapesMarkup)
      }
      bytes.append(UInt8(ascii: "}"))
    }
  }

  private static func append(_ text: String, to bytes: inout [UInt8], _ escapesMarkup: Bool) {
    bytes.append(UInt8(ascii: "\""))
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "\""): bytes += #"\""#.utf8
      case UInt8(ascii: "\\"): bytes += #"\\"#.utf8
      case 0..<0x20: bytes += "\\u\(hexadecimal(UInt64(byte), digits: 4))".utf8
      case UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "&"):
        if escapesMarkup {
          bytes += "\\u\(hexadecimal(UInt64(byte), digits: 4))".utf8
        } else {
          bytes.append(byte)
        }
      default: bytes.append(byte)
      }
    }
    bytes.append(UInt8(ascii: "\""))
  }
}

extension WrittenJSON: ExpressibleByDictionaryLiteral, ExpressibleByArrayLiteral, ExpressibleByStringLiteral,
  ExpressibleByIntegerLiteral
{
  init(dictionaryLiteral members: (String, WrittenJSON)...) { self = .object(members.map { ($0, $1) }) }
  init(arrayLiteral elements: WrittenJSON...) { self = .array(elements) }
  init(stringLiteral text: String) { self = .text(text) }
  init(integerLiteral number: Int64) { self = .whole(number) }
}

/// `value` with so many lower-case digits, higher ones left out.
package func hexadecimal(_ value: UInt64, digits: Int) -> String {
  let text = String(value, radix: 16)
  return String(repeating: "0", count: max(0, digits - text.utf8.count)) + text.suffix(digits)
}
