import Foundation
import Results
import Testing

@Suite("Requests and attempts in blocks")
struct BlockTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  /// Writes batches of several replications as rows and as blocks.
  private func write(_ batches: [RecordBatch]) throws -> (rows: String, blocks: String) {
    let paths = (rows: folder.file("rows.sqlite"), blocks: folder.file("blocks.sqlite"))
    for (path, form) in [(paths.rows, RecordedForm.rows), (paths.blocks, .blocks)] {
      let writer = try ResultsWriter(path: path, run: Fixture.run, as: form)
      for batch in batches { try writer.append(batch) }
      for number in Set(batches.map(\.replication)).sorted() {
        try writer.finish(ReplicationRecord(replication: number))
      }
      try writer.complete([Conclusion()])
    }
    return paths
  }

  private func expectSame(_ paths: (rows: String, blocks: String), count: Int) throws {
    for table in ["request", "attempt"] {
      let expected = try rows(paths.rows, "SELECT * FROM \(table)")
      #expect(expected.count == count)
      #expect(try rows(paths.blocks, "SELECT * FROM \(table)").isEmpty)
      #expect(try rows(paths.blocks, "SELECT * FROM unpacked_\(table)") == expected)
      let ordered = "SELECT * FROM v_\(table) ORDER BY replication, \(table), request"
      #expect(try rows(paths.blocks, ordered) == rows(paths.rows, ordered))
    }
  }

  @Test("tables and views show the same rows as where they are written one by one")
  func fixture() throws {
    let paths = try write((0..<3).flatMap { Fixture.batches($0) })
    try expectSame(paths, count: 360)
    #expect(
      try columns(paths.blocks, "SELECT * FROM unpacked_request")
        == columns(paths.rows, "SELECT * FROM request"))
    #expect(
      try columns(paths.blocks, "SELECT * FROM unpacked_attempt")
        == columns(paths.rows, "SELECT * FROM attempt"))
  }

  @Test(
    "any values come back, whatever their range",
    arguments: [
      (1, 64), (2, 64), (3, 0), (16_384, 3), (16_385, 20), (40_000, 40), (500, 8), (500, 16), (500, 63),
    ])
  func anyValues(count: Int, bits: Int) throws {
    var draws = Draws(seed: UInt64(count + bits))
    var batch = RecordBatch(replication: 65_535)
    for _ in 0..<count {
      batch.requests.append(draws.request(bits: bits))
      batch.attempts.append(draws.attempt(bits: bits))
    }
    let paths = try write([batch])
    try expectSame(paths, count: count)
    for (path, prefix) in [(paths.rows, ""), (paths.blocks, "unpacked_")] {
      #expect(try rows(path, "SELECT * FROM \(prefix)request") == batch.requestLines)
      #expect(try rows(path, "SELECT * FROM \(prefix)attempt") == batch.attemptLines)
    }
  }

  @Test("values that are all but always the same take next to no space")
  func sparse() throws {
    var batch = RecordBatch(replication: 0)
    for index in 0..<10_000 {
      batch.attempts.append(
        AttemptRow(
          request: Int64(index), attempt: 1, parent: 0, service: 0, endpoint: 0, start: Int64(index) * 1000,
          waiting: index % 100 == 7 ? Int64(index) << 20 : 0, serviceTime: 5,
          end: Int64(index) * 1000 + 5 + (index % 100 == 7 ? Int64(index) << 20 : 0), status: 200,
          outcome: .success))
      batch.requests.append(
        RequestRow(
          request: Int64(index), arrival: Int64(index) * 1000, shape: 0, service: 0, replica: 0, attempts: 1,
          status: 200, fate: .okFirstTry, response: 5))
    }
    let paths = try write([batch])
    try expectSame(paths, count: 10_000)
    // Two bytes for a number, three for a time, and now and then a place and a waiting time.
    #expect(try rows(paths.blocks, "SELECT length(data) / 10000.0 < 5.5 FROM attempt_block") == ["1"])
  }

  @Test("a batch without requests or without attempts is no block")
  func empty() throws {
    var batch = Fixture.batches(0)[0]
    batch.requests = []
    let paths = try write([batch, RecordBatch(replication: 1)])
    #expect(try rows(paths.blocks, "SELECT count(*) FROM request_block") == ["0"])
    #expect(try rows(paths.blocks, "SELECT id, rows FROM attempt_block") == ["0|40"])
  }

  @Test(
    "conditions find what they find among rows",
    arguments: [
      "request = 17", "replication = 1 AND request = 41", "request BETWEEN 35 AND 82", "request > 117",
      "request >= 117 AND request < 118 AND replication = 2", "request < 3", "request = '17'",
      "request = 17.0",
      "request > 17.5 AND request < 19.5", "request = 17.5", "request > 'a'", "request = NULL",
      "replication = NULL", "replication = 7", "replication = -1", "request = -1",
      "request > 40 AND request < 40",
      "request > 9e18", "request < 9223372036854775807 AND request > -9223372036854775808",
      "replication IN (0, 2) AND request IN (5, 3, 119, 1000)", "replication = 9223372036854775807",
      "request = (SELECT max(request) FROM v_attempt)", "NOT request = 17", "request IS NULL",
      "replication > 0 AND status = 503",
    ])
  func conditions(_ condition: String) throws {
    let paths = try write((0..<3).flatMap { Fixture.batches($0) })
    for view in ["v_request", "v_attempt"] {
      let query = "SELECT * FROM \(view) WHERE \(condition) ORDER BY replication, request"
      #expect(try rows(paths.blocks, query) == rows(paths.rows, query))
    }
  }

  @Test("conditions on replication and request lead to blocks")
  func plan() throws {
    let paths = try write((0..<3).flatMap { Fixture.batches($0) })
    for (condition, expected) in [
      ("replication = 1 AND request = 41", "VIRTUAL TABLE INDEX 3:"),
      ("request > 7", "VIRTUAL TABLE INDEX 5:"),
      ("replication = 2", "VIRTUAL TABLE INDEX 1:"), ("request BETWEEN 1 AND 2", "VIRTUAL TABLE INDEX 13:"),
    ] {
      let plan = try rows(paths.blocks, "EXPLAIN QUERY PLAN SELECT * FROM v_request WHERE \(condition)")
      #expect(plan.contains { $0.contains(expected) }, "\(condition): \(plan)")
    }
  }

  @Test("joins of requests and their attempts give the same as with rows, in whichever order they are met")
  func joins() throws {
    // More blocks than are kept, whose requests overlap, and none in order.
    var draws = Draws(seed: 5)
    let batches = (0..<12).map { number in
      var batch = RecordBatch(replication: number % 2)
      for place in 0..<50 {
        var row = draws.request(bits: 30)
        row.request = Int64((place * 37) % 50 + number * 20)
        batch.requests.append(row)
        var attempt = draws.attempt(bits: 30)
        attempt.request = row.request
        batch.attempts.append(attempt)
      }
      return batch
    }
    let paths = try write(batches)
    for join in ["JOIN", "LEFT JOIN"] {
      let query = """
        SELECT a.replication, a.request, a.attempt, q.arrival_s, q.status FROM v_attempt a \(join) v_request q
        ON q.replication = a.replication AND q.request = a.request AND q.request % 3 > 0 ORDER BY 1, 2, 3, 4, 5
        """
      let expected = try rows(paths.rows, query)
      #expect(expected.count > 400)
      #expect(try rows(paths.blocks, query) == expected)
    }
  }

  @Test("the order in which replications finish changes nothing in any table")
  func order() throws {
    let numbers = [0, 1, 2]
    let first = try write(numbers.flatMap { Fixture.batches($0) })
    let expected = try dump(first.blocks)
    #expect(expected.count { $0.hasPrefix("attempt_block: ") } == 9)
    let second = try write((0..<3).flatMap { index in [2, 0, 1].map { Fixture.batches($0)[index] } })
    #expect(try dump(second.blocks) == expected)
  }

  @Test("an abandoned run keeps the blocks of what finished alone")
  func abandoned() throws {
    let path = folder.file("x.sqlite")
    let writer = try ResultsWriter(path: path, run: Fixture.run, as: .blocks)
    for batch in Fixture.batches(0) { try writer.append(batch) }
    try writer.finish(Fixture.replication(0))
    try writer.append(Fixture.batches(1)[0])
    try writer.abandon([Conclusion()])
    #expect(try rows(path, "SELECT DISTINCT replication FROM request_block") == ["0"])
    #expect(try rows(path, "SELECT replication, count(*) FROM v_attempt GROUP BY 1") == ["0|120"])
  }

  @Test("a query of blocks still does nothing but read")
  func refused() throws {
    let paths = try write(Fixture.batches(0))
    for sql in ["DELETE FROM unpacked_request", "DROP VIEW v_request", "DELETE FROM request_block"] {
      #expect(throws: ResultsError.self) { _ = try rows(paths.blocks, sql) }
    }
    #expect(try rows(paths.blocks, "SELECT count(*) FROM v_request") == ["120"])
  }
}

