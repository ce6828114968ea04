/// JSON objects with keys of many programs, one a line (reference recorded-traces 3.5, 3.16).
///
/// A key that `--map` or a label names may lead through nested objects: `request.path`.
struct NDJSONParser: LogParser {
  /// A key that is looked for, in the order in which they count.
  private struct Key {
    var field: LogField
    var name: String
    /// The number of its value.
    var place: Int
  }

  private let options: LogOptions
  private let keys: [Key]
  /// The numbers of the labels' values.
  private let labels: [Int]
  private let level: Int
  private let messages: [Int]
  private var fields: JSONFields
  private var values: FieldValues?

  init(_ options: LogOptions) {
    self.options = options
    var places: [String: Int] = [:]
    var paths: [(path: String, field: Int)] = []
    func place(of name: String) -> Int {
      if let known = places[name] { return known }
      let place = places.count
      places[name] = place
      paths.append((name, place))
      if name.contains(".") { paths.append((name.split(separator: ".").joined(separator: "/"), place)) }
      return place
    }
    keys = LogField.allCases.flatMap { field in
      (options.fieldMap[field].map { [$0] } ?? field.names).map {
        Key(field: field, name: $0, place: place(of: $0))
      }
    }
    labels = options.labels.map(place)
    level = place(of: "level")
    messages = ["msg", "message"].map(place)
    fields = JSONFields(JSONFieldTable(paths))
  }

  mutating func parse(_ line: Span<UInt8>, into record: inout LogRecord) -> LineVerdict {
    if let verdict = fields.read(line) { return verdict }
    if values == nil {
      values = FieldValues(
        [:], stampUnit: options.timeUnit, durationUnit: options.durationUnit.map(\.unit),
        timezone: options.timezone)
    }
    values?.begin()
    var last: LogField?
    for key in keys where key.field != last && fields.isTold(key.place, line) {
      last = key.field
      values?.name(key.field, key.name)
      let text = fields.text(key.place, line, &record)
      if let refusal = values?.set(key.field, fields[key.place].range, text, line, &record) {
        return .refused(refusal)
      }
    }
    if isMessage(record) { return .noRequest(.message) }
    for label in labels { record.labels.append(fields.text(label, line, &record)) }
    return values?.verdict(&record) ?? .refused(.format)
  }

  /// Whether the line tells of nothing that is asked for, but has a level and a message.
  private func isMessage(_ record: borrowing LogRecord) -> Bool {
    fields[level].kind == .string && messages.contains { fields[$0].kind == .string }
      && record.method.isEmpty && record.path.isEmpty && record.status == nil
  }

  var remarks: [String] { values?.guesses ?? [] }
}
