import Engine
import Simulator
import Testing

/// The vectors of reference retry-budgets 4.1.
@Suite("The retry quota of the AWS SDKs")
struct SDKBucketTests {
  @Test("a retry that succeeds gives back what it took")
  func refund() {
    for (failure, left) in [(SDKBucket.Failure.transient, 486), (.throttling, 495), (.timeout, 486)] {
      var bucket = SDKBucket(.since2026)
      #expect(bucket.decide(after: failure) == nil)
      #expect(bucket.tokens == left)
      bucket.noteSuccess(retried: failure)
      #expect(bucket.tokens == 500)
    }
  }

  @Test("before 2026 a retry takes 5 tokens, after a timeout 10")
  func before() {
    for (failure, left) in [(SDKBucket.Failure.transient, 495), (.throttling, 495), (.timeout, 490)] {
      var bucket = SDKBucket(.before2026)
      #expect(bucket.decide(after: failure) == nil)
      #expect(bucket.tokens == left)
    }
  }

  @Test("a success without a retry brings one token, and only the last retry is given back")
  func partial() {
    var bucket = SDKBucket(.since2026)
    _ = bucket.decide(after: .transient)
    bucket.noteSuccess(retried: nil)
    #expect(bucket.tokens == 487)
    _ = bucket.decide(after: .transient)
    _ = bucket.decide(after: .throttling)
    bucket.noteSuccess(retried: .throttling)
    #expect(bucket.tokens == 473)
    bucket = SDKBucket(.since2026)
    bucket.noteSuccess(retried: nil)
    #expect(bucket.tokens == 500)
  }

  @Test("all of the cost or nothing: 14 tokens grant one retry")
  func exhausted() throws {
    var bucket = SDKBucket(.since2026, capacity: 14)
    #expect(bucket.decide(after: .transient) == nil)
    let decision = bucket.decide(after: .transient)
    let denial = try #require(decision)
    #expect((denial.retries, denial.limit, denial.term) == (14, 0, .tokens))
  }

  /// (1 − p) − c p² (1 − p) − 2c p³: what a request with three attempts brings and takes on the average, where nothing is refused.
  static func gain(_ failureRate: Double, cost: Double) -> Double {
    let p = failureRate
    return (1 - p) - cost * p * p * (1 - p) - 2 * cost * p * p * p
  }

  @Test(
    "the bucket drains above the break-even failure rate and fills below it",
    arguments: [
      (SDKBucket.Rules.since2026, SDKBucket.Failure.transient, 0.215), (.before2026, .transient, 0.321),
      (.before2026, .timeout, 0.246),
    ])
  func breakEven(rules: SDKBucket.Rules, failure: SDKBucket.Failure, rate: Double) {
    let cost = Double(SDKBucket(rules).cost(of: failure))
    #expect(Self.gain(rate - 0.0005, cost: cost) > 0)
    #expect(Self.gain(rate + 0.0005, cost: cost) < 0)
    for (failureRate, drains) in [(rate - 0.03, false), (rate + 0.03, true)] {
      var draws = RandomStream(seed: 19, replication: 0, purpose: 0, entity: 0).draws(0)
      var bucket = SDKBucket(rules, capacity: 20_000)
      // From the half, so that it can do either.
      while bucket.tokens > 10_000 { _ = bucket.decide(after: failure) }
      for _ in 0..<20_000 {
        var retries = 0
        var failed = draws.uniform() < failureRate
        while failed, retries < 2, bucket.decide(after: failure) == nil {
          retries += 1
          failed = draws.uniform() < failureRate
        }
        if !failed { bucket.noteSuccess(retried: retries > 0 ? failure : nil) }
      }
      #expect((bucket.tokens < 10_000) == drains)
    }
  }

  @Test("tokens stay between none and the capacity", arguments: 0..<20)
  func property(seed: Int) {
    var draws = RandomStream(seed: 23, replication: 0, purpose: 0, entity: UInt64(seed)).draws(0)
    let rules: SDKBucket.Rules = seed % 2 == 0 ? .before2026 : .since2026
    let failures: [SDKBucket.Failure] = [.transient, .timeout, .throttling]
    var bucket = SDKBucket(rules, capacity: Int(draws.below(60)))
    for _ in 0..<1000 {
      let before = bucket.tokens
      let failure = failures[Int(draws.below(3))]
      let cost = bucket.cost(of: failure)
      switch draws.below(3) {
      case 0:
        #expect((bucket.decide(after: failure) == nil) == (before >= cost))
        #expect(bucket.tokens == (before >= cost ? before - cost : before))
      case 1:
        bucket.noteSuccess(retried: failure)
        #expect(bucket.tokens == min(before + cost, bucket.capacity))
      default:
        bucket.noteSuccess(retried: nil)
        #expect(bucket.tokens == min(before + 1, bucket.capacity))
      }
    }
  }
}