extension RecordBatch {
  /// The rows of a table, as they must be for a batch that is the first of its replication.
  private func lines<Row>(_ rows: [Row], _ values: (Row) -> [Int64?]) -> [String] {
    rows.enumerated().map { index, row in
      let key = Int64(replication) << 36 + Int64(index)
      return ([key, Int64(replication)] + values(row)).map { $0.map { "\($0)" } ?? "null" }
        .joined(separator: "|")
    }
  }

  fileprivate var requestLines: [String] {
    func known(_ value: Int64) -> Int64? { value < 0 ? nil : value }
    return lines(requests) { row in
      [
        row.request, row.arrival, Int64(row.shape), known(Int64(row.service)), Int64(row.replica),
        Int64(row.attempts), row.status > 0 ? Int64(row.status) : nil, Int64(row.fate.rawValue),
        known(row.response),
      ]
    }
  }

  fileprivate var attemptLines: [String] {
    func known(_ value: Int64) -> Int64? { value < 0 ? nil : value }
    return lines(attempts) { row in
      let denial = row.denial.map { denial -> [Int64?] in
        [
          Int64(denial.retries), Int64(denial.requests), Int64(denial.limit), Int64(denial.minimumRetries),
          Int64(denial.minimumLimit), Int64(denial.term.rawValue),
        ]
      }
      return [
        row.request, Int64(row.attempt), row.parent > 0 ? Int64(row.parent) : nil, Int64(row.service),
        known(Int64(row.endpoint)), row.start, known(row.waiting), known(row.serviceTime), known(row.end),
        row.status > 0 ? Int64(row.status) : nil, Int64(row.outcome.rawValue),
      ] + (denial ?? Array(repeating: nil, count: 6))
    }
  }
}

