/// Walks through JSON text (RFC 8259) from left to right, without building anything.
///
/// More is taken than the standard allows where nothing is lost by it: control characters and bytes that are no UTF-8 in strings.
package struct JSONCursor {
  /// What is wrong with a text.
  package enum Fault {
    /// It ends in the middle.
    case cut
    /// It is no JSON, or is nested deeper than ``deepest``.
    case unsound
  }

  /// Objects and arrays in one another.
  package static let deepest = 64

  /// Where it stands.
  package var position: Int
  /// Where the text ends.
  package let end: Int
  /// What was found to be wrong; nothing is read after it.
  private(set) var fault: Fault?

  package init(_ range: Range<Int>) {
    position = range.lowerBound
    end = range.upperBound
  }

  /// Passes a value; nil where there is none, which ``fault`` explains. O(bytes of the value).
  package mutating func value(in line: borrowing Span<UInt8>, depth: Int = 0) -> JSONValue? {
    skipSpace(in: line)
    guard position < end else { return fail(.cut) }
    switch line[position] {
    case UInt8(ascii: "\""): return string(in: line)
    case UInt8(ascii: "{"):
      let start = position
      guard enterObject(in: line, depth: depth) else { return nil }
      var isFirst = true
      while nextKey(in: line, &isFirst) != nil {
        guard value(in: line, depth: depth + 1) != nil else { return nil }
      }
      return fault == nil ? JSONValue(kind: .object, range: start..<position) : nil
    case UInt8(ascii: "["):
      let start = position
      guard enterArray(in: line, depth: depth) else { return nil }
      var isFirst = true
      while nextElement(in: line, &isFirst) {
        guard value(in: line, depth: depth + 1) != nil else { return nil }
      }
      return fault == nil ? JSONValue(kind: .array, range: start..<position) : nil
    case UInt8(ascii: "t"): return word("true", .boolean, in: line)
    case UInt8(ascii: "f"): return word("false", .boolean, in: line)
    case UInt8(ascii: "n"): return word("null", .null, in: line)
    default: return number(in: line)
    }
  }

  /// Passes the `{` of an object.
  package mutating func enterObject(in line: borrowing Span<UInt8>, depth: Int) -> Bool {
    enter(UInt8(ascii: "{"), in: line, depth: depth)
  }

  /// Passes the `[` of an array.
  package mutating func enterArray(in line: borrowing Span<UInt8>, depth: Int) -> Bool {
    enter(UInt8(ascii: "["), in: line, depth: depth)
  }

  private mutating func enter(_ bracket: UInt8, in line: borrowing Span<UInt8>, depth: Int) -> Bool {
    skipSpace(in: line)
    guard position < end else {
      fault = .cut
      return false
    }
    guard line[position] == bracket, depth < Self.deepest else {
      fault = .unsound
      return false
    }
    position += 1
    return true
  }

  /// Passes the next key of the object in which it stands, and the colon; nil behind the last one, where `}` is passed.
  package mutating func nextKey(in line: borrowing Span<UInt8>, _ isFirst: inout Bool) -> JSONValue? {
    guard hasNext(before: UInt8(ascii: "}"), in: line, &isFirst) else { return nil }
    skipSpace(in: line)
    guard position < end else { return fail(.cut) }
    guard line[position] == UInt8(ascii: "\"") else { return fail(.unsound) }
    guard let key = string(in: line) else { return nil }
    skipSpace(in: line)
    guard position < end else { return fail(.cut) }
    guard line[position] == UInt8(ascii: ":") else { return fail(.unsound) }
    position += 1
    return key
  }

  /// Goes to the next element of the array in which it stands; false behind the last one, where `]` is passed.
  package mutating func nextElement(in line: borrowing Span<UInt8>, _ isFirst: inout Bool) -> Bool {
    hasNext(before: UInt8(ascii: "]"), in: line, &isFirst)
  }

  private mutating func hasNext(
    before bracket: UInt8, in line: borrowing Span<UInt8>, _ isFirst: inout Bool
  ) -> Bool {
    skipSpace(in: line)
    guard position < end else {
      fault = .cut
      return false
    }
    if line[position] == bracket {
      position += 1
      return false
    }
    if isFirst {
      isFirst = false
      return true
    }
    guard line[position] == UInt8(ascii: ",") else {
      fault = .unsound
      return false
    }
    position += 1
    return true
  }

  /// Whether `byte` comes next, perhaps after space.
  package mutating func isBefore(_ byte: UInt8, in line: borrowing Span<UInt8>) -> Bool {
    skipSpace(in: line)
    return position < end && line[position] == byte
  }

  /// Whether nothing but space is left.
  package mutating func isAtEnd(in line: borrowing Span<UInt8>) -> Bool {
    skipSpace(in: line)
    return position == end
  }

  // MARK: Scalars

  private mutating func skipSpace(in line: borrowing Span<UInt8>) {
    while position < end {
      switch line[position] {
      case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\r"), UInt8(ascii: "\n"): position += 1
      default: return
      }
    }
  }

  private mutating func string(in line: borrowing Span<UInt8>) -> JSONValue? {
    let start = position + 1
    var index = start
    var isEscaped = false
    while index < end {
      let byte = line[index]
      if byte == UInt8(ascii: "\"") {
        position = index + 1
        return JSONValue(kind: .string, range: start..<index, isEscaped: isEscaped)
      }
      if byte == UInt8(ascii: "\\") {
        isEscaped = true
        index += 1
      }
      index += 1
    }
    return fail(.cut)
  }

  private mutating func word(
    _ text: StaticString, _ kind: JSONValue.Kind, in line: borrowing Span<UInt8>
  ) -> JSONValue? {
    let length = text.utf8CodeUnitCount
    guard position + length <= end else { return fail(.cut) }
    guard line.has(text, at: position) else { return fail(.unsound) }
    position += length
    return JSONValue(kind: kind, range: (position - length)..<position)
  }

  /// Passes `-`, digits, a fraction and an exponent; leading zeros are taken too.
  private mutating func number(in line: borrowing Span<UInt8>) -> JSONValue? {
    let start = position
    if line[position] == UInt8(ascii: "-") { position += 1 }
    guard digits(in: line) else { return nil }
    if position < end, line[position] == UInt8(ascii: ".") {
      position += 1
      guard digits(in: line) else { return nil }
    }
    if position < end, line[position] | 0x20 == UInt8(ascii: "e") {
      position += 1
      if position < end, line[position] == UInt8(ascii: "-") || line[position] == UInt8(ascii: "+") {
        position += 1
      }
      guard digits(in: line) else { return nil }
    }
    return JSONValue(kind: .number, range: start..<position)
  }

  private mutating func digits(in line: borrowing Span<UInt8>) -> Bool {
    let start = position
    while position < end, line[position] &- UInt8(ascii: "0") < 10 { position += 1 }
    if position == start { fault = position < end ? .unsound : .cut }
    return position > start
  }

  private mutating func fail(_ found: Fault) -> JSONValue? {
    fault = found
    return nil
  }
}
