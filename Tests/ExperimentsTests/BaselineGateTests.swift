import Experiments
import Records
import Results
import Scenarios
import Simulator
import TestWorlds
import Testing

@Suite("The gate of a baseline")
struct BaselineGateTests {
  /// An M/M/2 station at 60 % load whose every tenth request fails and is tried again.
  private static func scenario(seed: UInt64, serviceTime: Double, failures: Double = 0.1) throws -> Scenario {
    var station = ServiceModel.station(try .exponential(mean: serviceTime))
    station.concurrency = 2
    station.failures = ServiceModel.Failures(rate: failures, status: 503)
    var world = World(station: station, arrivals: .poisson(rate: 100), duration: 6)
    world.rules = """
      - retry: {attempts: 1, codes: [503]}
        backendRefs: [{name: station, port: 80}]
      """
    world.seed = seed
    return try world.scenario()
  }

  private static func measure(
    _ scenario: Scenario, replications: Int
  ) throws -> (run: StoredRun, samples: ReplicationSamples) {
    let model = Model(scenario, version: "test")
    let tasks = (0..<replications).map { Replicator.Task(variant: 0, model: model, replication: $0) }
    let finished = try Replicator(jobs: 2).run(tasks)
    var run = StoredRun(database: "", status: .complete, run: model.record)
    run.replications = finished.map { finished in
      var replication = StoredRun.Replication(number: finished.replication)
      replication.metrics = finished.metrics
      return replication
    }
    return (run, ReplicationSamples(finished))
  }

  private static func verdicts(base: Scenario, now: [Scenario]) throws -> [Verdict] {
    let gate = BaselineGate(baseline: try measure(base, replications: 10).run, tolerance: 0.01)
    return try now.map { scenario in
      let current = try measure(scenario, replications: 10)
      return Verdict(of: gate.results(of: current.run.run, current.samples, checks: []))
    }
  }

  @Test(
    "over 200 seeds at most 5 % of the verdicts are wrong, on a change that hurts and on one that does not")
  func doesNotFlicker() throws {
    var harmful: [Verdict: Int] = [:]
    var harmless: [Verdict: Int] = [:]
    for seed in UInt64(1)...200 {
      let base = try Self.scenario(seed: seed, serviceTime: 0.012)
      // An eighth slower at this load is about 30 % more response time; a ten-thousandth is far below the tolerance of 1 %.
      let verdicts = try Self.verdicts(
        base: base, now: [0.0135, 0.012_001].map { try Self.scenario(seed: seed, serviceTime: $0) })
      harmful[verdicts[0], default: 0] += 1
      harmless[verdicts[1], default: 0] += 1
    }
    #expect(harmful[.pass, default: 0] <= 10, "\(harmful)")
    #expect(harmless[.fail, default: 0] <= 10, "\(harmless)")
    // Nor is it merely silent.
    #expect(harmful[.fail, default: 0] >= 190, "\(harmful)")
    #expect(harmless[.pass, default: 0] >= 190, "\(harmless)")
  }

  @Test("over 100 pairs of independent seeds equal runs fail at most 5 times")
  func independentSeeds() throws {
    let failed = try (1...100).count { number in
      let seed = UInt64(number)
      return try Self.verdicts(
        base: Self.scenario(seed: seed, serviceTime: 0.012),
        now: [Self.scenario(seed: 5000 + seed, serviceTime: 0.012)]) == [.fail]
    }
    #expect(failed <= 5)
  }

  @Test("a check that names its own tolerance is held to that, and its metric to no other")
  func ownTolerance() throws {
    let base = try Self.measure(Self.scenario(seed: 1, serviceTime: 0.012), replications: 8)
    let slow = try Self.measure(Self.scenario(seed: 1, serviceTime: 0.0125), replications: 8)
    let gate = BaselineGate(baseline: base.run, tolerance: 0.01)
    func verdict(_ room: Double) throws -> CheckResult {
      let check = Check(
        text: "noWorseThan", metric: "ok_response_time_p50", labels: .none, condition: .noWorseThan(room))
      let results = gate.results(of: slow.run.run, slow.samples, checks: [check])
      #expect(results.count { $0.check.hasPrefix("ok_response_time_p50 ") } == 0)
      return try #require(results.first)
    }
    #expect(try verdict(0.5).verdict == .pass)
    let failed = try verdict(0.01)
    #expect(failed.verdict == .fail && failed.isRelative && failed.n == 8)
    let estimate = try #require(failed.estimate)
    #expect(estimate > 0.03 && estimate < 0.2)
    #expect(try verdict(estimate).verdict == .inconclusive)
  }

