import Engine
import Scenarios
import Simulator
import TestWorlds
import Testing

/// Picks of the bare balancer, held to the vectors of reference retry-budgets 6.
@Suite("Balancers")
struct BalancerTests {
  static let keys = 40_000

  static func balancers(
    _ policy: DataPlane.LoadBalancing, endpoints: Int, replicas: Int = 1, headers: [String] = []
  ) throws -> Balancers {
    var world = World(station: .station(try .constant(1)), arrivals: .constant(rate: 1), duration: 1)
    world.services[0].endpoints = endpoints
    world.dataPlane.loadBalancing = policy
    world.dataPlane.replicas = replicas
    if !headers.isEmpty {
      world.requests = headers.map { .init(headers: [.init(name: "X-User", value: $0)]) }
    }
    return Balancers(model: Model(try world.scenario(), version: "test"), replication: 0)
  }

  static let stream = RandomStream(seed: 1, replication: 0, purpose: 0, entity: 0)

  /// What is picked, -1 where nothing can be.
  static func pick(
    _ balancers: inout Balancers, _ key: Int, attempt: UInt32 = 1, replica: Int = 0, shape: Int = 0
  ) -> Int {
    let ask = Balancers.Ask(
      service: 0, replica: replica, shape: shape, key: UInt64(key), now: 0, attempt: attempt)
    return balancers.pick(ask, from: stream).map { Int($0) } ?? -1
  }

  /// How often each endpoint is picked for many keys while the loads stay as they are.
  static func counts(_ policy: DataPlane.LoadBalancing, loads: [Int]) throws -> [Int] {
    var balancers = try balancers(policy, endpoints: loads.count)
    for (endpoint, load) in loads.enumerated() {
      for _ in 0..<load { balancers.begin(endpoint: Int32(endpoint), replica: 0) }
    }
    var counts = [Int](repeating: 0, count: loads.count)
    for key in 0..<keys { counts[pick(&balancers, key)] += 1 }
    return counts
  }

  /// Within 4 standard deviations of what `keys` draws with these probabilities give.
  static func expect(_ counts: [Int], _ probabilities: [Double]) {
    for (count, probability) in zip(counts, probabilities) {
      let deviation = (Double(keys) * probability * (1 - probability)).squareRoot()
      #expect(
        abs(Double(count) - Double(keys) * probability) <= 4 * deviation, "\(counts), \(probabilities)")
    }
  }

  /// Loads, and how likely each endpoint is.
  static let twoChoiceVectors: [([Int], [Double])] = [
    ([3, 1], [0.25, 0.75]), ([0, 5, 5], [5.0 / 9, 2.0 / 9, 2.0 / 9]),
    ([0, 1, 2], [5.0 / 9, 3.0 / 9, 1.0 / 9]), ([4, 4, 4], [1.0 / 3, 1.0 / 3, 1.0 / 3]),
  ]

  @Test(
    "least request of two draws with replacement: ties go to the first, the same one may be drawn twice",
    arguments: twoChoiceVectors)
  func twoChoices(loads: [Int], probabilities: [Double]) throws {
    Self.expect(try Self.counts(.leastRequest, loads: loads), probabilities)
  }

  @Test("one choice is a random one; of more, the busiest of n is taken where all draws hit it")
  func choices() throws {
    Self.expect(try Self.counts(.leastRequest(choices: 1), loads: [9, 0]), [0.5, 0.5])
    Self.expect(try Self.counts(.leastRequest(choices: 4), loads: [9, 0]), [1 / 16, 15 / 16])
    // The least loaded is hit by one of three draws with probability 1 − (2/3)³; the busiest by all with (1/3)³.
    Self.expect(
      try Self.counts(.leastRequest(choices: 3), loads: [0, 1, 2]), [19 / 27, 7 / 27, 1 / 27])
  }

  @Test("of all, only the least loaded are taken, each as often")
  func fullScan() throws {
    Self.expect(
      try Self.counts(.leastRequest(choices: nil), loads: [2, 1, 3, 1, 1]), [0, 1 / 3, 0, 1 / 3, 1 / 3])
    Self.expect(try Self.counts(.leastRequest(choices: nil), loads: [0, 0]), [0.5, 0.5])
    Self.expect(try Self.counts(.leastRequest(choices: nil), loads: [5, 4, 3]), [0, 0, 1])
  }

  @Test("random does not look at loads")
  func random() throws {
    Self.expect(try Self.counts(.random, loads: [9, 0, 0]), [1 / 3, 1 / 3, 1 / 3])
  }

  @Test("another replica's requests are not seen")
  func replicas() throws {
    var balancers = try Self.balancers(.leastRequest(choices: nil), endpoints: 2, replicas: 2)
    balancers.begin(endpoint: 0, replica: 0)
    let own = Set((0..<100).map { Self.pick(&balancers, $0) })
    #expect(own == [1])
    var counts = [0, 0]
    for key in 0..<1000 { counts[Self.pick(&balancers, key, replica: 1)] += 1 }
    #expect(counts.allSatisfy { $0 > 400 })
    balancers.end(endpoint: 0, replica: 0)
    balancers.begin(endpoint: 1, replica: 0)
    let now = Set((0..<100).map { Self.pick(&balancers, $0) })
    #expect(now == [0])
  }

  @Test("round robin takes the endpoints in turn and keeps its position when their number changes")
  func roundRobin() throws {
    var balancers = try Self.balancers(.roundRobin, endpoints: 3)
    let turns = (0..<30).map { Self.pick(&balancers, $0) }
    #expect(turns == (0..<30).map { (turns[0] + $0) % 3 })
    // The position is now a multiple of 3 after the first one, and counts on among two.
    balancers.setReady([0, 2], service: 0, at: 0)
    let next = (0..<4).map { Self.pick(&balancers, $0) }
    #expect(next == (0..<4).map { ((turns[29] + 1 + $0) % 2) * 2 })
    balancers.setReady([], service: 0, at: 0)
    let none = Self.pick(&balancers, 0)
    #expect(none == -1)
  }
}

