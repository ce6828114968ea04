/// Counts of requests by period, which are no requests: `period,count`.
struct RatesParser: LogParser {
  private var rows: RateRows

  init(_ options: LogOptions) { rows = RateRows(options) }

  mutating func parse(_ line: Span<UInt8>, into record: inout LogRecord) -> LineVerdict {
    switch rows.parse(line) {
    case .blank: .noRequest(.blank)
    case .header: .noRequest(.header)
    case .period: .noRequest(.otherSample)
    case .refused(let reason): .refused(reason)
    }
  }
}
