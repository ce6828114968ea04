import Engine
import Simulator
import Testing

/// V13 of reference retry-budgets 1.12: retries that come as a Poisson process and hold their slots independently make a constant limit an
/// Erlang loss system M/G/c/c.
@Suite("A constant retry limit is an Erlang loss system")
struct ErlangLossTests {
  /// The share that is refused, B(c, a) = a B(c − 1, a) / (c + a B(c − 1, a)) with B(0, a) = 1 (A. K. Erlang 1917).
  static func refusedShare(places: Int, offered: Double) -> Double {
    var blocking = 1.0
    for place in stride(from: 1.0, through: Double(places), by: 1) {
      blocking = offered * blocking / (place + offered * blocking)
    }
    return blocking
  }

  @Test(
    "the closed form gives the reference's shares",
    arguments: [(0.5, 1.3, 1), (1, 6.3, 1), (2, 21, 0), (3, 35, 0), (6.2, 60, 0), (10, 73, 0)])
  func closedForm(offered: Double, percent: Double, decimals: Int) {
    let unit = decimals == 1 ? 0.1 : 1
    let share = 100 * Self.refusedShare(places: 3, offered: offered)
    #expect(abs(share - percent) <= unit / 2)
  }

  @Test("3 concurrent retries refuse the closed form's share", arguments: [0.5, 1, 2, 3, 6.2, 10])
  func simulated(offered: Double) {
    var draws = RandomStream(seed: 13, replication: 0, purpose: 0, entity: 0).draws(0)
    var limit = EnvoyRetryLimit(.maxRetries(3))
    var ends: [Double] = []
    var now = 0.0
    var refused = 0
    let arrivals = 40_000
    for _ in 0..<arrivals {
      now += draws.exponential() / offered
      for _ in 0..<ends.count { limit.release() }
      ends.removeAll { $0 <= now }
      for _ in 0..<ends.count { #expect(limit.decide(active: 0, at: 0) == nil) }
      if limit.decide(active: 0, at: 0) == nil {
        ends.append(now + draws.exponential())
      } else {
        refused += 1
      }
    }
    let expected = Self.refusedShare(places: 3, offered: offered)
    // Refusals come in runs: twice the deviation of independent ones, three times.
    let tolerance = 6 * (expected * (1 - expected) / Double(arrivals)).squareRoot()
    #expect(abs(Double(refused) / Double(arrivals) - expected) < tolerance)
  }
}
