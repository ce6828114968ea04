import Engine
import Simulator
import Testing

/// V1 to V8 and V13 of reference retry-budgets 1.12.
@Suite("Envoy's retry limit")
struct EnvoyRetryLimitTests {
  static let millisecond: Int64 = 1_000_000

  /// What is allowed with so many retries outstanding.
  static func allows(_ policy: EnvoyRetryLimit.Policy, active: Int, outstanding: Int) -> Bool {
    var limit = EnvoyRetryLimit(policy)
    for _ in 0..<outstanding { #expect(limit.decide(active: 1_000_000, at: 0) == nil) }
    return limit.decide(active: active, at: 0) == nil
  }

  @Test(
    "is the share of what is in flight, truncated, but never below the minimum",
    arguments: [
      (25, 20.0, 3, 5), (2, 20, 3, 3), (0, 20, 5, 5),  // V1
      (100, 20, 5, 20), (50, 20, 5, 10), (100, 20, 5, 20), (0, 20, 5, 5),  // V2
      (14, 20, 0, 2), (4, 20, 0, 0), (5, 20, 0, 1), (10, 33.3, 0, 3), (1, 100, 0, 1),  // V6
    ])
  func limit(active: Int, percent: Double, minimum: Int, expected: Int) {
    var limit = EnvoyRetryLimit(.budget(percent: percent, minimum: minimum))
    #expect(limit.limit(active: active, at: 0) == expected)
  }

  @Test("is exceeded by what is not below it (V2, V4, V5)")
  func strict() {
    let budget = EnvoyRetryLimit.Policy.budget(percent: 20, minimum: 5)
    #expect(Self.allows(budget, active: 0, outstanding: 1))
    #expect(!Self.allows(budget, active: 0, outstanding: 7))
    #expect(!Self.allows(.budget(percent: 0, minimum: 0), active: 20, outstanding: 0))
    #expect(Self.allows(.budget(percent: 20, minimum: 3), active: 0, outstanding: 2))
    #expect(!Self.allows(.budget(percent: 20, minimum: 3), active: 0, outstanding: 3))
    #expect(Self.allows(.maxRetries(3), active: 0, outstanding: 2))
  }

  @Test("of an interval counts what started in ten ticks (V3)")
  func interval() {
    var limit = EnvoyRetryLimit(.intervalBudget(percent: 20, minimum: 5, interval: 100 * Self.millisecond))
    func at(_ tick: Int64) -> Int64 { tick * 10 * Self.millisecond }
    #expect(limit.limit(active: 1000, at: 0) == 5)
    for _ in 0..<100 { limit.noteStart(at: 0) }
    #expect(limit.limit(active: 1000, at: 0) == 20)
    for _ in 0..<50 { limit.noteStart(at: at(1)) }
    #expect(limit.limit(active: 1000, at: at(1)) == 30)
    #expect(limit.limit(active: 1000, at: at(9)) == 30)
    #expect(limit.limit(active: 1000, at: at(10) - 1) == 30)
    #expect(limit.limit(active: 1000, at: at(10)) == 10)
    #expect(limit.limit(active: 1000, at: at(11)) == 5)
    for _ in 0..<10 { limit.noteStart(at: at(11)) }
    #expect(limit.limit(active: 1000, at: at(11)) == 5)
    for _ in 0..<5 { #expect(limit.decide(active: 0, at: at(11)) == nil) }
    #expect(limit.decide(active: 0, at: at(11)) != nil)
    // Nothing is subtracted when a request finishes, but a place is given back.
    limit.release()
    #expect(limit.decide(active: 0, at: at(11)) == nil)
  }

  @Test("forgets a start at (floor(t / tick) + 10) × tick", arguments: 0..<20)
  func forgetting(seed: Int) {
    var draws = RandomStream(seed: 3, replication: 0, purpose: 0, entity: UInt64(seed)).draws(0)
    // 37 ms have ticks of 3 ms; 5 ms would have none and have ticks of 1 ms.
    let (interval, tick): (Int64, Int64) = seed % 2 == 0 ? (37, 3) : (5, 1)
    var limit = EnvoyRetryLimit(
      .intervalBudget(percent: 100, minimum: 0, interval: interval * Self.millisecond))
    let start = Int64(draws.below(1_000_000_000))
    let end = (start / (tick * Self.millisecond) + 10) * tick * Self.millisecond
    limit.noteStart(at: start)
    #expect(limit.limit(active: 0, at: end - 1) == 1)
    #expect(limit.limit(active: 0, at: end) == 0)
    #expect(limit.limit(active: 0, at: end + 1_000_000_000_000_000) == 0)
  }

  @Test("shrinks while many fail at once, and refuses half of them (V7)")
  func shrinking() {
    var limit = EnvoyRetryLimit(.budget(percent: 100, minimum: 0))
    let decisions = (0..<6).map { limit.decide(active: 5 - $0, at: 0) == nil }
    #expect(decisions == [true, true, true, false, false, false])
  }

  @Test("of 100 % is exceeded by a retry that waits while its request is in flight no more (V8)")
  func backingOff() {
    var limit = EnvoyRetryLimit(.budget(percent: 100, minimum: 0))
    #expect(limit.decide(active: 1, at: 0) == nil)
    #expect(limit.decide(active: 1, at: 1) != nil)
  }

  @Test("a denial says what is outstanding, what was counted and which term bound")
  func denials() throws {
    var limit = EnvoyRetryLimit(.budget(percent: 10, minimum: 2))
    for _ in 0..<3 { _ = limit.decide(active: 30, at: 0) }
    let shareDecision = limit.decide(active: 30, at: 0)
    let share = try #require(shareDecision)
    #expect((share.retries, share.requests, share.limit) == (3, 30, 3))
    #expect((share.minimumRetries, share.minimumLimit, share.term) == (3, 2, .percent))
    let minimumDecision = limit.decide(active: 19, at: 0)
    let minimum = try #require(minimumDecision)
    #expect((minimum.limit, minimum.minimumLimit, minimum.term) == (1, 2, .minimumConcurrency))
    var constant = EnvoyRetryLimit(.maxRetries(0))
    let decision = constant.decide(active: 30, at: 0)
    let denial = try #require(decision)
    #expect((denial.retries, denial.requests, denial.limit, denial.term) == (0, 0, 0, .concurrency))
  }

  @Test("is never exceeded by what it grants", arguments: 0..<20)
  func property(seed: Int) {
    var draws = RandomStream(seed: 5, replication: 0, purpose: 0, entity: UInt64(seed)).draws(0)
    let percent = Double(draws.below(1001)) / 10
    let minimum = Int(draws.below(4))
    let interval = Int64(100 + draws.below(400))
    let usesInterval = seed % 2 == 1
    var limit = EnvoyRetryLimit(
      usesInterval
        ? .intervalBudget(percent: percent, minimum: minimum, interval: interval * Self.millisecond)
        : .budget(percent: percent, minimum: minimum))
    let tick = interval / 10 * Self.millisecond
    var starts: [Int64] = []
    var outstanding = 0
    var now: Int64 = 0
    var granted = 0
    for _ in 0..<2000 {
      now += Int64(draws.below(UInt64(20 * Self.millisecond)))
      switch draws.below(3) {
      case 0:
        limit.noteStart(at: now)
        starts.append(now)
      case 1 where outstanding > 0:
        limit.release()
        outstanding -= 1
      default:
        let active = Int(draws.below(60))
        let counted = usesInterval ? starts.count { $0 / tick > now / tick - 10 } : active
        let allowed = max(Int(percent / 100 * Double(counted)), minimum)
        let isGranted = limit.decide(active: active, at: now) == nil
        #expect(isGranted == (outstanding < allowed))
        if isGranted {
          outstanding += 1
          granted += 1
          #expect(outstanding <= allowed)
        }
      }
      #expect(limit.outstanding == outstanding)
    }
    #expect(granted > 0 || (percent < 10 && minimum == 0))
  }
}
