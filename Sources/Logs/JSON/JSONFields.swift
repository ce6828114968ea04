/// Finds the fields of a table in one JSON object after the other.
///
/// What the table does not name is passed; of a key that comes twice the last value counts. Nothing is allocated per object.
package struct JSONFields {
  private let table: JSONFieldTable
  private var values: [JSONValue]
  /// The fields that have a value.
  private var touched: [Int] = []
  /// Whether all numbers that were asked for since the last object were numbers.
  private(set) var areNumbersSound = true

  package init(_ table: JSONFieldTable) {
    self.table = table
    values = Array(repeating: JSONValue(), count: table.fields)
  }

  /// The value of a field.
  package subscript(field: Int) -> JSONValue { values[field] }

  /// Reads the object that `range` holds with nothing but space around it; what is wrong otherwise. O(bytes).
  package mutating func read(_ line: borrowing Span<UInt8>, _ range: Range<Int>) -> JSONCursor.Fault? {
    clear()
    var cursor = JSONCursor(range)
    object(line, &cursor, node: 0, depth: 0)
    if let fault = cursor.fault { return fault }
    return cursor.isAtEnd(in: line) ? nil : .unsound
  }

  /// Forgets the values.
  package mutating func clear() {
    for field in touched { values[field] = JSONValue() }
    touched.removeAll(keepingCapacity: true)
    areNumbersSound = true
  }

  private mutating func object(
    _ line: borrowing Span<UInt8>, _ cursor: inout JSONCursor, node: Int, depth: Int
  ) {
    guard cursor.enterObject(in: line, depth: depth) else { return }
    var isFirst = true
    while let key = cursor.nextKey(in: line, &isFirst) {
      let found = key.isEscaped ? nil : table.find(line, key.range, in: node)
      if let child = found?.node, cursor.isBefore(UInt8(ascii: "{"), in: line) {
        object(line, &cursor, node: child, depth: depth + 1)
        guard cursor.fault == nil else { return }
      } else {
        guard let value = cursor.value(in: line, depth: depth + 1) else { return }
        if let field = found?.field { set(field, value) }
      }
    }
  }

  /// Gives a field a value.
  package mutating func set(_ field: Int, _ value: JSONValue) {
    if values[field].kind == .absent { touched.append(field) }
    values[field] = value
  }

  /// Whether a string or a number is told, which a lone `-` and an empty string are not.
  package func isTold(_ field: Int, _ line: borrowing Span<UInt8>) -> Bool {
    let value = values[field]
    switch value.kind {
    case .number: return true
    case .string: return !value.range.isEmpty && !LogNumber.isAbsent(line, value.range)
    default: return false
    }
  }

  /// The text of a string or a number, decoded into the record where it holds escapes.
  package func text(_ field: Int, _ line: borrowing Span<UInt8>, _ record: inout LogRecord) -> LogText {
    guard isTold(field, line) else { return .absent }
    return JSONText.text(values[field], line, &record)
  }

  /// The number of at least 0 in a field, a number or a string, times 10^`power`, rounded to the nearest whole number; nil where none is
  /// told.
  package mutating func number(_ field: Int, _ line: borrowing Span<UInt8>, power: Int = 0) -> Int64? {
    guard isTold(field, line) else { return nil }
    guard let value = LogDecimal.value(line, values[field].range, power: power), value >= 0 else {
      areNumbersSound = false
      return nil
    }
    return value
  }

  /// The status in a field; nil where none is told or it is 0, which means that no answer was begun.
  package mutating func status(_ field: Int, _ line: borrowing Span<UInt8>) -> Int32? {
    guard let code = number(field, line), code > 0 else { return nil }
    guard code <= 999 else {
      areNumbersSound = false
      return nil
    }
    return Int32(code)
  }
}

extension JSONFields {
  /// The text of the first element of an array, such as of the values of a header.
  package func firstText(_ field: Int, _ line: borrowing Span<UInt8>, _ record: inout LogRecord) -> LogText {
    guard self[field].kind == .array else { return .absent }
    var cursor = JSONCursor(self[field].range)
    var isFirst = true
    guard cursor.enterArray(in: line, depth: 0), cursor.nextElement(in: line, &isFirst),
      let value = cursor.value(in: line), value.kind == .string, !value.range.isEmpty
    else { return .absent }
    return JSONText.text(value, line, &record)
  }
}
