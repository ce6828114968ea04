/// Turns runs of rows into blocks.
///
/// A row is read once, into a column for each of its numbers that differ from row to row; the columns are
/// then packed one by one. That takes half the time of a pass over the rows for every column: a row of
/// attempts is longer than a cache line.
struct BlockEncoder {
  /// The values of one column and what bounds them.
  private struct Column {
    var values = [Int64](repeating: 0, count: BlockFormat.rowLimit)
    var bounds = BlockPacker.Bounds()
  }

  private var request = Column()
  private var time = Column()
  private var response = Column()
  private var waiting = Column()
  private var service = Column()
  private var rest = Column()
  private var kind = Column()
  private var kinds = KindIndex()
  private var packer = BlockPacker()

  /// The least and the greatest request number of the block.
  var requests: BlockPacker.Bounds { request.bounds }

  /// The bytes of the block.
  func withBlock<Result, Failure: Error>(
    _ body: (RawSpan) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    try packer.withBlock(body)
  }

  /// Makes the block of 1 to ``BlockFormat/rowLimit`` requests.
  mutating func encode(_ rows: Span<RequestRow>) {
    Self.spread(rows, &request, &time, &response, &kind, &kinds)
    packer.begin(.requests)
    for column in [request, time, response, kind] { add(column, rows.count) }
    addKinds { Int64(rows[$0].shape) }
    addKinds { Int64(rows[$0].service) }
    addKinds { Int64(rows[$0].replica) }
    addKinds { Int64(rows[$0].attempts) }
    addKinds { Int64(rows[$0].status) }
    addKinds { Int64(rows[$0].fate.rawValue) }
    packer.finish(.requests, rows: rows.count, kinds: kinds.count, denials: 0)
  }

  /// Makes the block of 1 to ``BlockFormat/rowLimit`` attempts.
  mutating func encode(_ rows: Span<AttemptRow>) {
    let hasDenials = Self.spread(rows, &request, &time, &waiting, &service, &rest, &kind, &kinds)
    packer.begin(.attempts)
    for column in [request, time, waiting, service, rest, kind] { add(column, rows.count) }
    addKinds { Int64(rows[$0].attempt) }
    addKinds { Int64(rows[$0].parent) }
    addKinds { Int64(rows[$0].service) }
    addKinds { Int64(rows[$0].endpoint) }
    addKinds { Int64(rows[$0].status) }
    addKinds { Int64(rows[$0].outcome.rawValue) }
    let denied = hasDenials ? rows.indices.filter { rows[$0].denial != nil } : []
    let denials = denied.compactMap { rows[$0].denial }
    add(denied.map { Int64($0) })
    add(denials.map { Int64($0.retries) })
    add(denials.map { Int64($0.requests) })
    add(denials.map { Int64($0.limit) })
    add(denials.map { Int64($0.minimumRetries) })
    add(denials.map { Int64($0.minimumLimit) })
    add(denials.map { Int64($0.term.rawValue) })
    packer.finish(.attempts, rows: rows.count, kinds: kinds.count, denials: denied.count)
  }

  private mutating func add(_ column: Column, _ count: Int) {
    packer.add(column.values.span.extracting(0..<count), column.bounds)
  }

  private mutating func add(_ values: [Int64]) {
    var bounds = BlockPacker.Bounds()
    for value in values { bounds.add(value) }
    packer.add(values.span, bounds)
  }

  private mutating func addKinds(_ value: (Int) -> Int64) { add(kinds.rows.map(value)) }

  private static func spread(
    _ rows: Span<RequestRow>, _ request: inout Column, _ arrival: inout Column, _ response: inout Column,
    _ kind: inout Column, _ kinds: inout KindIndex
  ) {
    kinds.clear()
    var requests = request.values.mutableSpan
    var arrivals = arrival.values.mutableSpan
    var responses = response.values.mutableSpan
    var numbers = kind.values.mutableSpan
    var bounds = (BlockPacker.Bounds(), BlockPacker.Bounds(), BlockPacker.Bounds())
    for index in rows.indices {
      let row = rows[index]
      requests[index] = row.request
      bounds.0.add(row.request)
      arrivals[index] = row.arrival
      bounds.1.add(row.arrival)
      responses[index] = row.response
      bounds.2.add(row.response)
      numbers[index] = kinds.number(
        words(row.shape, row.service), words(row.replica, row.attempts, row.status, row.fate.rawValue),
        row: index)
    }
    (request.bounds, arrival.bounds, response.bounds) = bounds
    kind.bounds = BlockPacker.Bounds(low: 0, high: Int64(kinds.count - 1))
  }

  private static func spread(
    _ rows: Span<AttemptRow>, _ request: inout Column, _ start: inout Column, _ waiting: inout Column,
    _ service: inout Column, _ rest: inout Column, _ kind: inout Column, _ kinds: inout KindIndex
  ) -> Bool {
    kinds.clear()
    var requests = request.values.mutableSpan
    var starts = start.values.mutableSpan
    var waitings = waiting.values.mutableSpan
    var services = service.values.mutableSpan
    var rests = rest.values.mutableSpan
    var numbers = kind.values.mutableSpan
    var bounds = (
      BlockPacker.Bounds(), BlockPacker.Bounds(), BlockPacker.Bounds(), BlockPacker.Bounds(),
      BlockPacker.Bounds()
    )
    var hasDenials = false
    for index in rows.indices {
      let row = rows[index]
      requests[index] = row.request
      bounds.0.add(row.request)
      starts[index] = row.start
      bounds.1.add(row.start)
      waitings[index] = row.waiting
      bounds.2.add(row.waiting)
      services[index] = row.serviceTime
      bounds.3.add(row.serviceTime)
      let rest = row.end &- row.start &- max(row.waiting, 0) &- max(row.serviceTime, 0)
      rests[index] = rest
      bounds.4.add(rest)
      numbers[index] = kinds.number(
        words(row.service, row.endpoint), words(row.attempt, row.parent, row.status, row.outcome.rawValue),
        row: index)
      if row.denial != nil { hasDenials = true }
    }
    (request.bounds, start.bounds, waiting.bounds, service.bounds, rest.bounds) = bounds
    kind.bounds = BlockPacker.Bounds(low: 0, high: Int64(kinds.count - 1))
    return hasDenials
  }

  @inline(__always)
  private static func words(_ low: Int32, _ high: Int32) -> UInt64 {
    UInt64(UInt32(bitPattern: low)) | UInt64(UInt32(bitPattern: high)) << 32
  }

  @inline(__always)
  private static func words(_ a: Int16, _ b: Int16, _ c: Int16, _ d: UInt8) -> UInt64 {
    UInt64(UInt16(bitPattern: a)) | UInt64(UInt16(bitPattern: b)) << 16
      | UInt64(UInt16(bitPattern: c)) << 32 | UInt64(d) << 48
  }
}
