import Experiments
import Records
import Results
import Scenarios
import Simulator
import TestWorlds
import Testing

@Suite("Comparisons")
struct ComparisonTests {
  /// An M/M/2 station at 70 % load.
  private static func world(seed: UInt64, serviceTime: Double = 0.014) throws -> Scenario {
    var station = ServiceModel.station(try .exponential(mean: serviceTime))
    station.concurrency = 2
    var world = World(station: station, arrivals: .poisson(rate: 100), duration: 4)
    world.seed = seed
    return try world.scenario()
  }

  private static func samples(_ scenario: Scenario, replications: Int = 10) throws -> ReplicationSamples {
    let model = Model(scenario, version: "test")
    let tasks = (0..<replications).map { Replicator.Task(variant: 0, model: model, replication: $0) }
    return ReplicationSamples(try Replicator(jobs: 2).run(tasks))
  }

  private static let comparison = Comparison(headlines: Headlines(checks: []))

  private static func differences(_ base: Scenario, _ variant: Scenario) throws -> [Difference] {
    comparison.differences(base: try samples(base), variants: [try samples(variant)])
  }

  @Test("of 100 pairs of equal variants on independent seeds at least 95 have no significant difference")
  func equalVariants() throws {
    let silent = try (1...100).count { number in
      let seed = UInt64(number)
      return try Self.differences(Self.world(seed: seed), Self.world(seed: 1000 + seed))
        .allSatisfy { !$0.isSignificant }
    }
    #expect(silent >= 95)
  }

  @Test(
    "a service 2 % slower is found with a power of at least 90 of 100, ten short replications on common random numbers"
  )
  func slowerVariant() throws {
    let found = try (1...100).count { number in
      let seed = UInt64(number)
      let differences = try Self.differences(
        Self.world(seed: seed), Self.world(seed: seed, serviceTime: 0.01428))
      let median = differences.first { $0.metric == "ok_response_time_p50" && $0.labels == .none }
      return median?.verdict == .worse
    }
    #expect(found >= 90)
  }

  @Test("a variant that is the base is the same in every metric, and exactly so")
  func sameVariant() throws {
    let differences = try Self.differences(Self.world(seed: 5), Self.world(seed: 5))
    #expect(differences.count > 40)
    for difference in differences where difference.difference != nil {
      #expect(difference.difference == 0 && difference.low == 0 && difference.high == 0, "\(difference)")
      #expect(difference.verdict == .same && !difference.isSignificant, "\(difference)")
    }
  }

  @Test("a metric that has no better direction is never better or worse")
  func neutral() throws {
    let base = ReplicationSamples(
      (0..<10).map { ($0, [MetricSample("requests", .none, 100 + Double($0 % 3))]) })
    let more = ReplicationSamples(
      (0..<10).map { ($0, [MetricSample("requests", .none, 150 + Double($0 % 4))]) })
    let differences = Self.comparison.differences(base: base, variants: [more])
    let difference = try #require(differences.first)
    #expect(difference.isSignificant)
    #expect(difference.verdict == .inconclusive)
  }

  @Test("a variant that never recovers is worse, though no time says so")
  func neverRecovers() throws {
    let labels: Labels = ["fault": "slow"]
    let base = ReplicationSamples(
      (0..<10).map { ($0, [MetricSample("recovery_time", labels, 10 + Double($0))]) })
    let lost = ReplicationSamples((0..<10).map { ($0, [MetricSample("recovery_time", labels, nil)]) })
    let worse = try #require(Self.comparison.differences(base: base, variants: [lost]).first)
    #expect(worse.verdict == .worse && worse.isSignificant && worse.difference == nil)
    let better = try #require(Self.comparison.differences(base: lost, variants: [base]).first)
    #expect(better.verdict == .better)
    // Two of ten: McNemar's p is 2 · 0.5² = 0.5.
    let some = ReplicationSamples(
      (0..<10).map { ($0, [MetricSample("recovery_time", labels, $0 < 2 ? nil : 10 + Double($0))]) })
    let open = try #require(Self.comparison.differences(base: base, variants: [some]).first)
    #expect(open.verdict == .inconclusive)
  }

  @Test("an interval excludes 0 exactly where the difference is significant")
  func intervalsAgree() throws {
    for seed in UInt64(1)...10 {
      for difference in try Self.differences(
        Self.world(seed: seed), Self.world(seed: seed + 50, serviceTime: 0.016))
      {
        guard let low = difference.low, let high = difference.high else { continue }
        #expect((low > 0 || high < 0) == difference.isSignificant, "\(difference)")
      }
    }
  }

  @Test("ranks are 1 plus the number of variants that are significantly better")
  func ranks() throws {
    let variants = try [0.014, 0.0141, 0.02, 0.012].map {
      try Self.samples(Self.world(seed: 3, serviceTime: $0))
    }
    let ranks = Ranking(headlines: Headlines(checks: [])).ranks(variants)
    let medians = ranks.filter { $0.metric == "ok_response_time_p50" }
    #expect(medians.map(\.variant) == [0, 1, 2, 3])
    #expect(medians[3].rank == 1 && medians[2].rank == 4)
    #expect(ranks.allSatisfy { (1...4).contains($0.rank) })
    #expect(Ranking(headlines: Headlines(checks: [])).ranks(Array(variants.prefix(2))).isEmpty)
  }
}
