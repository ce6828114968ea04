import Documents
import Logs

/// Collects the records of a trace in Weir's form.
struct TraceBuilder: RecordedFileBuilder {
  static let example = "a trace begins with a header such as arrival,host,path"
  static let mostBytes = 1 << 34
  /// Records of one trace.
  static let mostRecords = 50_000_000
  /// Known draws of one trace, empty ones included.
  static let mostDraws = 200_000_000
  /// Distinct request shapes of one trace.
  static let mostShapes = 1_000_000

  private let columns: [TraceColumn]
  private let filters: TraceFilters
  private let defaultHost: String
  /// The cells that make up the shape.
  private let shapeCells: [Int]
  private let drawCells: [Int]
  private var assembly: TraceAssembly
  private var shapes: [RequestShape] = []
  private var known: [[UInt8]: Int32] = [:]
  private var key: [UInt8] = []
  /// By position in ``drawCells``.
  private var draws: [[Double]]
  private var lastArrival = (time: Int64(0), text: "", line: 0)
  /// How many records there are, those that are not replayed included.
  private(set) var count = 0

  init?(header: CSVRecords, options: TraceOptions, _ report: (TraceProblem) -> Void) {
    guard let columns = TraceColumn.columns(of: header, report),
      let filters = TraceFilters(options.log.filters, header: header, report)
    else { return nil }
    self.columns = columns
    self.filters = filters
    defaultHost = options.log.defaultHost ?? ""
    assembly = TraceAssembly(options)
    shapeCells = columns.indices.filter {
      switch columns[$0] {
      case .method, .host, .path, .header: true
      default: false
      }
    }
    drawCells = columns.indices.filter {
      switch columns[$0] {
      case .serviceTime, .failureDraw, .mirror: true
      default: false
      }
    }
    draws = drawCells.map { _ in [] }
  }

  // MARK: Records

  /// Adds a record; each problem of it goes to `report`.
  mutating func add(_ record: CSVRecords, _ report: (TraceProblem) -> Void) throws(TraceProblem) {
    try record.check(cells: columns.count)
    guard assembly.count < Self.mostRecords, (assembly.count + 1) * drawCells.count <= Self.mostDraws else {
      throw TraceProblem(
        .tooLarge, "the trace has more than \(assembly.count) records, the most that are read",
        line: record.line)
    }
    count += 1
    var isSound = true
    var arrival: Int64 = 0
    for cell in columns.indices {
      do throws(TraceProblem) {
        switch columns[cell] {
        case .arrival: arrival = try self.arrival(record, cell)
        case .status: try check(record, cell, "a status of HTTP", upTo: 999)
        case .attempts: try check(record, cell, "a number of attempts", upTo: 1_000_000)
        case .duration, .upstreamDuration: _ = try record.number(cell)
        default: break
        }
      } catch {
        report(error)
        isSound = false
      }
    }
    let isTaken = assembly.takes(arrival) && filters.passes(record)
    for (index, cell) in drawCells.enumerated() {
      do throws(TraceProblem) {
        let draw = try draw(record, cell)
        if isTaken { draws[index].append(draw) }
      } catch {
        report(error)
        isSound = false
      }
    }
    guard isSound, isTaken else { return }
    try assembly.append(arrival: arrival, shape: try shape(record))
  }

  private mutating func arrival(_ record: CSVRecords, _ cell: Int) throws(TraceProblem) -> Int64 {
    guard let arrival = try record.time(cell) else {
      throw TraceProblem(
        .notANumber, "the arrival is empty", line: record.line, column: record.columns[cell],
        suggestion: "write seconds, such as 12.345")
    }
    let text = record.text(cell)
    if arrival < lastArrival.time {
      throw TraceProblem(
        .timeGoesBack, "time goes back from \(lastArrival.text) on line \(lastArrival.line) to \(text)",
        line: record.line, column: record.columns[cell], suggestion: "sort the records by arrival")
    }
    lastArrival = (arrival, text, record.line)
    return arrival
  }

  private func draw(_ record: CSVRecords, _ cell: Int) throws(TraceProblem) -> Double {
    guard let value = try record.number(cell) else { return .nan }
    if case .failureDraw = columns[cell], value >= 1 {
      throw TraceProblem(
        .failureDraw, "expected a draw of at least 0 and below 1, found \(record.text(cell))",
        line: record.line,
        column: record.columns[cell])
    }
    return value
  }

  /// Throws unless a cell is empty or holds a whole number of at most `most`.
  private func check(_ record: CSVRecords, _ cell: Int, _ what: String, upTo most: Double)
    throws(TraceProblem)
  {
    guard let number = try record.number(cell) else { return }
    guard number == number.rounded(), number <= most else {
      throw TraceProblem(
        .number, "expected \(what), found \(record.text(cell))", line: record.line,
        column: record.columns[cell])
    }
  }

  // MARK: Shapes

  /// The index of the record's shape, which is made where it is new.
  private mutating func shape(_ record: CSVRecords) throws(TraceProblem) -> Int32 {
    key.removeAll(keepingCapacity: true)
    for cell in shapeCells {
      let range = record.range(of: cell)
      withUnsafeBytes(of: UInt32(truncatingIfNeeded: range.count)) { key.append(contentsOf: $0) }
      key.append(contentsOf: record.bytes[range])
    }
    if let index = known[key] { return index }
    guard shapes.count < Self.mostShapes else {
      throw TraceProblem(
        .tooLarge, "the trace has more than \(Self.mostShapes) distinct requests", line: record.line,
        suggestion: "leave out the parts of paths and headers that differ in every request")
    }
    let index = Int32(shapes.count)
    shapes.append(try newShape(record))
    known[key] = index
    return index
  }

  /// Assumption A-TRF-8: a cell without a method means GET, one without a path means /; a header without a value is absent.
  private func newShape(_ record: CSVRecords) throws(TraceProblem) -> RequestShape {
    var shape = RequestShape(host: defaultHost)
    for cell in shapeCells {
      guard let text = String(validating: record.bytes[record.range(of: cell)], as: UTF8.self) else {
        throw TraceProblem(
          .notText, "the cell is no text in UTF-8", line: record.line, column: record.columns[cell])
      }
      if text.isEmpty { continue }
      switch columns[cell] {
      case .method: shape.method = text.uppercased()
      case .host: shape.host = text
      case .path: shape.path = text
      case .header(let name): shape.headers.append(.init(name: name, value: text))
      default: break
      }
    }
    return shape
  }

  // MARK: The trace

  consuming func product() throws(TraceProblem) -> RecordedTrace {
    let shapes = shapes
    let draws = knownDraws
    return try assembly.trace(shapes: shapes, draws: draws)
  }

  private var knownDraws: TraceDraws {
    var known = TraceDraws()
    func put(_ values: [Double], _ attempt: Int, into columns: inout [[Double]?]) {
      while columns.count < attempt { columns.append(nil) }
      columns[attempt - 1] = values
    }
    for (values, cell) in zip(draws, drawCells) {
      switch columns[cell] {
      case .serviceTime(let attempt): put(values, attempt, into: &known.serviceTimes)
      case .failureDraw(let attempt): put(values, attempt, into: &known.failureDraws)
      case .mirror(let service?): known.mirrors[service] = values
      case .mirror(nil): known.anyMirror = values
      default: break
      }
    }
    return known
  }
}