  @Test("what the baseline measured and this run did not, fails; one replication is inconclusive")
  func missing() throws {
    let labels: Labels = .none
    func run(_ values: [Double?]) -> StoredRun {
      var run = StoredRun(
        database: "", status: .complete,
        run: RunRecord(
          scenario: "s", seed: 1, replications: values.count, warmUp: 0, duration: 1,
          dataPlane: "gateway-api",
          gatewayReplicas: 1, version: "test"))
      run.replications = values.enumerated().map { number, value in
        var replication = StoredRun.Replication(number: number)
        replication.metrics = [MetricSample("ok_response_time_p99", labels, value)]
        return replication
      }
      return run
    }
    func verdict(_ old: [Double?], _ new: [Double?]) -> Verdict? {
      let current = run(new)
      return BaselineGate(baseline: run(old), tolerance: 0.01).results(
        of: current.run, ReplicationSamples(current.replications.map { ($0.number, $0.metrics) }), checks: []
      ).first?.verdict
    }
    #expect(verdict([1, 1.1, 1.2], [nil, nil, nil]) == .fail)
    #expect(verdict([1, 1.1, 1.2], [1, nil, 1.2]) == .fail)
    #expect(verdict([1, 1.1, 1.2], [1, 1.1, 1.2]) == .pass)
    #expect(verdict([1], [2]) == .inconclusive)
    #expect(verdict([1], [1]) == .pass)
    #expect(verdict([nil, nil], [1, 2]) == .inconclusive)
  }

  @Test("a fault that is recovered from in one replication fewer is chance, in ten fewer it is not")
  func recoveries() throws {
    func samples(_ never: Range<Int>) -> [StoredRun.Replication] {
      (0..<12).map { number in
        var replication = StoredRun.Replication(number: number)
        let value = never.contains(number) ? nil : 10 + Double(number)
        replication.metrics = [MetricSample("recovery_time", ["fault": "slow"], value)]
        return replication
      }
    }
    func verdict(_ never: Range<Int>) -> Verdict? {
      var base = StoredRun(
        database: "", status: .complete,
        run: RunRecord(
          scenario: "s", seed: 1, replications: 12, warmUp: 0, duration: 1, dataPlane: "gateway-api",
          gatewayReplicas: 1, version: "test"))
      base.replications = samples(0..<0)
      return BaselineGate(baseline: base, tolerance: 0.01).results(
        of: base.run, ReplicationSamples(samples(never).map { ($0.number, $0.metrics) }), checks: []
      ).first?.verdict
    }
    #expect(verdict(0..<0) == .pass)
    // One of one that differs: p is 1. Six of six: 2 · 2⁻⁶ = 0.031, below the 5 % of a single demand.
    #expect(verdict(3..<4) == .inconclusive)
    #expect(verdict(3..<8) == .inconclusive)
    #expect(verdict(3..<9) == .fail)
    #expect(verdict(0..<12) == .fail)
  }

  @Test("lines of files that changed are told with where they stand")
  func inputChanges() {
    func record(_ inputs: [(String, String)], _ overrides: [String] = []) -> RunRecord {
      var record = RunRecord(
        scenario: "s", seed: 1, replications: 1, warmUp: 0, duration: 1, dataPlane: "gateway-api",
        gatewayReplicas: 1, version: "test")
      record.inputs = inputs.map { .init(file: $0.0, text: $0.1) }
      record.overrides = overrides
      return record
    }
    let old = record([("a.yaml", "one\n  percent: 20\nthree\nfour\n"), ("b.yaml", "x"), ("gone.yaml", "y")])
    let new = record(
      [("a.yaml", "one\n  percent: 5\nthree\nnew\nfour\n"), ("b.yaml", "x"), ("new.yaml", "z")],
      ["--set spec.seed=1"])
    let changes = InputChanges.between(old, new)
    #expect(
      changes.map { "\($0.at) \($0.from ?? "-") > \($0.to ?? "-")" } == [
        "a.yaml:2:1 percent: 20 > percent: 5", "a.yaml:4:1 - > new", "new.yaml:1:1 - > a new file",
        "gone.yaml:1:1 the whole file > -", "command line - > --set spec.seed=1",
      ])
    #expect(InputChanges.between(old, old).isEmpty)
    let removed = InputChanges.between(record([("a", "1\n2\n3")]), record([("a", "1\n3")]))
    #expect(removed.map(\.at) == ["a:2:1"] && removed.first?.from == "2")
    let many = InputChanges.between(
      record([("a", "")]), record([("a", (0..<900).map { "\($0)" }.joined(separator: "\n"))]))
    #expect(many.count == 200 && many.last?.object == "and 701 more lines")
  }
}
