import Foundation
import Results
import Testing

@Suite("Writing results")
struct WriterTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  @Test("a completed run is one file under the target's name")
  func oneFile() throws {
    try Fixture.write(to: folder.file("x.sqlite"))
    #expect(folder.names == ["x.sqlite"])
    #expect(
      try stockSQLite(folder.file("x.sqlite"), "SELECT status FROM run; PRAGMA integrity_check")
        == "complete\nok\n")
  }

  @Test(
    "the order in which replications finish changes nothing in any table",
    arguments: [[1, 0], [0, 1]])
  func order(_ order: [Int]) throws {
    try Fixture.write(to: folder.file("a.sqlite"))
    let writer = try ResultsWriter(path: folder.file("b.sqlite"), run: Fixture.run)
    // Batches of the two replications alternate before either finishes.
    for batches in zip(Fixture.batches(order[0]), Fixture.batches(order[1])) {
      try writer.append(batches.0)
      try writer.append(batches.1)
    }
    for number in order { try writer.finish(Fixture.replication(number)) }
    try writer.complete(
      summaries: Fixture.summaries, mirrorIntervals: Fixture.mirrorIntervals, checks: Fixture.checks)
    let dump = try stockSQLite(folder.file("a.sqlite"), ".dump")
    #expect(dump.contains("INSERT INTO attempt"))
    #expect(try stockSQLite(folder.file("b.sqlite"), ".dump") == dump)
  }
}
