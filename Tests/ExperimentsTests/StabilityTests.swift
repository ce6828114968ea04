import Experiments
import Foundation
import GatewayAPI
import Records
import Results
import Scenarios
import TestWorlds
import Testing

@Suite("A map of stability")
struct StabilityTests {
  /// A database of 30 queries a second, first in, first out, also those whose clients gave up after a second; a query that times out is
  /// sent once more. Experiment E3 of reference retry-budgets 7.2 at a tenth of its size: it is metastable from half of the
  /// service rate on, once an outage leaves more than a second of work, since all that waits is then sent twice.
  static func world(rate: Double, outage: Double, for duration: Double = 150) throws -> World {
    var world = World(
      station: .station(try .exponential(mean: 1 / 30.0)), arrivals: .poisson(rate: rate), duration: duration)
    world.rules = """
      - backendRefs: [{name: station, port: 80}]
        timeouts: {backendRequest: 1s}
        retry: {attempts: 1}
      """
    world.dataPlane.kind = .none
    if outage > 0 {
      world.faults = [
        Fault(
          name: "outage", target: .service(NamespacedName(name: "station"), endpoints: nil),
          start: 20_000_000_000, duration: Int64(outage * 1e9), effect: .pause)
      ]
    }
    return world
  }

  static func run(
    loads: [String], triggers: [String], jobs: Int = 2, world: @escaping (Double, Double) throws -> World
  ) throws -> (cells: [StabilityRecord], study: StoredStudy) {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("weir-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let database = folder.appendingPathComponent("x.sqlite").path
    let map = StabilityMap(
      load: .init(path: "spec.load", values: loads), trigger: .init(path: "spec.trigger", values: triggers),
      replications: 5, jobs: jobs)
    let outcome = try map.run(
      database: database, version: "test",
      scenario: { settings in
        let values = settings.compactMap { Double($0.value) }
        return try world(values[0], values[1]).scenario()
      })
    #expect(!outcome.isPartial && outcome.isConserved)
    var study = try ResultsReader(path: database).study()
    study.database = ""
    for index in study.variants.indices { study.variants[index].database = "" }
    #expect(study.findings.stability == outcome.cells)
    return (outcome.cells, study)
  }

  @Test("below half of the service rate a retry storm passes; above it, it stays, and the retries sustain it")
  func retryStorm() throws {
    let (cells, study) = try Self.run(loads: ["10", "20", "40"], triggers: ["0.2", "10"]) {
      try Self.world(rate: $0, outage: $1)
    }
    #expect(cells.map(\.verdict) == [.stable, .stable, .vulnerable, .metastable, .overloaded, .overloaded])
    let stuck = cells[3]
    #expect((stuck.load, stuck.trigger, stuck.recovered, stuck.n) == ("20", "10", 0, 5))
    #expect(stuck.recovery == nil)
    // Clopper and Pearson for 0 of 5: 1 - 0.025^(1/5).
    #expect(stuck.low == 0 && abs(stuck.high - 0.5218) < 1e-4)
    #expect(stuck.sustainedBy.contains("retries of the gateway"))
    #expect(stuck.cuts.map(\.loops) == [["retries of the gateway"], ["work that nobody waits for"]])
    // Without retries: (10 λ - μ · 1 s)/(μ - λ) after the outage, 17 s at 20/s, in the mean of few runs.
    let names = study.variants.map(\.run.variant)
    #expect(names[stuck.variant] == "20, 10")
    #expect(names[stuck.cuts[0].variant] == "20, 10 without retries of the gateway")
    #expect(names.first == "10 without faults")
    #expect(cells.prefix(3).allSatisfy { $0.recovered == 5 && $0.recovery != nil && $0.cuts.isEmpty })
  }

  @Test("the map does not depend on the number of cores")
  func deterministic() throws {
    let one = try Self.run(loads: ["20"], triggers: ["10"], jobs: 1) { try Self.world(rate: $0, outage: $1) }
    let many = try Self.run(loads: ["20"], triggers: ["10"], jobs: 4) { try Self.world(rate: $0, outage: $1) }
    #expect(one.study == many.study)
  }

  @Test("a scenario without a fault, or with one that ends with the run, has none")
  func unusable() throws {
    #expect(throws: StabilityMap.Problem.noFault) {
      _ = try Self.run(loads: ["20"], triggers: ["0"]) { try Self.world(rate: $0, outage: $1) }
    }
    #expect(
      throws: StabilityMap.Problem.endsTooLate(
        fault: "outage", at: 147_000_000_000, measuredUntil: 150_000_000_000)
    ) {
      _ = try Self.run(loads: ["20"], triggers: ["127"]) { try Self.world(rate: $0, outage: $1) }
    }
  }
}
