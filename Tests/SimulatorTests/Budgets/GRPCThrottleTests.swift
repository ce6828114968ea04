import Engine
import Simulator
import Testing

/// G1 to G3 of reference retry-budgets 3.4.
@Suite("gRPC's retry throttling")
struct GRPCThrottleTests {
  /// F denied or not, S; and the thousandths left.
  static func failures(_ throttle: inout GRPCThrottle, _ expected: [(isGranted: Bool, tokens: Int64)]) {
    for step in expected {
      #expect((throttle.noteFailure() == nil) == step.isGranted)
      #expect(throttle.tokens == step.tokens)
    }
  }

  static func successes(_ throttle: inout GRPCThrottle, _ expected: [Int64]) {
    for tokens in expected {
      throttle.noteSuccess()
      #expect(throttle.tokens == tokens)
    }
  }

  @Test("failures take a token, successes bring the ratio, retries want more than the half (G1)")
  func sequence() {
    var throttle = GRPCThrottle(.init(maxTokens: 4, tokenRatio: 1.6))
    Self.failures(&throttle, [(true, 3000)])
    Self.successes(&throttle, [4000])
    Self.failures(&throttle, [(true, 3000), (false, 2000), (false, 1000), (false, 0), (false, 0)])
    Self.successes(&throttle, [1600, 3200])
    Self.failures(&throttle, [(true, 2200), (false, 1200)])
    Self.successes(&throttle, [2800])
    Self.failures(&throttle, [(false, 1800)])
    Self.successes(&throttle, [3400])
    Self.failures(&throttle, [(true, 2400)])
  }

  @Test("a new policy keeps the tokens' share of the maximum (G2)")
  func change() {
    var throttle = GRPCThrottle(.init(maxTokens: 4, tokenRatio: 1))
    Self.failures(&throttle, [(true, 3000)])
    throttle.change(to: .init(maxTokens: 10, tokenRatio: 3))
    #expect(throttle.tokens == 7500)
    Self.failures(&throttle, [(true, 6500), (true, 5500), (false, 4500), (false, 3500)])
    Self.successes(&throttle, [6500])
    Self.failures(&throttle, [(true, 5500), (false, 4500)])
  }

  @Test(
    "from 10 tokens four failures are retried and the fifth is not (G3); from none 51 successes allow again")
  func defaults() throws {
    var throttle = GRPCThrottle(.init(maxTokens: 10, tokenRatio: 0.1))
    Self.failures(&throttle, [(true, 9000), (true, 8000), (true, 7000), (true, 6000), (false, 5000)])
    let decision = throttle.noteFailure()
    let denial = try #require(decision)
    #expect((denial.retries, denial.limit, denial.term) == (5000, 4000, .tokens))
    while throttle.tokens > 0 { _ = throttle.noteFailure() }
    for _ in 0..<50 { throttle.noteSuccess() }
    #expect(throttle.tokens == 5000)
    throttle.noteSuccess()
    #expect(throttle.tokens > 5000)
  }

  @Test("decimals after the third are dropped, and no more than those")
  func decimals() {
    #expect(GRPCThrottle.Policy(maxTokens: 10, tokenRatio: 0.5466).ratio == 546)
    #expect(GRPCThrottle.Policy(maxTokens: 10, tokenRatio: 0.0009).ratio == 0)
    for thousandths in 1...10_000 {
      #expect(
        GRPCThrottle.Policy(maxTokens: 1000, tokenRatio: Double(thousandths) / 1000).ratio
          == Int64(thousandths))
    }
  }

  @Test("tokens stay between none and the maximum, and a grant leaves more than the half", arguments: 0..<20)
  func property(seed: Int) {
    var draws = RandomStream(seed: 17, replication: 0, purpose: 0, entity: UInt64(seed)).draws(0)
    let policy = GRPCThrottle.Policy(
      maxTokens: Double(1 + draws.below(20)), tokenRatio: Double(1 + draws.below(3000)) / 1000)
    var throttle = GRPCThrottle(policy)
    for _ in 0..<1000 {
      let before = throttle.tokens
      if draws.below(2) == 0 {
        throttle.noteSuccess()
        #expect(throttle.tokens == min(before + policy.ratio, policy.maximum))
      } else {
        let isGranted = throttle.noteFailure() == nil
        #expect(throttle.tokens == max(before - 1000, 0))
        #expect(isGranted == (2 * throttle.tokens > policy.maximum))
      }
    }
  }
}
