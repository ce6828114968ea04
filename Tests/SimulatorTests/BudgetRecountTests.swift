import Records
import Scenarios
import Simulator
import TestWorlds
import Testing

/// Recounts every decision of the budgets from the recorded attempts alone.
@Suite("Retries never exceed what the budget allowed")
struct BudgetRecountTests {
  static let second: Int64 = 1_000_000_000

  static func world(replicas: Int, failing: Double, backoff: String = "") throws -> World {
    var station = ServiceModel.station(try .exponential(mean: 0.02), concurrency: nil)
    station.failures = .init(rate: failing, status: 500)
    var world = World(station: station, arrivals: .poisson(rate: 200), duration: 20)
    world.dataPlane.replicas = replicas
    world.rules = """
      - backendRefs: [{name: station, port: 80}]
        retry: {attempts: 3, codes: [500]\(backoff)}
      """
    world.manifests = """
      apiVersion: gateway.networking.x-k8s.io/v1alpha1
      kind: XBackendTrafficPolicy
      metadata: {name: budget}
      spec:
        targetRefs: [{group: "", kind: Service, name: station}]
        retryConstraint:
          budget: {percent: 20, interval: 2s}
          minRetryRate: {count: 3, interval: 500ms}
      """
    return world
  }

  /// The moments of one gateway replica: first attempts, granted and denied retries.
  struct Moments {
    var firsts: [Int64] = []
    var granted: [Int64] = []
    var denied: [(time: Int64, numbers: AttemptRow.Denial)] = []

    /// What the budget's rule says at `time`, with only the retries granted before the `index`-th.
    func allows(at time: Int64, grantedBefore index: Int) -> Bool {
      let retries = granted[..<index].count { $0 > time - 2 * second }
      let total = firsts.count { $0 > time - 2 * second && $0 <= time } + retries
      let recent = granted[..<index].count { $0 > time - second / 2 }
      return retries + 1 <= 20 * total / 100 || recent < 3
    }
  }

  @Test(
    "in every window, at each gateway replica",
    arguments: [(1, 0.3, ""), (1, 0.9, ""), (3, 0.6, ""), (2, 0.6, ", backoff: 40ms")])
  func recount(replicas: Int, failing: Double, backoff: String) throws {
    let (record, requests, attempts) = try Self.world(replicas: replicas, failing: failing, backoff: backoff)
      .runRecorded()
    let replica = Dictionary(uniqueKeysWithValues: requests.map { ($0.request, Int($0.replica)) })
    var moments = [Moments](repeating: Moments(), count: replicas)
    for (index, attempt) in attempts.enumerated() {
      let own = try #require(replica[attempt.request])
      // A retry is granted when the attempt before it ends.
      if attempt.attempt == 1 {
        moments[own].firsts.append(attempt.start)
      } else {
        moments[own].granted.append(attempts[index - 1].end)
      }
      if let numbers = attempt.denial { moments[own].denied.append((attempt.end, numbers)) }
    }
    var denials = 0
    for var moments in moments {
      moments.granted.sort()
      for (index, time) in moments.granted.enumerated() {
        #expect(moments.allows(at: time, grantedBefore: index))
      }
      for (time, numbers) in moments.denied {
        let before = moments.granted.count { $0 <= time }
        #expect(!moments.allows(at: time, grantedBefore: before))
        #expect(Int(numbers.retries) == moments.granted.count { $0 > time - 2 * Self.second && $0 <= time })
        #expect(
          Int(numbers.requests)
            == Int(numbers.retries) + moments.firsts.count { $0 > time - 2 * Self.second && $0 <= time })
      }
      denials += moments.denied.count
    }
    #expect(denials > 100)
    #expect(record.value("retries_denied", ReplicationRecord.station) == Double(denials))
    let inEpisodes = record.episodes.reduce(0) { $0 + $1.denied }
    #expect(inEpisodes == denials)
  }

  @Test("what is exhausted from the warm-up on to the end is exhausted for the whole measured time")
  func exhaustedFromWarmUp() throws {
    var world = try Self.world(replicas: 1, failing: 1)
    world.warmUp = 5
    world.duration = 10
    let record = try #require(try world.run().first)
    #expect(record.episodes.count == 1)
    #expect(record.value("budget_exhaustion_episodes", ReplicationRecord.station) == 1)
    // The episode ends with the last denial: with 200 arrivals a second, within a tenth of a second of the end.
    for name in ["budget_exhausted_seconds", "budget_longest_exhaustion"] {
      let seconds = try #require(record.value(name, ReplicationRecord.station))
      #expect(seconds > 9.9 && seconds <= 10)
    }
  }

  @Test("a denied retry gives the client 503, whatever the upstream said")
  func status() throws {
    let (_, requests, _) = try Self.world(replicas: 1, failing: 1).runRecorded()
    let refused = requests.filter { $0.fate == .budgetExhausted }
    #expect(refused.count > 100)
    #expect(refused.allSatisfy { $0.status == 503 })
    #expect(requests.filter { $0.fate == .attemptsExhausted }.allSatisfy { $0.status == 500 })
  }

  @Test("the static data plane passes the upstream's answer on, and none has no limit but the attempts")
  func otherDataPlanes() throws {
    var world = try Self.world(replicas: 1, failing: 1)
    world.dataPlane.kind = .static
    world.services[0].staticMaxRetries = 1
    let (record, requests, _) = try world.runRecorded()
    let refused = requests.filter { $0.fate == .budgetExhausted }
    #expect(refused.count > 100)
    #expect(refused.allSatisfy { $0.status == 500 })
    #expect(record.episodes.allSatisfy { $0.term == .concurrency })
    world.dataPlane.kind = .none
    let unlimited = try #require(try world.run().first)
    #expect(unlimited.value("attempts_per_request") == 4)
    #expect(unlimited.value("retries_denied", ReplicationRecord.station) == nil)
  }
}
