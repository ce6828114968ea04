import GatewayAPI
import Records
import Scenarios
import Simulator
import TestWorlds
import Testing

/// Recounts the course of each kind of budget from recorded attempts, or from what the kind makes known.
@Suite("Retry budgets second by second")
struct BudgetCourseTests {
  static let second: Int64 = 1_000_000_000

  static func course(_ record: ReplicationRecord, _ metric: String, of service: String = "station")
    -> [Double]?
  {
    record.timeline.first { $0.entity == "service/default/\(service)" && $0.metric == metric }?.values
  }

  @Test("the specification's is the sum of the windows of all replicas", arguments: [1, 3])
  func windows(replicas: Int) throws {
    let (record, requests, attempts) = try BudgetRecountTests.world(replicas: replicas, failing: 0.3)
      .runRecorded()
    let replica = Dictionary(uniqueKeysWithValues: requests.map { ($0.request, Int($0.replica)) })
    var firsts = [[Int64]](repeating: [], count: replicas)
    var granted = firsts
    for (index, attempt) in attempts.enumerated() {
      let own = try #require(replica[attempt.request])
      if attempt.attempt == 1 {
        firsts[own].append(attempt.start)
      } else {
        granted[own].append(attempts[index - 1].end)
      }
    }
    var expected: [[Int]] = []
    var exhausted = 0
    for end in (1...20).map({ Int64($0) * Self.second }) {
      func count(_ times: [Int64], _ length: Int64) -> Int { times.count { $0 > end - length && $0 <= end } }
      var sums = [0, 0, 0]
      for own in 0..<replicas {
        let used = count(granted[own], 2 * Self.second)
        let minimum = used + max(0, 3 - count(granted[own], Self.second / 2))
        let limit = max(20 * (used + count(firsts[own], 2 * Self.second)) / 100, minimum)
        sums[0] += used
        sums[1] += limit
        sums[2] += minimum
        exhausted += used == limit ? 1 : 0
      }
      expected.append(sums)
    }
    for (index, metric) in ["budget_used", "budget_limit", "budget_minimum"].enumerated() {
      #expect(Self.course(record, metric) == expected.map { Double($0[index]) }, "\(metric)")
    }
    #expect(exhausted > 0)
    #expect(expected.contains { $0[1] > $0[2] })
  }

  @Test("an Envoy's is its retries that hold a slot and the share of what is in flight")
  func envoy() throws {
    var world = try EnvoyRetrySlotTests.world(failing: 0.4, duration: 30)
    var budget = EnvoyCluster.RetryBudget()
    budget.percent = 40
    world.services[0].envoy.retryBudget = budget
    let (record, _, attempts) = try world.runRecorded()
    var held: [Range<Int64>] = []
    for (one, next) in zip(attempts, attempts.dropFirst()) where one.request == next.request {
      held.append(one.end..<next.end)
    }
    let ends = (1...30).map { Int64($0) * Self.second }
    let used = ends.map { end in held.count { $0.contains(end) } }
    let active = ends.map { end in attempts.count { $0.start <= end && $0.end > end } }
    #expect(Self.course(record, "budget_used") == used.map(Double.init))
    #expect(Self.course(record, "budget_limit") == active.map { Double(max(40 * $0 / 100, 3)) })
    #expect(Self.course(record, "budget_minimum") == ends.map { _ in 3 })
    #expect(used.contains { $0 > 2 })
    #expect(active.contains { $0 > 8 })
  }

  @Test("a fixed bound is that of each replica that is not lost, and there is no minimum", arguments: 1...3)
  func lostReplicas(lost: Int) throws {
    var world = try GatewayLossTests.world(lost: lost)
    world.dataPlane.kind = .static
    world.faults[0].start += Self.second / 2
    world.services[0].staticMaxRetries = 5
    let record = try #require(try world.run().first)
    #expect(Self.course(record, "budget_limit") == [15, Double(15 - 5 * lost), 15])
    #expect(Self.course(record, "budget_minimum") == nil)
  }

  @Test("of a service that others call it is the sum over the endpoints that do")
  func calls() throws {
    var world = try CallTests.chain(length: 3)
    world.dataPlane.kind = .static
    for index in 0..<3 { world.services[index].staticMaxRetries = 5 }
    world.services[0].endpoints = 3
    world.services[1].endpoints = 2
    world.dataPlane.replicas = 4
    let record = try #require(try world.run().first)
    #expect(Self.course(record, "budget_limit") == Array(repeating: 20, count: 5))
    #expect(Self.course(record, "budget_limit", of: "b") == Array(repeating: 15, count: 5))
    #expect(Self.course(record, "budget_limit", of: "c") == Array(repeating: 10, count: 5))
  }

  @Test(
    "buckets of tokens tell what is missing",
    arguments: [(DataPlaneKind.grpc, 10.0, 5.0), (.awsSDK, 500, 500)])
  func buckets(kind: DataPlaneKind, size: Double, limit: Double) throws {
    var world = try BudgetRecountTests.world(replicas: 1, failing: 1)
    world.dataPlane.kind = kind
    world.services[0].grpc = ServiceModel.GRPCThrottling()
    let record = try #require(try world.run().first)
    #expect(Self.course(record, "budget_limit") == Array(repeating: limit, count: 20))
    let used = try #require(Self.course(record, "budget_used"))
    // Too few tokens for a retry are left of those of an SDK.
    #expect(used.last.map { $0 > size - 14 && $0 <= size } == true)
    #expect(Self.course(record, "budget_minimum") == nil)
  }

  @Test(
    "a series has the unit of its data plane, and there is none without a budget",
    arguments: DataPlaneKind.allCases)
  func units(kind: DataPlaneKind) throws {
    var world = try BudgetRecountTests.world(replicas: 1, failing: 0.3)
    world.duration = 2
    world.dataPlane.kind = kind
    let record = try #require(try world.run().first)
    #expect((BudgetUnit(dataPlane: kind.rawValue) != nil) == (Self.course(record, "budget_used") != nil))
    #expect((kind == .none) == (Self.course(record, "budget_used") == nil))
  }
}
