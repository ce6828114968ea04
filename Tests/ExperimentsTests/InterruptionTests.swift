import Experiments
import Foundation
import Records
import Results
import Scenarios
import Simulator
import Synchronization
import TestWorlds
import Testing

@Suite("An experiment that does not come to its end")
struct InterruptionTests {
  let folder: URL
  var path: String { folder.appendingPathComponent("x.sqlite").path }
  var names: [String] { (try? FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()) ?? [] }

  init() throws {
    folder = FileManager.default.temporaryDirectory.appendingPathComponent("weir-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  }

  static func experiment(replications: Int, duration: Double = 10) throws -> Experiment {
    let world = World(
      station: .station(try .exponential(mean: 0.01)), arrivals: .poisson(rate: 50), duration: duration)
    let check = Check(text: "requests > 0", metric: "requests", labels: .none, condition: .above(0))
    var scenario = try world.scenario()
    scenario.checks = [check]
    return Experiment(
      variants: [Variant(scenario, version: "test")],
      replications: .init(minimum: replications, maximum: replications), jobs: 1, recording: .all)
  }

  @Test("interrupted after the first replication, it keeps that one and says that it is partial")
  func interrupted() throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    let share = Mutex(0.0)
    let experiment = try Self.experiment(replications: 5)
    let outcome = try experiment.run(
      database: path, progress: { done in share.withLock { $0 = done } },
      isInterrupted: { share.withLock { $0 > 0.25 } })
    #expect(outcome.isPartial)
    #expect(outcome.completed == 1)
    #expect(outcome.isConserved)
    #expect(outcome.conclusions.map(\.checks[0].verdict) == [.pass])
    let alone = try #require(try Replication.run(experiment.variants[0].model, index: 0))
    let requests = try #require(
      outcome.conclusions[0].summaries.first { $0.name == "requests" && $0.labels == .none })
    #expect((requests.mean, requests.n) == (alone.value("requests"), 1))

    #expect(names == ["x.sqlite"])
    let run = try ResultsReader(path: path).run()
    #expect(run.status == .partial)
    #expect(run.replications.map(\.number) == [0])
    var rows: [SQLValue] = []
    try ResultsQuery(path: path).run(
      "select count(*) from request union all select count(distinct replication) from request",
      columns: { _ in },
      row: {
        rows += $0
        return true
      })
    #expect(rows == [.integer(Int64(alone.conservation.offered)), .integer(1)])
  }

  @Test("interrupted before any replication is complete, no check passes")
  func interruptedAtOnce() throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    let outcome = try Self.experiment(replications: 2).run(database: path, isInterrupted: { true })
    #expect(outcome.isPartial)
    #expect(outcome.completed == 0)
    #expect(outcome.conclusions[0].summaries.isEmpty)
    #expect(outcome.conclusions.map(\.checks[0].verdict) == [.fail])
    #expect(try ResultsReader(path: path).run().status == .partial)
  }

  @Test("where the result cannot be moved into place it leaves no file that says it is complete")
  func cannotConclude() throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    // A folder that is not empty appears where the database is to go.
    let inTheWay = folder.appendingPathComponent("x.sqlite/inside")
    let experiment = try Self.experiment(replications: 2)
    #expect(throws: ResultsError.self) {
      _ = try experiment.run(
        database: path,
        progress: { _ in
          try? FileManager.default.createDirectory(at: inTheWay, withIntermediateDirectories: true)
        })
    }
    #expect(names == ["x.sqlite"])
  }

  @Test("a disk that is full in the middle of a run ends it with the error and leaves nothing")
  func fullDisk() async throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    await #expect(processExitsWith: .exitCode(7)) { [path = path as String] in
      // A limit on the size of files is how a process can see a full disk without one.
      signal(SIGXFSZ, SIG_IGN)
      var limit = rlimit(rlim_cur: 1 << 20, rlim_max: 1 << 20)
      setrlimit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), &limit)
      // The rows of one replication, 20,000 requests and their attempts, are more than fits; all of them would take long.
      do {
        _ = try InterruptionTests.experiment(replications: 1000, duration: 400).run(database: path)
      } catch ResultsError.io {
        exit(7)
      }
    }
    #expect(names == [])
  }
}
