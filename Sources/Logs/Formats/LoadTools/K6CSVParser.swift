/// k6's samples as CSV (reference recorded-traces 3.14): one row a metric and request, of which those of `http_req_duration` are requests,
/// stamped at their end in whole seconds or as `K6_CSV_TIME_FORMAT` says.
struct K6CSVParser: LogParser {
  private enum Column: String, CaseIterable {
    case metric = "metric_name"
    case time = "timestamp"
    case value = "metric_value"
    case errorCode = "error_code"
    case method
    case status
    case url
  }

  private var cells = CSVCells(separator: UInt8(ascii: ","))
  /// The cell of each column; nil before the header.
  private var places: [Column: Int]?
  private var names = 0
  private var times: StampReader

  init(unit: TimeUnit?, timezone: Int64) { times = StampReader(unit: unit, timezone: timezone) }

  mutating func parse(_ line: Span<UInt8>, into record: inout LogRecord) -> LineVerdict {
    guard !line.isEmpty else { return .noRequest(.blank) }
    if let refusal = cells.split(line) { return .refused(refusal) }
    guard let places else { return header(line, &record) }
    guard cells.count >= names else { return .refused(.cut) }
    guard let metric = places[.metric], let time = places[.time], let value = places[.value] else {
      return .refused(.format)
    }
    guard cells[metric].count == 17, line.has("http_req_duration", at: cells[metric].lowerBound) else {
      // The header comes again where files were put together.
      return .noRequest(
        cells[metric].count == 11 && line.has("metric_name", at: cells[metric].lowerBound)
          ? .header : .otherSample)
    }
    guard let stamp = times.parse(line, cells[time]) else { return .refused(.time) }
    record.stamp = stamp.time
    record.resolution = stamp.resolution
    record.isEnd = true
    guard let duration = LogDecimal.value(line, cells[value], power: 6), duration >= 0 else {
      return .refused(.number)
    }
    record.duration = duration
    guard status(line, places[.status], &record) else { return .refused(.number) }
    if let method = places[.method] { record.method = cells.text(method, line, &record) }
    if let url = places[.url] { URLParts.set(cells.text(url, line, &record), line, &record) }
    if record.status == nil {
      record.outcome = K6Error.outcome(places[.errorCode].flatMap { LogNumber.whole(line, cells[$0]) })
    }
    return .record
  }

  private mutating func header(_ line: borrowing Span<UInt8>, _ record: inout LogRecord) -> LineVerdict {
    var places: [Column: Int] = [:]
    for cell in 0..<cells.count {
      if let column = Column(rawValue: cells.string(cell, line, &record)) { places[column] = cell }
    }
    guard places[.metric] != nil, places[.time] != nil, places[.value] != nil else {
      return .refused(.format)
    }
    self.places = places
    names = cells.count
    return .noRequest(.header)
  }

  private func status(_ line: borrowing Span<UInt8>, _ cell: Int?, _ record: inout LogRecord) -> Bool {
    guard let cell, !cells[cell].isEmpty else { return true }
    guard let code = LogNumber.whole(line, cells[cell]), code <= 999 else { return false }
    if code > 0 { record.status = Int32(code) }
    return true
  }
}
