import Foundation
import Results
import Testing

@Suite("results/README.md")
struct DocumentationTests {
  let folder: TemporaryFolder
  let path: String
  let page: String

  init() throws {
    folder = try TemporaryFolder()
    path = folder.file("x.sqlite")
    try Fixture.write(to: path)
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    page = try String(contentsOf: root.appending(path: "results/README.md"), encoding: .utf8)
  }

  private var queries: [String] {
    page.components(separatedBy: "```sql\n").dropFirst().compactMap {
      $0.components(separatedBy: "```").first
    }
  }

  @Test("every query of the page runs, and finds something in a run that has everything")
  func queriesRun() throws {
    #expect(queries.count >= 8)
    let blocks = folder.file("blocks.sqlite")
    try Fixture.write(to: blocks, as: .blocks)
    let study = folder.file("study.sqlite")
    try Study.write(to: study)
    for query in queries where !query.contains("attempt > 1") && !query.contains("labels = '{}'") {
      let isOfVariants = query.contains("v_difference") || query.contains("v_change")
      let database = isOfVariants ? study : query.contains("_block") ? blocks : path
      #expect(try !rows(database, query).isEmpty, "\(query)")
    }
  }

  @Test("the query of the budget's window counts retries and attempts of ten seconds per replica")
  func window() throws {
    let query = try #require(queries.first { $0.contains("attempt > 1") })
    let writer = try ResultsWriter(path: folder.file("w.sqlite"), run: Fixture.run)
    var batch = RecordBatch(replication: 0)
    // Requests on replica 0 at 0, 4, 10.5 and 11 s, each with a retry 1 s later; one on replica 1.
    for (number, start) in [0, 4, 10.5, 11, 11].enumerated() {
      let arrival = Int64(start * 1e9)
      batch.requests.append(
        RequestRow(
          request: Int64(number), arrival: arrival, shape: 0, service: 0, replica: number == 4 ? 1 : 0,
          attempts: 2, status: 200, fate: .okAfterRetry, response: 2_000_000_000))
      for attempt in 1...2 {
        let begin = arrival + Int64(attempt - 1) * 1_000_000_000
        batch.attempts.append(
          AttemptRow(
            request: Int64(number), attempt: Int16(attempt), parent: Int16(attempt - 1), service: 0,
            endpoint: 0, start: begin, waiting: 0, serviceTime: 1, end: begin + 1, status: 200,
            outcome: .success))
      }
    }
    try writer.append(batch)
    try writer.finish(ReplicationRecord(replication: 0))
    try writer.complete([Conclusion()])
    #expect(
      try rows(folder.file("w.sqlite"), query) == [
        "0|0|shop/front|0|2|1.0|1|2", "0|0|shop/front|1|2|5.0|2|4", "0|0|shop/front|2|2|11.5|2|5",
        "0|0|shop/front|3|2|12.0|3|6", "0|1|shop/front|4|2|12.0|1|2",
      ])
  }

  @Test("the query of response times gives shares that end at one")
  func shares() throws {
    let query = try #require(queries.first { $0.contains("FROM v_histogram") })
      .replacing("labels = '{}'", with: "labels <> '{}'")
    let big = Double(1 << 41)
    #expect(try rows(path, query) == ["0.001007999|\(6 / (6 + big))", "5.039999999|1.0"])
  }

  @Test("every table and view is described")
  func complete() throws {
    let names = try rows(
      path, "SELECT name FROM sqlite_master WHERE type IN ('table', 'view') AND name NOT LIKE 'sqlite_%'")
    #expect(names.count > 20)
    for name in names { #expect(page.contains("`\(name)`"), "\(name)") }
  }

  @Test("the columns of every view are those that it has")
  func columnsOfViews() throws {
    for name in try rows(path, "SELECT name FROM sqlite_master WHERE type = 'view'") {
      let line = try #require(page.split(separator: "\n").first { $0.hasPrefix("| `\(name)` |") })
      #expect(
        line.hasSuffix("| \(try columns(path, "SELECT * FROM \(name)").joined(separator: ", ")) |"), "\(name)"
      )
    }
  }

  @Test("the stock sqlite3 runs every query, where it is installed", .enabled(if: stockSQLite != nil))
  func stock() throws {
    for query in queries {
      let process = Process()
      process.executableURL = stockSQLite
      process.arguments = ["-batch", "-bail", "-readonly", path, query]
      process.standardOutput = FileHandle.nullDevice
      try process.run()
      process.waitUntilExit()
      #expect(process.terminationStatus == 0, "\(query)")
    }
  }
}

private let stockSQLite = ["/usr/bin/sqlite3", "/usr/local/bin/sqlite3", "/opt/homebrew/bin/sqlite3"].first {
  FileManager.default.isExecutableFile(atPath: $0)
}.map { URL(fileURLWithPath: $0) }
