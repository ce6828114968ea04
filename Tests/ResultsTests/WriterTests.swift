import Foundation
import Results
import Testing

@Suite("Writing results")
struct WriterTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  @Test("a completed run is one sound file under the target's name")
  func oneFile() throws {
    try Fixture.write(to: folder.file("x.sqlite"))
    #expect(folder.names == ["x.sqlite"])
    #expect(try rows(folder.file("x.sqlite"), "SELECT status FROM run") == ["complete"])
    #expect(try rows(folder.file("x.sqlite"), "PRAGMA integrity_check") == ["ok"])
  }

  @Test("the order in which replications finish changes nothing in any table", arguments: [[1, 0], [0, 1]])
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
      [
        Conclusion(
          summaries: Fixture.summaries, mirrorIntervals: Fixture.mirrorIntervals, checks: Fixture.checks)
      ])
    let expected = try dump(folder.file("a.sqlite"))
    #expect(expected.count { $0.hasPrefix("attempt: ") } == 240)
    #expect(try dump(folder.file("b.sqlite")) == expected)
  }

  @Test("threads that hand over at the same time lose nothing")
  func threads() async throws {
    let writer = try ResultsWriter(path: folder.file("x.sqlite"), run: Fixture.run)
    try await withThrowingTaskGroup { group in
      for number in 0..<8 {
        group.addTask {
          // Together 96,000 times two rows: more than the backlog holds.
          for batch in Fixture.batches(number, count: 12, size: 1000) { try writer.append(batch) }
          try writer.finish(Fixture.replication(number))
        }
      }
      try await group.waitForAll()
    }
    try writer.complete([Conclusion()])
    let counts = "SELECT count(*), count(DISTINCT request), min(request), max(request) FROM v_attempt"
    #expect(
      try rows(folder.file("x.sqlite"), counts + " GROUP BY replication")
        == Array(repeating: "12000|12000|0|11999", count: 8))
  }

  @Test("an abandoned run holds what finished, and says that it is partial")
  func abandoned() throws {
    let writer = try ResultsWriter(path: folder.file("x.sqlite"), run: Fixture.run)
    for batch in Fixture.batches(0) { try writer.append(batch) }
    try writer.finish(Fixture.replication(0))
    try writer.append(Fixture.batches(1)[0])
    try writer.abandon([Conclusion(summaries: Fixture.summaries, mirrorIntervals: [:], checks: [])])
    #expect(folder.names == ["x.sqlite"])
    let run = try ResultsReader(path: folder.file("x.sqlite")).run()
    #expect(run.status == .partial)
    #expect(run.replications.map(\.number) == [0])
    #expect(run.summaries == Fixture.summaries)
    #expect(try rows(folder.file("x.sqlite"), "SELECT count(*) FROM request") == ["120"])
  }

  @Test("a discarded run leaves nothing, and an earlier result stays")
  func discarded() throws {
    try Fixture.write(to: folder.file("x.sqlite"))
    let before = try dump(folder.file("x.sqlite"))
    let writer = try ResultsWriter(path: folder.file("x.sqlite"), run: Fixture.run)
    try writer.append(Fixture.batches(0)[0])
    #expect(folder.names.contains("x.partial.sqlite"))
    writer.discard()
    #expect(folder.names == ["x.sqlite"])
    #expect(try dump(folder.file("x.sqlite")) == before)
  }

  @Test("an earlier result stays until the run is complete, and is then replaced whole")
  func replaced() throws {
    let path = folder.file("x.sqlite")
    try Fixture.write(to: path)
    let writer = try ResultsWriter(path: path, run: Fixture.run)
    #expect(try ResultsReader(path: path).run().replications.count == 2)
    try writer.complete([Conclusion()])
    #expect(try ResultsReader(path: path).run().replications.isEmpty)
  }

  @Test("a writer that ended takes nothing more")
  func ended() throws {
    let writer = try ResultsWriter(path: folder.file("x.sqlite"), run: Fixture.run)
    try writer.complete([Conclusion()])
    let closed = ResultsError.closed(path: folder.file("x.sqlite"))
    #expect(throws: closed) { try writer.append(RecordBatch(replication: 0)) }
    #expect(throws: closed) { try writer.finish(ReplicationRecord(replication: 0)) }
    #expect(throws: closed) { try writer.complete([Conclusion()]) }
    writer.discard()
    #expect(folder.names == ["x.sqlite"])
  }

  @Test("the hash of an input is its SHA-256")
  func hash() throws {
    var run = Fixture.run
    // The examples of FIPS 180-4: one block, two blocks, and the empty message.
    run.inputs = ["abc", "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq", ""].map {
      .init(file: "f", text: $0)
    }
    let writer = try ResultsWriter(path: folder.file("x.sqlite"), run: run)
    try writer.complete([Conclusion()])
    #expect(
      try rows(folder.file("x.sqlite"), "SELECT sha256 FROM input ORDER BY id") == [
        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
        "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1",
        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
      ])
  }
}