/// Numbers that look random and are the same every time.
private struct Draws {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  /// An integer of at most so many bits, over the whole range of 64 where they are that many.
  mutating func integer(bits: Int) -> Int64 {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    let mixed = (state ^ state >> 29) &* 0xbf58_476d_1ce4_e5b9
    let number = mixed ^ mixed >> 32
    return bits >= 64 ? Int64(bitPattern: number) : Int64(number & (1 << UInt64(bits) - 1)) - 1
  }

  mutating func request(bits: Int) -> RequestRow {
    RequestRow(
      request: integer(bits: bits), arrival: integer(bits: bits),
      shape: Int32(truncatingIfNeeded: integer(bits: bits)),
      service: Int32(truncatingIfNeeded: integer(bits: bits)),
      replica: Int16(truncatingIfNeeded: integer(bits: bits)),
      attempts: Int16(truncatingIfNeeded: integer(bits: bits)),
      status: Int16(truncatingIfNeeded: integer(bits: bits)),
      fate: Fate.allCases[Int(integer(bits: 3) + 1)], response: integer(bits: bits))
  }

  mutating func attempt(bits: Int) -> AttemptRow {
    AttemptRow(
      request: integer(bits: bits), attempt: Int16(truncatingIfNeeded: integer(bits: bits)),
      parent: Int16(truncatingIfNeeded: integer(bits: bits)),
      service: Int32(truncatingIfNeeded: integer(bits: bits)),
      endpoint: Int32(truncatingIfNeeded: integer(bits: bits)), start: integer(bits: bits),
      waiting: integer(bits: bits), serviceTime: integer(bits: bits), end: integer(bits: bits),
      status: Int16(truncatingIfNeeded: integer(bits: bits)),
      outcome: AttemptRow.Outcome.allCases[Int(integer(bits: 2) + 1)],
      denial: integer(bits: 2) != 0
        ? nil
        : .init(
          retries: Int32(truncatingIfNeeded: integer(bits: bits)),
          requests: Int32(truncatingIfNeeded: integer(bits: bits)),
          limit: Int32(truncatingIfNeeded: integer(bits: bits)),
          minimumRetries: Int32(truncatingIfNeeded: integer(bits: bits)),
          minimumLimit: Int32(truncatingIfNeeded: integer(bits: bits)), term: .concurrency))
  }
}
