import Engine
import Simulator
import Testing

/// E8 of reference retry-budgets 7.2: clients that change one row under optimistic concurrency control, as in the simulator beside
/// "Exponential Backoff And Jitter" (AWS 2015).
@Suite("Jitter against contention")
struct JitterExperimentTests {
  static let millisecond: Int64 = 1_000_000

  /// A client's message that reaches the row or the client.
  struct Hop {
    var time: Double
    var client: Int
    var stage: Stage
  }

  enum Stage { case readArrives, readAnswered, writeArrives, writeAnswered, retries }

  /// Write calls and the time of the last success in ms, of clients that all begin at time zero.
  static func run(_ backoff: Backoff, clients: Int, seed: UInt64) -> (calls: Int, completion: Double) {
    var draws = RandomStream(seed: seed, replication: 0, purpose: 0, entity: 0).draws(0)
    func hop(_ draws: inout Draws) -> Double { abs(10 + 2 * draws.normal()) }
    var pending = (0..<clients).map { Hop(time: hop(&draws), client: $0, stage: .readArrives) }
    var versions = Array(repeating: 0, count: clients)
    var failures = versions
    var succeeded = Array(repeating: false, count: clients)
    var delays = Array(repeating: Int64(0), count: clients)
    var version = 0
    var calls = 0
    var completion = 0.0
    while let next = pending.indices.min(by: { pending[$0].time < pending[$1].time }) {
      var message = pending.remove(at: next)
      let client = message.client
      switch message.stage {
      case .readArrives:
        versions[client] = version
        message.stage = .readAnswered
      case .readAnswered: message.stage = .writeArrives
      case .writeArrives:
        calls += 1
        succeeded[client] = versions[client] == version
        if succeeded[client] { version += 1 }
        message.stage = .writeAnswered
      case .writeAnswered where succeeded[client]:
        completion = max(completion, message.time)
        continue
      case .writeAnswered:
        failures[client] += 1
        delays[client] = backoff.delay(retry: failures[client], previous: delays[client], draws: &draws)
        message.time += Double(delays[client]) / 1e6
        message.stage = .retries
        pending.append(message)
        continue
      case .retries: message.stage = .readArrives
      }
      message.time += hop(&draws)
      pending.append(message)
    }
    return (calls, completion)
  }

  static func means(_ backoff: Backoff, clients: Int, runs: Int = 20) -> (calls: Double, completion: Double) {
    let outcomes = (0..<runs).map { run(backoff, clients: clients, seed: UInt64($0)) }
    return (
      outcomes.reduce(0) { $0 + Double($1.calls) } / Double(runs),
      outcomes.reduce(0) { $0 + $1.completion } / Double(runs)
    )
  }

  static func backoff(_ jitter: Backoff.ClassicJitter) -> Backoff {
    .classic(jitter, base: 5 * millisecond, cap: 2000 * millisecond)
  }

  @Test(
    "takes the reference's write calls, within 10 %, and its time, within 20 %",
    arguments: [
      (Backoff.none, [(51.0, 382.0), (152, 597), (688, 1142)]),
      (backoff(.none), [(50, 3163), (151, 14447), (623, 36040)]),
      (backoff(.equal), [(42, 711), (108, 1636), (346, 4189)]),
      (backoff(.full), [(39, 463), (100, 1006), (332, 2937)]),
      (backoff(.decorrelated), [(38, 441), (101, 825), (375, 2207)]),
    ])
  func table(backoff: Backoff, expected: [(calls: Double, completion: Double)]) {
    for (clients, expected) in zip([10, 20, 50], expected) {
      let means = Self.means(backoff, clients: clients)
      #expect(abs(means.calls / expected.calls - 1) < 0.1)
      #expect(abs(means.completion / expected.completion - 1) < 0.2)
    }
  }

  @Test("saves more than half of the calls and most of the time of plain exponential backoff at 100 clients")
  func manyClients() {
    let exponential = Self.means(Self.backoff(.none), clients: 100, runs: 3)
    let full = Self.means(Self.backoff(.full), clients: 100, runs: 3)
    #expect(full.calls < exponential.calls / 2)
    #expect(full.completion < exponential.completion / 10)
  }
}
