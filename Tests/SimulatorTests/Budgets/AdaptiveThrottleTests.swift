import Engine
import Simulator
import Testing

/// Reference retry-budgets 4.3 and E10 of 7.2.
@Suite("Adaptive throttling")
struct AdaptiveThrottleTests {
  static let second: Int64 = 1_000_000_000

  @Test(
    "rejects by what was requested and accepted",
    arguments: [
      (2.0, 100, 50, 0.0), (2, 100, 40, 0.198), (2, 1000, 10, 0.979), (2, 10, 0, 0.909),
      (1.1, 1000, 500, 0.4496),
    ])
  func probability(multiplier: Double, requests: Int, accepts: Int, expected: Double) {
    var throttle = AdaptiveThrottle(multiplier: multiplier)
    for _ in 0..<requests { throttle.noteRequest(at: 0) }
    for _ in 0..<accepts { throttle.noteAccept(at: 0) }
    let unit = expected == 0.4496 ? 0.0001 : 0.001
    #expect(abs(throttle.rejectProbability(at: 0) - expected) <= unit / 2)
  }

  @Test("forgets after two minutes, in whole seconds")
  func window() {
    var throttle = AdaptiveThrottle()
    for _ in 0..<10 { throttle.noteRequest(at: Self.second / 2) }
    #expect(throttle.rejectProbability(at: 120 * Self.second - 1) > 0.9)
    #expect(throttle.rejectProbability(at: 120 * Self.second) == 0)
  }

  /// Requests and local rejects of the last of so many seconds, of 1000 requests a second.
  static func lastSecond(of seconds: Int, multiplier: Double, accepted: (Int) -> Int) -> (
    sent: Int, p: Double
  ) {
    var draws = RandomStream(seed: 31, replication: 0, purpose: 0, entity: 0).draws(0)
    var throttle = AdaptiveThrottle(multiplier: multiplier)
    var sent = 0
    var probability = 0.0
    for time in 0..<seconds {
      sent = 0
      for request in 0..<1000 {
        let now = Int64(time) * second + Int64(request) * 1_000_000
        probability = throttle.rejectProbability(at: now)
        throttle.noteRequest(at: now)
        if draws.uniform() < probability { continue }
        sent += 1
        if sent <= accepted(time) { throttle.noteAccept(at: now) }
      }
    }
    return (sent, probability)
  }

  @Test("of a demand of 1000/s a backend that accepts 100/s is sent K times that (E10)")
  func steadyState() {
    for (multiplier, expected) in [(2.0, 200.0), (1.1, 110)] {
      let end = Self.lastSecond(of: 240, multiplier: multiplier) { _ in 100 }
      #expect(abs(Double(end.sent) - expected) < 3 * expected.squareRoot())
      #expect(abs(end.p - (1 - expected / 1000)) < 0.01)
    }
  }

  /// While the window still holds the time of 100 accepts a second, A' = A / 60 − 100 from A = 12,000, so that A / 60 = 100 + 100 e^(t / 60)
  /// requests a second are sent.
  @Test(
    "a backend that accepts everything again is sent 100 + 100 e^(t / 60 s), and all after little more than a window (E10)",
    arguments: [(20, 238.0), (60, 370), (120, 833), (145, 1000)])
  func recovery(seconds: Int, expected: Double) {
    let sent = Self.lastSecond(of: 240 + seconds, multiplier: 2) { $0 < 240 ? 100 : 1000 }.sent
    #expect(
      abs(Double(sent) - expected) <= 3 * (expected * (1 - expected / 1000)).squareRoot() + 0.02 * expected)
  }
}
