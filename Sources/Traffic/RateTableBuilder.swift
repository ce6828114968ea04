import Logs

/// Collects the periods of a file of rates.
struct RateTableBuilder: RecordedFileBuilder {
  static let example = "rates begin with a header such as start,count"
  static let mostBytes = 1 << 28
  /// Periods of one file.
  private static let mostPeriods = 1_000_000

  /// A period as its record has it, in nanoseconds; without an end it lasts until the next one begins.
  private struct Period {
    var start: Int64
    var end: Int64?
    var count: Double
    var line: Int
    /// Of the cell with the count.
    var column: Int
  }

  private let options: RateOptions
  private let columns: [RateColumn]
  private var pieces: [RateCurve.Piece] = []
  /// That of the record above, which the next one may end.
  private var last: Period?
  /// The time of the one before that.
  private var finished: (start: Int64, end: Int64)?
  private(set) var count = 0

  init?(header: CSVRecords, options: RateOptions, _ report: (TraceProblem) -> Void) {
    guard let columns = RateColumn.columns(of: header, report) else { return nil }
    self.columns = columns
    self.options = options
  }

  // MARK: Records

  mutating func add(_ record: CSVRecords, _ report: (TraceProblem) -> Void) throws(TraceProblem) {
    try record.check(cells: columns.count)
    guard count < Self.mostPeriods else {
      throw TraceProblem(
        .tooLarge, "the file has more than \(Self.mostPeriods) periods, the most that are read",
        line: record.line, suggestion: "add up the counts of longer periods")
    }
    guard let period = period(record, report) else { return }
    count += 1
    if let last {
      guard period.start >= last.end ?? last.start + 1 else {
        throw TraceProblem(
          .period, "the period begins before the one on line \(last.line) is over", line: record.line,
          column: record.columns[columns.firstIndex(of: .start) ?? 0],
          suggestion: "sort the records by start, each later than the one above")
      }
      defer { self.last = period }
      try finish(last, at: last.end ?? period.start)
    } else {
      last = period
    }
  }

  /// The period of a record, nil where a cell cannot be used.
  private func period(_ record: CSVRecords, _ report: (TraceProblem) -> Void) -> Period? {
    var period = Period(start: 0, end: nil, count: 0, line: record.line, column: 1)
    var isSound = true
    for cell in columns.indices {
      do throws(TraceProblem) {
        switch columns[cell] {
        case .start: period.start = try filled(record, cell, try record.time(cell))
        case .end: period.end = try record.time(cell)
        case .count:
          period.count = try filled(record, cell, try record.number(cell))
          period.column = record.columns[cell]
        }
      } catch {
        report(error)
        isSound = false
      }
    }
    guard isSound else { return nil }
    if let end = period.end, end <= period.start {
      report(
        TraceProblem(
          .period, "the period ends before it has begun", line: record.line,
          column: record.columns[columns.firstIndex(of: .end) ?? 0],
          suggestion: "start and end are both seconds from the start of the run"))
      return nil
    }
    return period
  }

  private func filled<Number>(
    _ record: CSVRecords, _ cell: Int, _ value: Number?
  ) throws(TraceProblem) -> Number {
    if let value { return value }
    throw TraceProblem(
      .notANumber, "the \(columns[cell]) is empty", line: record.line, column: record.columns[cell],
      suggestion: columns[cell] == .start ? "write seconds, such as 60" : "write 0 where nothing came")
  }

  // MARK: Rates

  /// Adds the rate of a period that lasts until `end`.
  private mutating func finish(_ period: Period, at end: Int64) throws(TraceProblem) {
    let start = Double(period.start) / options.speed
    let length = Double(end) / options.speed - start
    guard start + length <= Double(CSVRecords.latest) else {
      throw TraceProblem(
        .number, "the period ends after more than 73 years", line: period.line,
        suggestion: "start and end are seconds from the start of the run, divided by the speed")
    }
    let rate = period.count * options.scale / length
    guard rate.isFinite, rate * 1e9 <= options.highest else {
      throw TraceProblem(
        .number,
        "the count makes a rate of more than \(Int(min(options.highest, 1e18))) per second, the most that is simulated",
        line: period.line, column: period.column)
    }
    if let finished, finished.end < period.start {
      let gap = Double(finished.end) / options.speed
      pieces.append(RateCurve.Piece(start: gap, length: start - gap, from: 0, to: 0))
    }
    pieces.append(RateCurve.Piece(start: start, length: length, from: rate, to: rate))
    finished = (period.start, end)
  }

  consuming func product() throws(TraceProblem) -> RateTable {
    if let last {
      guard let end = last.end ?? finished.map({ last.start + $0.end - $0.start }) else {
        throw TraceProblem(
          .period, "nothing says how long the only period lasts", line: last.line,
          suggestion: "add a column end, or a record with the count 0 where it is over")
      }
      try finish(last, at: end)
    }
    return RateTable(pieces, loops: options.loops)
  }
}
