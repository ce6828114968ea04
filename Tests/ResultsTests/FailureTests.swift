import Foundation
import Results
import Testing

@Suite("Failures of the disk and of the process")
struct FailureTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  @Test(
    "what cannot be created is refused before anything is simulated",
    arguments: [
      ("missing/x.sqlite", "No such file or directory"), ("file/x.sqlite", "Not a directory"),
      ("folder", "it is a folder"), ("file", "it is there and no database of weir's"),
      ("folder/", "it is a folder"), ("pipe", "it is not a regular file"),
      ("other.sqlite", "it is there and no database of weir's"),
    ])
  func refused(name: String, reason: String) throws {
    try folder.write("file", Data("kind: Scenario".utf8))
    try folder.write("other.sqlite", Data(count: 4096))
    try FileManager.default.createDirectory(
      atPath: folder.file("folder"), withIntermediateDirectories: false)
    mkfifo(folder.file("pipe"), 0o600)
    let names = folder.names
    let error = #expect(throws: ResultsError.self) {
      _ = try ResultsWriter(path: folder.file(name), run: Fixture.run)
    }
    guard case .cannotCreate(let path, let said)? = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(said == reason)
    #expect(path.hasPrefix(folder.file(name.hasSuffix("/") ? String(name.dropLast()) : name)))
    #expect(folder.names == names)
  }

  @Test("a second writer of the same target is refused while the first is at work")
  func secondWriter() throws {
    let first = try ResultsWriter(path: folder.file("x.sqlite"), run: Fixture.run)
    #expect(throws: ResultsError.self) {
      _ = try ResultsWriter(path: folder.file("x.sqlite"), run: Fixture.run)
    }
    try first.complete([Conclusion()])
    #expect(try ResultsReader(path: folder.file("x.sqlite")).run().status == .complete)
  }

  @Test("what an earlier crash left is replaced")
  func stale() throws {
    try Fixture.write(to: folder.file("x.partial.sqlite"))
    for name in ["x.partial.sqlite-journal", "x.partial.sqlite-wal"] {
      try folder.write(name, Data(count: 512))
    }
    let writer = try ResultsWriter(path: folder.file("x.sqlite"), run: Fixture.run)
    try writer.finish(Fixture.replication(1))
    try writer.complete([Conclusion()])
    #expect(folder.names == ["x.sqlite"])
    #expect(try ResultsReader(path: folder.file("x.sqlite")).run().replications.map(\.number) == [1])
  }

  @Test("a folder that disappears during the run is told, and what follows does not hide it")
  func vanished() throws {
    let writer = try ResultsWriter(path: folder.file("x.sqlite"), run: Fixture.run)
    try FileManager.default.removeItem(atPath: folder.path)
    let first = #expect(throws: ResultsError.self) {
      try writer.complete([Conclusion()])
    }
    guard case .io? = first else {
      Issue.record("\(String(describing: first))")
      return
    }
    let second = #expect(throws: ResultsError.self) { try writer.append(RecordBatch(replication: 0)) }
    #expect(second == first)
    writer.discard()
  }

  @Test("a full disk is told at the next call and at the end, and leaves the earlier result as it was")
  func fullDisk() async throws {
    let path = folder.file("x.sqlite")
    try Fixture.write(to: path)
    let before = try dump(path)
    await #expect(processExitsWith: .exitCode(7)) { [path = path as String] in
      // A limit on the size of files is how a process can see a full disk without one.
      signal(SIGXFSZ, SIG_IGN)
      var limit = rlimit(rlim_cur: 1 << 20, rlim_max: 1 << 20)
      setrlimit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), &limit)
      let writer = try ResultsWriter(path: path, run: Fixture.run)
      do {
        // The writer is behind by an unknown time, but by a bounded number of rows.
        while true { try writer.append(Fixture.batches(0, count: 1, size: 10_000)[0]) }
      } catch ResultsError.io {
        do {
          try writer.complete([Conclusion()])
        } catch ResultsError.io {
          writer.discard()
          exit(7)
        }
      }
    }
    #expect(folder.names == ["x.sqlite"])
    #expect(try dump(path) == before)
  }

  @Test(
    "killed at any instant, the process leaves a database that opens and says that it is partial",
    arguments: [0, 1, 7, 40])
  func killed(afterBatches count: Int) async throws {
    let path = folder.file("x.sqlite")
    await #expect(processExitsWith: .signal(SIGKILL)) { [path = path as String, count = count as Int] in
      let writer = try ResultsWriter(path: path, run: Fixture.run)
      try writer.finish(Fixture.replication(0))
      // The writer's thread is wherever it is when the signal comes.
      for batch in Fixture.batches(1, count: count, size: 2000) { try writer.append(batch) }
      kill(getpid(), SIGKILL)
    }
    #expect(folder.names.filter { !$0.hasSuffix("-journal") } == ["x.partial.sqlite"])
    let run = try ResultsReader(path: folder.file("x.partial.sqlite")).run()
    #expect(run.status == .partial)
    #expect(run.run == Fixture.run)
    #expect(run.replications.count <= 1)
    #expect(try rows(folder.file("x.partial.sqlite"), "PRAGMA integrity_check") == ["ok"])
  }
}
