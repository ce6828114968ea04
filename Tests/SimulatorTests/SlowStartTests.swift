import Records
import Scenarios
import Simulator
import TestWorlds
import Testing

@Suite("Slow start")
struct SlowStartTests {
  static let second: Int64 = 1_000_000_000

  static func rule(window: Int64 = 60, aggression: Double = 1) -> DataPlane.SlowStart {
    var rule = DataPlane.SlowStart(window: window * second)
    rule.aggression = aggression
    return rule
  }

  /// Of reference retry-budgets 6: aggression, seconds since the endpoint is ready, weight.
  static let vectors: [(Double, Double, Double)] = [
    (1, 1, 0.1), (1, 15, 0.25), (1, 30, 0.5), (1, 45, 0.75), (2, 6, 0.316), (2, 15, 0.5), (2, 30, 0.707),
    (1, 0, 0.1), (1, 60, 1), (2, 1000, 1), (0.5, 30, 0.25),
  ]

  @Test("the weight grows from the minimum to 1 within the window", arguments: vectors)
  func weight(aggression: Double, seconds: Double, weight: Double) {
    let found = Self.rule(aggression: aggression).weight(after: Int64(seconds * 1e9))
    #expect(abs(found - weight) < 0.0005)
  }

  @Test("the first second counts as a whole one")
  func firstSecond() {
    var rule = Self.rule(window: 4)
    rule.minimumWeight = 0.01
    #expect(rule.weight(after: 0) == 0.25)
    #expect(rule.weight(after: Self.second / 2) == 0.25)
    #expect(rule.weight(after: 2 * Self.second) == 0.5)
    #expect(DataPlane.SlowStart(window: 1000).weight(after: 0) == 1)
  }

  @Test("turns come in the ratio of the weights, among equal deadlines in the order in which they were set")
  func turns() {
    var turns = EarliestDeadlineFirst()
    for (endpoint, weight) in [(Int32(0), 1.0), (1, 0.25), (2, 1)] { turns.add(endpoint, weight: weight) }
    var taken: [Int32] = []
    for _ in 0..<18 {
      guard let next = turns.next else { break }
      taken.append(next)
      turns.takeTurn(weight: next == 1 ? 0.25 : 1)
    }
    // Deadlines 1, 2, 3 of 0 and 2, then 4 of all three: endpoint 1 got its own first.
    #expect(taken == [0, 2, 0, 2, 0, 2, 1, 0, 2, 0, 2, 0, 2, 0, 2, 1, 0, 2])
    #expect(EarliestDeadlineFirst().next == nil)
  }

  /// Picks among three endpoints, of which the last became ready at 100 s.
  static func counts(
    _ policy: DataPlane.LoadBalancing, after seconds: Int64, active: [Int] = [0, 0, 0], picks: Int = 2500
  ) throws -> [Int] {
    var world = World(station: .station(try .constant(1)), arrivals: .constant(rate: 1), duration: 1)
    world.services[0].endpoints = 3
    world.dataPlane.loadBalancing = policy
    world.dataPlane.slowStart = rule()
    var balancers = Balancers(model: Model(try world.scenario(), version: "test"), replication: 0)
    for (endpoint, count) in active.enumerated() {
      for _ in 0..<count { balancers.begin(endpoint: Int32(endpoint), replica: 0) }
    }
    balancers.setReady([0, 1], service: 0, at: 50 * second)
    balancers.setReady([0, 1, 2], service: 0, at: 100 * second)
    var counts = [0, 0, 0]
    for key in 0..<picks {
      let ask = Balancers.Ask(
        service: 0, replica: 0, shape: 0, key: UInt64(key), now: (100 + seconds) * second, attempt: 1)
      let endpoint = balancers.pick(ask, from: BalancerTests.stream)
      counts[Int(endpoint ?? 0)] += 1
    }
    return counts
  }

  @Test("round robin gives a new endpoint its weight's share")
  func roundRobin() throws {
    // Shares of 0.5/2.5 and 0.25/2.25, but for where the turns begin.
    let half = try Self.counts(.roundRobin, after: 30)
    #expect(abs(half[2] - 500) <= 1 && abs(half[0] - half[1]) <= 1, "\(half)")
    let quarter = try Self.counts(.roundRobin, after: 15, picks: 2250)
    #expect(abs(quarter[2] - 250) <= 1, "\(quarter)")
    let warm = try Self.counts(.roundRobin, after: 60, picks: 2400)
    #expect(warm == [800, 800, 800])
  }

  @Test("least request divides the weight by one more than the active requests")
  func leastRequest() throws {
    // Weights 1/4, 1, 0.5/1.
    let found = try Self.counts(.leastRequest, after: 30, active: [3, 0, 0], picks: 1750)
    for (count, expected) in zip(found, [250, 1000, 500]) { #expect(abs(count - expected) <= 2, "\(found)") }
    // When the window is over, the least loaded of two draws again: 1/9 for the busiest.
    let warm = try Self.counts(.leastRequest, after: 61, active: [2, 1, 0], picks: 9000)
    #expect(abs(warm[0] - 1000) < 120, "\(warm)")
  }

  @Test("random knows no slow start")
  func random() throws {
    let found = try Self.counts(.random, after: 1, picks: 9000)
    #expect(found.allSatisfy { abs($0 - 3000) < 180 }, "\(found)")
  }

  @Test("in a run, an endpoint that comes back after a crash gets the integral of its share")
  func crash() throws {
    var world = World(
      station: .station(try .constant(0.001), concurrency: nil), arrivals: .constant(rate: 400), duration: 10)
    world.services[0].endpoints = 4
    world.faults = [
      Fault(
        name: "crash", target: .service(NamespacedName(name: "station"), endpoints: 1), start: Self.second,
        duration: Self.second, effect: .crash(.lost))
    ]
    func taken(_ seconds: Range<Int64>) throws -> Int {
      try world.runRecorded().attempts.count { $0.endpoint == 0 && seconds.contains($0.start / Self.second) }
    }
    #expect(try taken(2..<6) == 400)
    world.dataPlane.slowStart = Self.rule(window: 4)
    // Weight 1/4 for a second, then t/4, against three of weight 1: 400 · (0.25/3.25 + 3 − 12 ln(16/13)) = 234.1.
    #expect(abs(try taken(2..<6) - 234) <= 6)
    #expect(abs(try taken(6..<10) - 400) <= 1)
    #expect(abs(try taken(0..<1) - 100) <= 1)
  }
}
