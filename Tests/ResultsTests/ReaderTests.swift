import Foundation
import Results
import Testing

@Suite("Reading results")
struct ReaderTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  @Test("what was written is read back, hostile names and all")
  func roundTrip() throws {
    let path = folder.file("x.sqlite")
    try Fixture.write(to: path)
    let reader = try ResultsReader(path: path)
    let stored = try reader.run()
    #expect(stored.database == path)
    #expect(stored.status == .complete)
    #expect(stored.run == Fixture.run)
    #expect(stored.summaries == Fixture.summaries)
    #expect(stored.checks == Fixture.checks)
    #expect(stored.conservation == Conservation(offered: 208, answered: 202, unanswered: 6))
    #expect(stored.replications.map(\.number) == [0, 1])
    for replication in stored.replications {
      let expected = Fixture.replication(replication.number)
      #expect(replication.metrics == expected.metrics)
      #expect(replication.episodes == expected.episodes)
      #expect(replication.mirrors.map(\.record) == expected.mirrors)
      #expect(replication.mirrors.compactMap(\.interval) == Fixture.mirrorIntervals[replication.number])
      #expect(replication.faults == expected.faults)
      #expect(replication.conservation == expected.conservation)
      #expect(replication.events == expected.events)
      #expect(try reader.histograms(replication: replication.number) == expected.histograms)
      #expect(try reader.responseWindows(replication: replication.number) == expected.responseWindows)
      let timeline = try reader.timeline(replication: replication.number)
      // NaN differs from itself; its text does not.
      #expect("\(timeline)" == "\(expected.timeline)")
    }
  }

  @Test(
    "a file that is no database of weir's is refused with what is wrong",
    arguments: [
      ("text", "it is no database of weir's, or a damaged one"),
      ("foreign", "it is a database, but none of weir's"), ("empty", "it is a database, but none of weir's"),
    ])
  func foreign(_ name: String, _ reason: String) throws {
    let path = folder.file(name)
    switch name {
    case "text":
      try Data(String(repeating: "kind: Scenario\n", count: 100).utf8).write(to: URL(fileURLWithPath: path))
    case "empty": try Data().write(to: URL(fileURLWithPath: path))
    default: try patched(path, at: 68, [0, 0, 0, 1])
    }
    #expect(throws: ResultsError.notResults(path: path, reason: reason)) { _ = try ResultsReader(path: path) }
    #expect(throws: ResultsError.notResults(path: path, reason: reason)) { _ = try ResultsQuery(path: path) }
  }

  @Test("a missing file is said to be missing")
  func missing() throws {
    let path = folder.file("none.sqlite")
    #expect(throws: ResultsError.missing(path: path)) { _ = try ResultsReader(path: path) }
    #expect(folder.names.isEmpty)
  }

  @Test("a database of a later version is refused by its version")
  func newer() throws {
    let path = folder.file("x.sqlite")
    try patched(path, at: 60, [0, 0, 0, 99])
    #expect(throws: ResultsError.newer(path: path, schema: 99, supported: 4)) {
      _ = try ResultsReader(path: path)
    }
  }

  @Test("a truncated database is an error, not a crash", arguments: [1, 2, 3, 5, 8])
  func truncated(pages: Int) throws {
    let path = folder.file("x.sqlite")
    try Fixture.write(to: path)
    let whole = try Data(contentsOf: URL(fileURLWithPath: path))
    try whole.prefix(pages * 16_384 - 100).write(to: URL(fileURLWithPath: path))
    #expect(throws: ResultsError.self) { _ = try ResultsReader(path: path).run() }
  }

  @Test("a value of a wrong type is damage with its place, not a crash")
  func damaged() throws {
    let path = folder.file("x.sqlite")
    try Fixture.write(to: path)
    var bytes = try Data(contentsOf: URL(fileURLWithPath: path))
    let labels = try #require(bytes.range(of: Data(#"{"traffic":"shoppers"}"#.utf8)))
    bytes[labels.lowerBound] = UInt8(ascii: "!")
    try bytes.write(to: URL(fileURLWithPath: path))
    let error = #expect(throws: ResultsError.self) { _ = try ResultsReader(path: path).run() }
    #expect("\(error, default: "")".contains("it is damaged: labels was expected"))
  }

  /// A database of the fixture's with some bytes of its header changed.
  private func patched(_ path: String, at offset: Int, _ bytes: [UInt8]) throws {
    try Fixture.write(to: path)
    var data = try Data(contentsOf: URL(fileURLWithPath: path))
    data.replaceSubrange(offset..<offset + bytes.count, with: bytes)
    try data.write(to: URL(fileURLWithPath: path))
  }
}
