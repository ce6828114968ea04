/// Reads the rows of a file of counts.
struct RateRows {
  /// What a row is.
  enum Row {
    case blank
    case header
    /// The beginning of a period in nanoseconds since the epoch or the file's own zero, and the requests in it.
    case period(start: Int64, count: Int64)
    case refused(LineVerdict.Refusal)
  }

  private static let starts = ["period", "start", "time", "timestamp", "minute", "date"]
  private static let counts = ["count", "requests"]

  private let unit: TimeUnit?
  private var cells: CSVCells?
  private var start = 0
  private var count = 0
  private var stamps: StampReader

  init(_ options: LogOptions) {
    unit = options.timeUnit
    stamps = StampReader(unit: options.timeUnit, timezone: options.timezone)
  }

  mutating func parse(_ line: borrowing Span<UInt8>) -> Row {
    if line.isEmpty { return .blank }
    guard cells != nil else { return header(line) }
    if let refusal = cells?.split(line) { return .refused(refusal) }
    guard let cells, cells.count > max(start, count) else { return .refused(.cut) }
    guard let time = time(line, cells[start]) else { return .refused(.time) }
    guard let requests = LogDecimal.value(line, cells[count]), requests >= 0 else { return .refused(.number) }
    return .period(start: time, count: requests)
  }

  /// Without a unit a small number is seconds.
  private mutating func time(_ line: borrowing Span<UInt8>, _ range: Range<Int>) -> Int64? {
    if unit == nil, LogDecimal.wholeDigits(line, range) == range.count, range.count <= 11 {
      return StampReader.number(line, range, .seconds)?.time
    }
    return stamps.parse(line, range)?.time
  }

  /// Two or three columns: the beginning of a period, the count, and perhaps the end.
  private mutating func header(_ line: borrowing Span<UInt8>) -> Row {
    var header = CSVCells(separator: CSVSeparator.find(line))
    var unused = LogRecord()
    guard header.split(line) == nil, (2...3).contains(header.count) else { return .refused(.format) }
    let names = (0..<header.count).map { header.string($0, line, &unused) }
    guard let start = names.firstIndex(where: Self.starts.contains),
      let count = names.firstIndex(where: Self.counts.contains),
      names.allSatisfy({ $0 == "end" || Self.starts.contains($0) || Self.counts.contains($0) })
    else { return .refused(.format) }
    self.start = start
    self.count = count
    cells = header
    return .header
  }
}
