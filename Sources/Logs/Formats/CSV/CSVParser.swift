/// CSV with a header (reference recorded-traces 3.16), and Weir's own form of it, whose times are all seconds.
struct CSVParser: LogParser {
  /// Whose names the columns have.
  enum Kind {
    /// Those of many programs.
    case any
    /// Those of Weir's own form.
    case weir
  }

  /// Columns of one file.
  private static let mostColumns = 1024

  private let kind: Kind
  private let options: LogOptions
  private var cells = CSVCells(separator: UInt8(ascii: ","))
  /// Nil before the header.
  private var columns: CSVColumns?
  private var values = FieldValues([:], stampUnit: nil, durationUnit: nil, timezone: 0)
  /// The column of the first number with a comma in it.
  private var commaColumn: Int?
  private var names: [String] = []

  init(_ kind: Kind, _ options: LogOptions) {
    self.kind = kind
    self.options = options
  }

  mutating func parse(_ line: Span<UInt8>, into record: inout LogRecord) -> LineVerdict {
    read(line, &record).checked(for: line)
  }

  private mutating func read(_ line: borrowing Span<UInt8>, _ record: inout LogRecord) -> LineVerdict {
    guard !line.isEmpty else { return .noRequest(.blank) }
    guard let columns else { return header(line, &record) }
    if let refusal = cells.split(line) { return .refused(refusal) }
    guard columns.problem == nil else { return .refused(.format) }
    if let refusal = checkCount(columns.fields.count) { return .refused(refusal) }
    values.begin()
    for cell in columns.fields.indices {
      guard let field = columns.fields[cell], !cells[cell].isEmpty, !LogNumber.isAbsent(line, cells[cell])
      else {
        continue
      }
      let text = cells.text(cell, line, &record)
      if let refusal = values.set(field, cells[cell], text, line, &record) {
        noteComma(line, cell)
        return isHeaderAgain(line, cell) ? .noRequest(.header) : .refused(refusal)
      }
    }
    for column in columns.labels {
      record.labels.append(column.map { cells.text($0, line, &record) } ?? .absent)
    }
    if kind == .weir { record.resolution = 1 }
    return values.verdict(&record)
  }

  /// Cells beyond the header are nothing where they are empty.
  private func checkCount(_ names: Int) -> LineVerdict.Refusal? {
    guard cells.count >= names else { return .cut }
    for cell in names..<cells.count where !cells[cell].isEmpty { return .format }
    return nil
  }

  // MARK: The header

  private mutating func header(_ line: borrowing Span<UInt8>, _ record: inout LogRecord) -> LineVerdict {
    cells = CSVCells(separator: kind == .weir ? UInt8(ascii: ",") : CSVSeparator.find(line))
    if let refusal = cells.split(line) { return .refused(refusal) }
    guard cells.count <= Self.mostColumns else { return .refused(.tooLong) }
    names = (0..<cells.count).map { Self.trimmed(cells.string($0, line, &record)) }
    let columns = kind == .weir ? CSVColumns(weir: names, options) : CSVColumns(names, options)
    self.columns = columns
    values = FieldValues(
      columns.names, stampUnit: kind == .weir ? .seconds : options.timeUnit,
      durationUnit: kind == .weir ? .seconds : options.durationUnit.map(\.unit), timezone: options.timezone)
    return columns.problem == nil ? .noRequest(.header) : .refused(.format)
  }

  private static func trimmed(_ name: String) -> String {
    let beginning = name.drop { $0 == " " }
    return String(beginning.dropLast(beginning.reversed().prefix { $0 == " " }.count))
  }

  /// Whether the cell holds the name of its column: the header comes again where files were put together.
  private func isHeaderAgain(_ line: borrowing Span<UInt8>, _ cell: Int) -> Bool {
    let bytes = Array(names[cell].utf8)
    guard bytes.count == cells[cell].count else { return false }
    for index in bytes.indices where line[cells[cell].lowerBound + index] != bytes[index] { return false }
    return true
  }

  private mutating func noteComma(_ line: borrowing Span<UInt8>, _ cell: Int) {
    guard commaColumn == nil else { return }
    let comma = line.firstIndex(of: UInt8(ascii: ","), from: cells[cell].lowerBound)
    if let comma, cells[cell].contains(comma) { commaColumn = cell }
  }

  var remarks: [String] {
    var sentences = values.guesses
    if let problem = columns?.problem { sentences.append(problem) }
    if let commaColumn {
      sentences.append(
        "\(names[commaColumn]) has numbers with commas, which are not read: a decimal point is a point, and nothing stands between thousands"
      )
    }
    return sentences
  }
}
