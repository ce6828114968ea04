import Records
import Scenarios
import Simulator
import TestWorlds
import Testing

/// Recounts, from the recorded attempts alone, what each budget counted when it allowed or denied a retry.
@Suite("The numbers of allowed retries")
struct RetryDecisionTests {
  static let second: Int64 = 1_000_000_000

  /// One gateway replica; no slot is ever missing, so that nothing but the budget stands between failure and retry. Four seconds are less
  /// than tokens live.
  static func world(_ kind: DataPlane.Kind, policy: Bool = false, failing: Double = 0.5) throws -> World {
    var station = ServiceModel.station(try .exponential(mean: 0.02), concurrency: nil)
    station.failures = .init(rate: failing, status: 500)
    var world = World(station: station, arrivals: .poisson(rate: 300), duration: 4)
    world.dataPlane.kind = kind
    world.dataPlane.retryRules = .asWritten
    world.dataPlane.usesNominalWindow = true
    world.rules = """
      - backendRefs: [{name: station, port: 80}]
        retry: {attempts: 3, codes: [500]}
      """
    guard policy else { return world }
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

  /// A decision with the moment at which it was made.
  struct Decided {
    let time: Int64
    let isAllowed: Bool
    let numbers: AttemptRow.Denial
  }

  /// What happened in a run, by moments.
  struct Moments {
    var decided: [Decided] = []
    var firsts: [Int64] = []
    var grants: [Int64] = []
    /// Retries from their grant to their end.
    var held: [(from: Int64, to: Int64)] = []
    /// In the order in which they ended.
    var attempts: [AttemptRow] = []

    init(_ rows: RecordBatch) throws {
      attempts = rows.attempts.sorted { $0.end < $1.end }
      var ends: [[Int64]: AttemptRow] = [:]
      for (index, attempt) in rows.attempts.enumerated() {
        ends[[attempt.request, Int64(attempt.attempt)]] = attempt
        if attempt.attempt == 1 {
          firsts.append(attempt.start)
        } else {
          held.append((rows.attempts[index - 1].end, attempt.end < 0 ? .max : attempt.end))
        }
      }
      for decision in rows.decisions where decision.kind == .allowed || decision.kind == .denied {
        let attempt = try #require(ends[[decision.request, Int64(decision.attempt)]])
        if decision.kind == .allowed { grants.append(attempt.end) }
        decided.append(
          Decided(
            time: attempt.end, isAllowed: decision.kind == .allowed, numbers: try #require(decision.numbers)))
      }
      decided.sort { $0.time < $1.time }
    }

    func grants(after start: Int64, before end: Int64) -> Int32 {
      Int32(grants.count { $0 > start && $0 < end })
    }
  }

  private func check(
    _ world: World, _ expected: (Moments, Int64) -> AttemptRow.Denial
  ) throws {
    let moments = try Moments(try world.runExplained().rows)
    for decided in moments.decided {
      #expect(decided.numbers == expected(moments, decided.time), "at \(decided.time)")
    }
    #expect(moments.decided.count { $0.isAllowed } > 50)
    #expect(moments.decided.contains { !$0.isAllowed })
  }

  private static func tokens(_ cost: Int64, of balance: Int64) -> AttemptRow.Denial {
    .init(
      retries: Int32(cost), requests: 0, limit: Int32(balance), minimumRetries: 0, minimumLimit: 0,
      term: .tokens)
  }

  @Test("of the API's window are its retries and attempts just before")
  func window() throws {
    try check(Self.world(.gatewayAPI, policy: true)) { moments, time in
      let retries = moments.grants(after: time - 2 * Self.second, before: time)
      let firsts = moments.firsts.count { $0 > time - 2 * Self.second && $0 <= time }
      let limit = 20 * (Int32(firsts) + retries) / 100
      return .init(
        retries: retries, requests: Int32(firsts) + retries, limit: limit,
        minimumRetries: moments.grants(after: time - Self.second / 2, before: time), minimumLimit: 3,
        term: limit >= 12 ? .percent : .minimumRate)
    }
  }

  @Test("of an Envoy's constant are the retries that hold a place")
  func maxRetries() throws {
    try check(Self.world(.envoy)) { moments, time in
      .init(
        retries: Int32(moments.held.count { $0.from < time && time < $0.to }), requests: 0, limit: 3,
        minimumRetries: 0, minimumLimit: 0, term: .concurrency)
    }
  }

  @Test("of an Envoy's share are also what is in flight, the failed attempt included")
  func share() throws {
    var world = try Self.world(.envoy)
    world.services[0].envoy.retryBudget = .init()
    world.services[0].envoy.retryBudget?.minimum = 1
    let percent = try #require(world.services[0].envoy.retryBudget?.percent)
    try check(world) { moments, time in
      let retries = Int32(moments.held.count { $0.from < time && time < $0.to })
      let flying = moments.attempts.count { $0.start < time && ($0.end > time || $0.end < 0) } + 1
      let limit = Int32(percent / 100 * Double(flying))
      return .init(
        retries: retries, requests: Int32(flying), limit: limit, minimumRetries: retries, minimumLimit: 1,
        term: limit >= 1 ? .percent : .minimumConcurrency)
    }
  }

  @Test(
    "of Linkerd's bucket are its price and its tokens: 500 in reserve, one for each success, five a retry")
  func linkerd() throws {
    try check(Self.world(.linkerd)) { moments, time in
      let paid = moments.attempts.count { $0.outcome == .success && $0.end < time }
      let spent = moments.grants.count { $0 < time }
      return Self.tokens(5, of: 500 + Int64(paid) - 5 * Int64(spent))
    }
  }

  @Test("of Finagle's bucket are its price and its tokens in thousandths, one for each request")
  func finagle() throws {
    try check(Self.world(.finagle)) { moments, time in
      let paid = moments.firsts.count { $0 <= time }
      let spent = moments.grants.count { $0 < time }
      return Self.tokens(5000, of: 500_000 + 1000 * Int64(paid) - 5000 * Int64(spent))
    }
  }

  @Test("of gRPC's throttle are half of its tokens and those left after the failure, in thousandths")
  func throttle() throws {
    var world = try Self.world(.grpc, failing: 0.1)
    world.services[0].grpc = .init()
    world.duration = 10
    let (maximum, ratio) = (Int64(10_000), Int64(100))
    try check(world) { moments, time in
      var tokens = maximum
      for attempt in moments.attempts where attempt.end >= 0 && attempt.end <= time {
        tokens =
          attempt.outcome == .success ? min(maximum, tokens + ratio) : max(0, tokens - 1000)
      }
      return Self.tokens(maximum / 2, of: tokens)
    }
  }

  @Test("of an AWS SDK's bucket are its price and the tokens of 500 that are left")
  func bucket() throws {
    try check(Self.world(.awsSDK)) { moments, time in
      var tokens: Int64 = 500
      let grants = Set(moments.grants)
      for attempt in moments.attempts where attempt.end >= 0 && attempt.end < time {
        if attempt.outcome == .success {
          tokens = min(500, tokens + (attempt.attempt == 1 ? 1 : 14))
        } else if grants.contains(attempt.end) {
          tokens -= 14
        }
      }
      return Self.tokens(14, of: tokens)
    }
  }

  @Test("are none where nothing limits retries, and nothing at all is noted where nobody asks")
  func unlimited() throws {
    let (_, rows) = try Self.world(.none).runExplained()
    let allowed = rows.decisions.filter { $0.kind == .allowed }
    #expect(allowed.count > 100)
    #expect(allowed.allSatisfy { $0.numbers == nil })
    var decisions = 0
    _ = try Replication.run(
      Model(try Self.world(.none).scenario(), version: "test"), index: 0, recording: .all,
      emit: { decisions += $0.decisions.count })
    #expect(decisions == 0)
  }

  @Test("come with their requests where only failures are recorded")
  func failures() throws {
    var kept: Set<Int64> = []
    var decided: [Int64] = []
    _ = try Replication.run(
      Model(try Self.world(.envoy).scenario(), version: "test"), index: 0, recording: .failures,
      explaining: true,
      emit: { batch in
        kept.formUnion(batch.requests.map(\.request))
        decided += batch.decisions.map(\.request)
      })
    #expect(!kept.isEmpty)
    #expect(Set(decided) == kept)
  }
}
