/// The attributes of a span or a resource: `[{"key": KEY, "value": {"stringValue": TEXT}}, …]`.
struct AttributeValues {
  private let names: JSONFieldTable
  private var attribute: JSONFields
  /// The values by their fields.
  var fields: JSONFields

  private static let table = JSONFieldTable([
    (path: "key", field: 0), (path: "value/stringValue", field: 1), (path: "value/intValue", field: 1),
    (path: "value/doubleValue", field: 1),
  ])

  /// - Parameter fields: The field of each key that is read.
  init(_ fields: [String: Int]) {
    // The order of the table has no effect.
    names = JSONFieldTable(fields.sorted { $0.key < $1.key }.map { (path: $0.key, field: $0.value) })
    attribute = JSONFields(Self.table)
    self.fields = JSONFields(names)
  }

  /// Reads an array of attributes.
  mutating func read(_ line: borrowing Span<UInt8>, _ attributes: JSONValue) {
    fields.clear()
    guard attributes.kind == .array else { return }
    var cursor = JSONCursor(attributes.range)
    var isFirst = true
    guard cursor.enterArray(in: line, depth: 0) else { return }
    while cursor.nextElement(in: line, &isFirst), let element = cursor.value(in: line) {
      guard element.kind == .object, attribute.read(line, element.range) == nil, attribute[0].kind == .string,
        let field = names.find(line, attribute[0].range, in: 0)?.field
      else { continue }
      fields.set(field, attribute[1])
    }
  }
}
