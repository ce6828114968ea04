/// What the columns of a file of CSV hold.
struct CSVColumns {
  /// The fields by column, nil for one that is not read.
  private(set) var fields: [LogField?] = []
  /// The columns of the labels that are asked for, in their order; nil for one that is not there.
  private(set) var labels: [Int?] = []
  /// The name of the column of each field.
  private(set) var names: [LogField: String] = [:]
  /// What is wrong with the header; nil where nothing is.
  private(set) var problem: String?

  /// The columns of any file: each field is in the first of its columns, unless the options name one.
  init(_ header: [String], _ options: LogOptions) {
    fields = Array(repeating: nil, count: header.count)
    labels = options.labels.map { header.firstIndex(of: $0) }
    for field in LogField.allCases {
      if let name = options.fieldMap[field] {
        guard let column = header.firstIndex(of: name) else {
          problem = "there is no column \(name), which is to be the \(field.rawValue)"
          continue
        }
        set(field, column, name)
      } else if let column = Self.column(of: field, in: header), fields[column] == nil {
        set(field, column, header[column])
      }
    }
    // A server's log in columns: the host that it knows is that of the client, as in the first column of the common log format.
    if header.contains("logname"), names[.host] == "host", let column = header.firstIndex(of: "host") {
      names[.host] = nil
      set(.client, column, "host")
    }
    if names[.time] == nil, names[.end] == nil {
      problem = problem ?? "no column of the header is a time; --map time=COLUMN names it"
    }
  }

  /// The first of the field's names that is there counts; only then one whose letters are of the other case.
  private static func column(of field: LogField, in header: [String]) -> Int? {
    if let name = field.names.first(where: header.contains) { return header.firstIndex(of: name) }
    let lowered = header.map { $0.lowercased() }
    guard let name = field.names.first(where: { lowered.contains($0.lowercased()) }) else { return nil }
    return lowered.firstIndex(of: name.lowercased())
  }

  private mutating func set(_ field: LogField, _ column: Int, _ name: String) {
    fields[column] = field
    names[field] = name
  }

  /// The columns of Weir's own form, whose names are fixed.
  init(weir header: [String], _ options: LogOptions) {
    labels = options.labels.map { header.firstIndex(of: $0) }
    for name in header {
      let field = Self.weir[name]
      if let field { names[field] = name }
      if field == nil, !Self.prefixes.contains(where: { name.hasPrefix($0) && name != $0 }) {
        problem = "Weir's form has no column \(name.prefix(80))"
      }
      fields.append(field)
    }
    if names[.time] == nil { problem = "Weir's form has a column arrival" }
    if Set(header).count < header.count { problem = "a column is there twice" }
  }

  private static let weir: [String: LogField] = [
    "arrival": .time, "method": .method, "host": .host, "path": .path, "status": .status,
    "duration": .duration, "upstream": .upstream, "upstream_duration": .upstreamDuration,
    "attempts": .attempts, "outcome": .outcome, "client": .client,
  ]
  /// Columns of a replay, which a record does not have.
  private static let prefixes = ["header.", "service_time.", "failure_draw."]
}
