/// Vegeta's results as CSV (reference recorded-traces 3.14): without a header,
/// `start in ns,code,latency in ns,bytes out,bytes in,error,body,attack,seq` and in newer versions `method,url,headers`.
struct VegetaCSVParser: LogParser {
  private static let cells = 9
  private var cells = CSVCells(separator: UInt8(ascii: ","))

  mutating func parse(_ line: Span<UInt8>, into record: inout LogRecord) -> LineVerdict {
    guard !line.isEmpty else { return .noRequest(.blank) }
    if let refusal = cells.split(line) { return .refused(refusal) }
    guard let time = StampReader.number(line, cells[0], .nanoseconds), cells.count > 1 else {
      return .refused(LogNumber.whole(line, cells[0].prefix(18)) == nil ? .format : .time)
    }
    guard cells.count >= Self.cells else { return .refused(.cut) }
    record.stamp = time.time
    var isSound = true
    func number(_ cell: Int, _ line: borrowing Span<UInt8>) -> Int64? {
      if let value = LogNumber.whole(line, cells[cell]), value <= LogDecimal.largest { return value }
      isSound = false
      return nil
    }
    let code = number(1, line) ?? 0
    record.duration = number(2, line)
    record.requestBytes = number(3, line)
    record.responseBytes = number(4, line)
    guard isSound, code <= 999 else { return .refused(.number) }
    if code > 0 {
      record.status = Int32(code)
    } else {
      record.outcome = TransportError.outcome(line, cells[5])
    }
    if cells.count > 10 {
      record.method = cells.text(9, line, &record)
      URLParts.set(cells.text(10, line, &record), line, &record)
    }
    return .record
  }
}
