import Experiments
import Foundation
import Records
import Results
import Scenarios
import Simulator
import TestWorlds
import Testing

/// A search of a world in a folder of its own.
struct WorldSearch {
  let range: ParameterRange
  let check: Check
  var confidence = 0.95
  var replications = 40
  var limits = SimulationLimits()

  /// What it came to, and what the database holds of it.
  func run(jobs: Int = 2, _ world: @escaping (Double) throws -> World) throws -> (
    outcome: Search.Outcome, study: StoredStudy
  ) {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("weir-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let database = folder.appendingPathComponent("x.sqlite").path
    var search = Search(
      path: "spec.x", range: range, confidence: confidence, replications: replications, jobs: jobs)
    search.limits = limits
    let outcome = try search.run(
      database: database, version: "test",
      scenario: { value in
        var scenario = try world(try #require(range.number(of: value))).scenario()
        scenario.checks = [check]
        return scenario
      })
    var study = try ResultsReader(path: database).study()
    study.database = ""
    for index in study.variants.indices { study.variants[index].database = "" }
    return (outcome, study)
  }
}

@Suite("A search")
struct SearchTests {
  static let waiting = Check(
    text: "waiting_time_mean{service=default/station} <= 25ms", metric: "waiting_time_mean",
    labels: ["service": "default/station"], condition: .atMost(0.025))

  /// M/M/8 whose servers take 100 ms on average.
  static func world(rate: Double, duration: Double = 60) throws -> World {
    var world = World(
      station: .station(try .exponential(mean: 0.1), concurrency: 8), arrivals: .poisson(rate: rate),
      duration: duration)
    world.warmUp = 10
    return world
  }

  /// The mean waiting time of M/M/c: the probability to wait by Erlang's C formula, over cμ - λ (Kleinrock, Queueing Systems I, 3.5).
  static func waitingTime(rate: Double, servers: Int = 8, service: Double = 0.1) -> Double {
    let load = rate * service
    var blocking = 1.0
    for server in 1...servers { blocking = load * blocking / (Double(server) + load * blocking) }
    let utilization = load / Double(servers)
    let waits = blocking / (1 - utilization * (1 - blocking))
    return waits / (Double(servers) / service - rate)
  }

  /// The rate at which M/M/8 makes its customers wait for 25 ms, by bisection of the formula.
  static var capacity: Double {
    var (low, high) = (40.0, 79.0)
    for _ in 0..<60 {
      let middle = (low + high) / 2
      if waitingTime(rate: middle) <= 0.025 { low = middle } else { high = middle }
    }
    return low
  }

  @Test("finds the capacity of M/M/8 under a limit on the waiting time where Erlang's formula has it")
  func capacityOfMM8() throws {
    let range = try ParameterRange(low: "40/s", high: "76/s", step: "2/s")
    let search = WorldSearch(range: range, check: Self.waiting, confidence: 0.9, replications: 20)
    let (outcome, study) = try search.run { try Self.world(rate: $0) }
    let record = outcome.record
    #expect((record.goal, record.outcome) == (.largest, .found))
    let low = try #require(record.low.flatMap(range.number))
    let high = try #require(record.high.flatMap(range.number))
    let best = try #require(record.best.flatMap(range.number))
    #expect(low <= Self.capacity && Self.capacity <= high, "\(record), \(Self.capacity)")
    #expect(low <= best && best <= high)
    #expect(high - low <= 8, "\(record)")

    #expect(study.command == .find)
    #expect(study.findings.search == record)
    #expect(study.variants.prefix(5).map(\.run.variant) == ["40/s", "48/s", "58/s", "66/s", "76/s"])
    #expect(study.variants.allSatisfy { $0.run.settings.map(\.path) == ["spec.x"] })
    #expect(study.variants.allSatisfy { [5, 10, 20].contains($0.replications.count) })
    #expect(study.variants.reduce(0) { $0 + $1.replications.count } == outcome.replications)
    // What surely passes or fails did so with the confidence that the plan gives it.
    let plan = VerdictPlan(
      confidence: 0.9, replications: 20, values: Bisection(steps: range.steps).most, checks: 1)
    #expect(study.variants.allSatisfy { $0.summaries.first?.confidence == plan.confidence })
  }

  /// 60/s · 0.1 s need more than 6 slots; the fewest with a mean wait of at most 25 ms are by the formula 8.
  @Test("finds the fewest slots, a whole number")
  func sizing() throws {
    #expect(Self.waitingTime(rate: 60, servers: 8) <= 0.025 * 0.8)
    #expect(Self.waitingTime(rate: 60, servers: 7) > 0.025 * 1.2)
    let search = WorldSearch(range: try ParameterRange(low: "7", high: "15"), check: Self.waiting)
    let (outcome, _) = try search.run { slots in
      var world = try Self.world(rate: 60, duration: 30)
      world.services[0].concurrency = Int(slots)
      return world
    }
    #expect(
      outcome.record
        == SearchRecord(
          path: "spec.x", goal: .smallest, outcome: .found, best: "8", low: "8", high: "8", confidence: 0.95))
  }

  @Test("says that all values pass, or none")
  func constant() throws {
    let low = WorldSearch(
      range: try ParameterRange(low: "10/s", high: "20/s", step: "5/s"), check: Self.waiting)
    let all = try low.run { try Self.world(rate: $0, duration: 30) }.outcome.record
    #expect((all.outcome, all.goal, all.best) == (.allPass, nil, nil))
    #expect(all.reason == "all 3 values that were tried pass")
    let high = WorldSearch(
      range: try ParameterRange(low: "90/s", high: "100/s", step: "5/s"), check: Self.waiting)
    let none = try high.run { try Self.world(rate: $0, duration: 30) }.outcome.record
    #expect((none.outcome, none.goal, none.best) == (.nonePasses, nil, nil))
  }

  @Test("says where the checks are not monotone")
  func notMonotone() throws {
    // Exactly half of the slots busy, or so: less and more fail.
    let check = Check(
      text: "utilization within", metric: "utilization", labels: ["service": "default/station"],
      condition: .within(0.4, 0.6))
    let range = try ParameterRange(low: "10/s", high: "70/s", step: "15/s")
    let record = try WorldSearch(range: range, check: check)
      .run { try Self.world(rate: $0, duration: 20) }.outcome.record
    #expect(record.outcome == .notMonotone)
    #expect(record.reason == "25/s and 55/s fail, but 40/s between them passes")
  }

  /// 10,000 more a second than are served: more than 5,000 wait after half a second, wherever that is noticed.
  @Test("a value at which a queue grows without end fails, and the search goes on; on any number of cores")
  func outgrown() throws {
    let range = try ParameterRange(low: "20/s", high: "20020/s", step: "10000/s")
    let search = WorldSearch(
      range: range, check: Self.waiting, replications: 5, limits: SimulationLimits(inFlight: 5000))
    let (outcome, study) = try search.run { try Self.world(rate: $0, duration: 5) }
    #expect((outcome.record.outcome, outcome.record.low, outcome.record.high) == (.found, "20/s", "10020/s"))
    #expect(study.variants.map(\.replications.count) == [5, 0, 0])
    let check = try #require(study.variants[2].checks.first)
    #expect(check.verdict == .fail && check.estimate == nil)
    #expect(check.reason.hasPrefix("a queue grows without end: more than 5000 requests are in flight"))
    #expect(try search.run(jobs: 1) { try Self.world(rate: $0, duration: 5) }.study == study)
  }

  @Test("the database does not depend on the number of cores")
  func deterministic() throws {
    let range = try ParameterRange(low: "50/s", high: "74/s", step: "6/s")
    let search = WorldSearch(range: range, check: Self.waiting, replications: 5)
    let alone = try search.run(jobs: 1) { try Self.world(rate: $0, duration: 20) }
    let together = try search.run(jobs: 4) { try Self.world(rate: $0, duration: 20) }
    #expect(alone.study == together.study)
  }
}
