import Documents
import Logs

/// Collects the records of a trace into flat arrays.
struct TraceBuilder: RecordedFileBuilder {
  static let example = "a trace begins with a header such as arrival,host,path"
  static let mostBytes = 1 << 34
  /// Records of one trace.
  static let mostRecords = 50_000_000
  /// Known draws of one trace, empty ones included.
  static let mostDraws = 200_000_000
  /// Distinct request shapes of one trace.
  static let mostShapes = 1_000_000

  private let options: TraceOptions
  private let columns: [TraceColumn]
  /// The cells that make up the shape.
  private let shapeCells: [Int]
  private let drawCells: [Int]
  private var arrivals: [Int64] = []
  private var shapeIndices: [Int32] = []
  private var shapes: [RequestShape] = []
  private var known: [[UInt8]: Int32] = [:]
  private var key: [UInt8] = []
  /// By position in ``drawCells``.
  private var draws: [[Double]]
  private var lastArrival = (text: "", line: 0)

  init?(header: CSVRecords, options: TraceOptions, _ report: (TraceProblem) -> Void) {
    guard let columns = TraceColumn.columns(of: header, report) else { return nil }
    self.columns = columns
    self.options = options
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

  /// How many records there are.
  var count: Int { arrivals.count }

  // MARK: Records

  /// Adds a record; each problem of it goes to `report`.
  mutating func add(_ record: CSVRecords, _ report: (TraceProblem) -> Void) throws(TraceProblem) {
    try record.check(cells: columns.count)
    guard count < Self.mostRecords, (count + 1) * drawCells.count <= Self.mostDraws else {
      throw TraceProblem(
        .tooLarge, "the trace has more than \(count) records, the most that are read", line: record.line)
    }
    var isSound = true
    var arrival: Int64 = 0
    for cell in columns.indices {
      do throws(TraceProblem) {
        switch columns[cell] {
        case .arrival: arrival = try self.arrival(record, cell)
        case .status: try checkStatus(record, cell)
        case .duration: _ = try record.number(cell)
        default: break
        }
      } catch {
        report(error)
        isSound = false
      }
    }
    for (index, cell) in drawCells.enumerated() {
      do throws(TraceProblem) {
        draws[index].append(try draw(record, cell))
      } catch {
        report(error)
        isSound = false
      }
    }
    guard isSound else { return }
    arrivals.append(arrival)
    shapeIndices.append(try shape(record))
  }

  private mutating func arrival(_ record: CSVRecords, _ cell: Int) throws(TraceProblem) -> Int64 {
    guard let arrival = try record.time(cell) else {
      throw TraceProblem(
        .notANumber, "the arrival is empty", line: record.line, column: record.columns[cell],
        suggestion: "write seconds, such as 12.345")
    }
    let text = record.text(cell)
    if let last = arrivals.last, arrival < last {
      throw TraceProblem(
        .timeGoesBack, "time goes back from \(lastArrival.text) on line \(lastArrival.line) to \(text)",
        line: record.line, column: record.columns[cell], suggestion: "sort the records by arrival")
    }
    lastArrival = (text, record.line)
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

  private func checkStatus(_ record: CSVRecords, _ cell: Int) throws(TraceProblem) {
    guard let status = try record.number(cell) else { return }
    guard status == status.rounded(), status <= 999 else {
      throw TraceProblem(
        .number, "expected a status of HTTP, found \(record.text(cell))", line: record.line,
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
    var shape = RequestShape()
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

  /// The trace with its times divided by the speed.
  consuming func product() throws(TraceProblem) -> RecordedTrace {
    if options.speed != 1 {
      for index in arrivals.indices {
        let time = (Double(arrivals[index]) / options.speed).rounded()
        guard time <= Double(CSVRecords.latest) else {
          throw TraceProblem(.number, "at this speed the trace lasts more than 73 years")
        }
        arrivals[index] = Int64(time)
      }
    }
    if options.loops, arrivals.first == arrivals.last {
      throw TraceProblem(.loop, "all records arrive at one time, so that the trace cannot be repeated")
    }
    return RecordedTrace(
      arrivals: arrivals, shapeIndices: shapeIndices, shapes: shapes, draws: knownDraws, loops: options.loops)
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