@Suite("Ring hash")
struct RingHashTests {
  @Test("the hash is the same for ever")
  func frozen() {
    #expect(HashRing.hash("") == 16_294_208_416_658_607_535)
    #expect(HashRing.hash("alice") == 10_434_987_113_691_547_819)
    #expect(HashRing.hash("a longer key, of more than one word") == 13_089_502_597_441_807_137)
  }

  @Test("a ring has at least the entries asked for, of each endpoint as many", arguments: [1, 3, 7, 2000])
  func size(endpoints: Int32) {
    let ring = HashRing(service: "default/station", endpoints: 0..<endpoints, minimum: 1024)
    let places = (1024 + Int(endpoints) - 1) / Int(endpoints)
    #expect(ring.places == places)
    #expect(ring.count == places * Int(endpoints))
    var seen = [Int](repeating: 0, count: Int(endpoints))
    for steps in 0..<ring.count { seen[Int(ring.endpoint(at: 0, steps: steps) { _ in true } ?? 0)] += 1 }
    #expect(seen.allSatisfy { $0 == places })
  }

  @Test("one turn after an entry comes the same entry, and the end of the ring is followed by its beginning")
  func wrap() {
    let ring = HashRing(service: "default/station", endpoints: 10..<14, minimum: 64)
    let all = (0..<64).map { steps in ring.endpoint(at: 0, steps: steps) { _ in true } }
    #expect(all == (64..<128).map { steps in ring.endpoint(at: 0, steps: steps) { _ in true } })
    #expect(ring.endpoint(at: .max, steps: 0) { _ in true } == all[0])
    #expect(ring.endpoint(at: 0, steps: 0) { _ in false } == nil)
  }

  @Test("a request of a header value stays with its endpoint, others move only where theirs is gone")
  func sticky() throws {
    let users = (0..<200).map { "user \($0)" }
    var balancers = try BalancerTests.balancers(
      .ringHash(.init(header: "x-user")), endpoints: 5, replicas: 2, headers: users)
    func picks(key: Int, replica: Int = 0) -> [Int] {
      users.indices.map { BalancerTests.pick(&balancers, key, replica: replica, shape: $0) }
    }
    let before = picks(key: 1)
    let elsewhere = picks(key: 2, replica: 1)
    #expect(before == elsewhere)
    #expect(Set(before) == [0, 1, 2, 3, 4])
    balancers.setReady([0, 1, 3, 4], service: 0, at: 0)
    let after = picks(key: 1)
    for (old, new) in zip(before, after) { #expect(old == 2 ? new != 2 : new == old) }
    // Those of the endpoint that is gone are spread over the others.
    #expect(Set(zip(before, after).filter { $0.0 == 2 }.map(\.1)).count > 1)
    balancers.setReady([0, 1, 2, 3, 4], service: 0, at: 0)
    let again = picks(key: 1)
    #expect(before == again)
  }

  @Test("without a header each request is somewhere at random, and its retries go on along the ring")
  func random() throws {
    var balancers = try BalancerTests.balancers(.ringHash(.init()), endpoints: 4)
    var counts = [Int](repeating: 0, count: 4)
    var moved = 0
    for key in 0..<BalancerTests.keys {
      let first = BalancerTests.pick(&balancers, key)
      let retry = BalancerTests.pick(&balancers, key, attempt: 2)
      let again = BalancerTests.pick(&balancers, key, attempt: 1 | 1 << 16)
      #expect(retry == again)
      counts[first] += 1
      moved += retry == first ? 0 : 1
    }
    // 256 places each: the share of the circle of an endpoint varies by about 1/√256 of its mean.
    #expect(counts.allSatisfy { abs($0 - BalancerTests.keys / 4) < BalancerTests.keys / 4 / 4 })
    // The next entry is another endpoint's with probability near 3/4.
    #expect(abs(Double(moved) / Double(BalancerTests.keys) - 0.75) < 0.1)
  }

  @Test("in a run, requests of one header value all go to one endpoint")
  func run() throws {
    var world = World(
      station: .station(try .constant(0.01), concurrency: nil), arrivals: .constant(rate: 200), duration: 5)
    world.services[0].endpoints = 5
    world.dataPlane.replicas = 3
    world.dataPlane.loadBalancing = .ringHash(.init(header: "x-user"))
    world.requests = [.init(headers: [.init(name: "x-user", value: "alice")])]
    #expect(Set(try world.runRecorded().attempts.map(\.endpoint)).count == 1)
    world.requests = [.init()]
    #expect(Set(try world.runRecorded().attempts.map(\.endpoint)).count == 5)
  }
}
