/// Writes how many requests arrived in each period, `start,end,count` in seconds, periods without requests included.
package struct RatesWriter: LogWriter {
  /// Nanoseconds of a period, above 0.
  private let period: Int64
  /// The start of the first one.
  private let origin: Int64
  /// The end of the last one, which may be shorter.
  private let end: Int64
  /// The period that is being counted, nil before the first request.
  private var current: Int64?
  private var count = 0

  /// - Parameters:
  ///   - period: Nanoseconds, above 0.
  ///   - origin: When the first one begins; no request is before it.
  ///   - end: When the last one ends at the latest; no request is after it.
  package init(period: Int64, origin: Int64, end: Int64 = .max) {
    self.period = period
    self.origin = origin
    self.end = end
  }

  package var traits: WrittenTraits { WrittenTraits(order: .start, fields: [], tellsUnended: true) }

  package func begin(_ bytes: inout [UInt8]) { bytes += "start,end,count\n".utf8 }

  package mutating func append(_ request: WrittenRequest, to bytes: inout [UInt8]) {
    let number = (request.start - origin) / period
    while (current ?? 0) < number { next(&bytes) }
    current = number
    count += 1
  }

  package mutating func end(_ bytes: inout [UInt8]) {
    if current != nil { next(&bytes) }
  }

  private mutating func next(_ bytes: inout [UInt8]) {
    let number = current ?? 0
    let start = number * period
    let cells = [
      decimal(start, unit: 1_000_000_000), decimal(min(start + period, end - origin), unit: 1_000_000_000),
      "\(count)",
    ]
    CSVLine.append(cells, to: &bytes)
    current = number + 1
    count = 0
  }
}
