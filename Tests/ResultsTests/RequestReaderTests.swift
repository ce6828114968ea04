import Foundation
import GRDBSQLite
import Results
import Testing

@Suite("Single requests of a database")
struct RequestReaderTests {
  let folder: TemporaryFolder
  let path: String
  /// When the requests of the fixture arrive that the run measures: those from number 40 on.
  static let measured = Fixture.run.timesMeasured

  init() throws {
    folder = try TemporaryFolder()
    path = folder.file("x.sqlite")
  }

  static let decisions = [
    RetryDecision(
      request: 43, attempt: 1, kind: .denied,
      numbers: .init(
        retries: 20, requests: 100, limit: 20, minimumRetries: 3, minimumLimit: 3, term: .percent)),
    RetryDecision(request: 53, attempt: 1, kind: .allowed, wait: 0),
    RetryDecision(
      request: 53, attempt: 2, kind: .allowed, wait: 25_000_000,
      numbers: .init(
        retries: .max, requests: 0, limit: -7, minimumRetries: 0, minimumLimit: 0, term: .tokens)),
    RetryDecision(request: 53, attempt: 3, kind: .tooLate, wait: .max),
    RetryDecision(request: 63, attempt: 1, kind: .notRetriable),
    RetryDecision(request: 73, attempt: 1, kind: .attemptsExhausted),
  ]

  /// The fixture, with decisions about some requests of replication 1.
  private func write(as form: RecordedForm) throws {
    let writer = try ResultsWriter(path: path, run: Fixture.run, as: form)
    for number in [1, 0] {
      for batch in Fixture.batches(number) { try writer.append(batch) }
      if number == 1 { try writer.append(RecordBatch(replication: 1, decisions: Self.decisions)) }
      try writer.finish(Fixture.replication(number))
    }
    try writer.complete([Conclusion()])
  }

  private func edit(_ sql: String) {
    var connection: OpaquePointer?
    #expect(sqlite3_open(path, &connection) == SQLITE_OK)
    #expect(sqlite3_exec(connection, sql, nil, nil, nil) == SQLITE_OK)
    sqlite3_close(connection)
  }

  @Test("are read as they were written, from rows and from blocks", arguments: [RecordedForm.rows, .blocks])
  func stories(form: RecordedForm) throws {
    try write(as: form)
    let reader = try RequestReader(path: path)
    for replication in 0...1 {
      for batch in Fixture.batches(replication) {
        for (request, attempt) in zip(batch.requests, batch.attempts) {
          let decisions = Self.decisions.filter { replication == 1 && $0.request == request.request }
          #expect(
            try reader.story(replication: replication, number: request.request)
              == RequestStory(request: request, attempts: [attempt], decisions: decisions))
        }
      }
    }
    #expect(try reader.story(replication: 0, number: 120) == nil)
    #expect(try reader.story(replication: 2, number: 0) == nil)
    #expect(try reader.story(replication: 0, number: -1) == nil)
  }

  @Test("are chosen among those that were measured", arguments: [RecordedForm.rows, .blocks])
  func picks(form: RecordedForm) throws {
    try write(as: form)
    let reader = try RequestReader(path: path)
    #expect(Self.measured == 1_000_000_000..<4_000_000_000)
    #expect(try reader.count(replication: 0, measured: Self.measured) == 80)
    func pick(_ choice: RequestChoice) throws -> [Int64] {
      try reader.pick(choice, replication: 0, measured: Self.measured)
    }
    // All are equally slow.
    #expect(try pick(.slowest) == [40, 41, 42, 43, 44])
    #expect(try pick(.denied) == [43])
    #expect(try pick(.fate(.okFirstTry)) == [40])
    #expect(try pick(.fate(.budgetExhausted)) == [43])
    #expect(try pick(.fate(.overflow)) == [])
    #expect(try pick(.number(3)) == [3])
    #expect(try pick(.number(120)) == [])
    #expect(try pick(.automatic) == [])
  }

  @Test("a database without the table of decisions is read as one without decisions")
  func olderSchema() throws {
    try write(as: .rows)
    edit("DROP TABLE decision; PRAGMA user_version = 2")
    let story = try RequestReader(path: path).story(replication: 1, number: 43)
    #expect(story?.decisions == [])
    #expect(story?.attempts.count == 1)
  }

  @Test(
    "what no run writes is an error that says so",
    arguments: [
      "UPDATE request SET fate = 99", "UPDATE request SET replica = 100000",
      "UPDATE request SET shape = 1 << 40",
      "UPDATE attempt SET outcome = 256", "UPDATE attempt SET attempt = 'x'",
      "UPDATE attempt SET denied_term = 9", "UPDATE attempt SET denied_limit = 1 << 40",
      "UPDATE decision SET kind = 'perhaps'", "UPDATE decision SET term = -1",
      "UPDATE decision SET wait_ns = 'x'",
    ])
  func damaged(sql: String) throws {
    try write(as: .rows)
    edit(sql)
    let reader = try RequestReader(path: path)
    let error = #expect(throws: ResultsError.self) { try reader.story(replication: 1, number: 43) }
    #expect(error?.description.contains("it is damaged: ") == true)
  }
}
