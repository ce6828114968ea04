import Simulator
import Testing

/// Reference retry-budgets 4.2.
@Suite("The rate limiter of AWS adaptive mode")
struct AdaptiveRateLimiterTests {
  static let millisecond: Int64 = 1_000_000

  @Test("measures in half seconds, cuts to 0.7 and grows back along the cubic curve")
  func rates() {
    var limiter = AdaptiveRateLimiter()
    // Time in ms, throttled or not; then 0.8 × new + 0.2 × old for every half second, and the rate, at least 0.5, of the formulas:
    // 0.4 t³ before any throttling, then 0.4 (t − 2 − k)³ + w with w = 4.3264 and k = ∛(0.75 w) = 1.480627.
    let steps: [(Int64, Bool, Double, Double)] = [
      (200, false, 0, 0.5), (400, false, 0, 0.5), (600, false, 4.8, 0.5), (800, false, 4.8, 0.5),
      (1000, false, 4.16, 0.5), (1200, false, 4.16, 0.6912), (1400, false, 4.16, 1.0976),
      (1600, false, 5.632, 1.6384), (1800, false, 5.632, 2.3328), (2000, true, 4.3264, 3.02848),
      (2200, false, 4.3264, 3.486639), (2400, false, 4.3264, 3.821874), (2600, false, 5.66528, 4.053386),
    ]
    for (time, isThrottled, measured, limit) in steps {
      limiter.noteResponse(isThrottled: isThrottled, at: time * Self.millisecond)
      #expect(abs(limiter.measuredRate - measured) < 1e-9)
      #expect(abs(limiter.limit - limit) < 1e-6)
    }
  }

  @Test("lets everything pass until the first throttling, then a token each")
  func acquire() {
    var limiter = AdaptiveRateLimiter()
    for _ in 0..<1000 { #expect(limiter.acquire(at: 0) == 0) }
    limiter.noteResponse(isThrottled: true, at: 0)
    // Nothing was measured yet: half a token a second, of which one can be saved up.
    #expect(limiter.limit == 0.5)
    #expect(limiter.acquire(at: 0) == 2_000_000_000)
    #expect(limiter.acquire(at: 1_000_000_000) == 1_000_000_000)
    #expect(limiter.acquire(at: 2_000_000_000) == 0)
    #expect(limiter.acquire(at: 2_000_000_000) == 2_000_000_000)
    #expect(limiter.acquire(at: 60_000_000_000) == 0)
    #expect(limiter.acquire(at: 60_000_000_000) > 0)
  }

  @Test("a client that waits as it is told sends no more than the limit")
  func pace() {
    var limiter = AdaptiveRateLimiter()
    var now: Int64 = 0
    for _ in 0..<400 {
      limiter.noteResponse(isThrottled: false, at: now)
      now += 10 * Self.millisecond
    }
    limiter.noteResponse(isThrottled: true, at: now)
    let limit = limiter.limit
    // 100 answers a second were measured.
    #expect(abs(limit - 70) < 1)
    let begin = now
    var sent = 0
    while now < begin + 10_000 * Self.millisecond {
      let wait = limiter.acquire(at: now)
      if wait == 0 { sent += 1 }
      now += wait
    }
    // The first ones are what was saved up, at most one second's.
    #expect(Double(sent) <= limit * 11 + 1)
    #expect(Double(sent) >= limit * 10 - 1)
  }
}
