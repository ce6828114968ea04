import Engine
import Simulator
import Testing

/// Reference retry-budgets 1.6, 2.3, 3.2, 4.1 and V9 of 1.12.
@Suite("Backoffs")
struct BackoffTests {
  static let millisecond: Int64 = 1_000_000
  static let second: Int64 = 1_000_000_000
  /// The word whose uniform number is the largest below 1, and the one of a half.
  static let one = UInt64.max
  static let half = UInt64(1) << 63

  static func delays(_ backoff: Backoff, _ retries: ClosedRange<Int>, word: UInt64) -> [Int64] {
    retries.map { backoff.delay(retry: $0, previous: 0, word: word) }
  }

  static func milliseconds(_ backoff: Backoff, _ retries: ClosedRange<Int>, word: UInt64) -> [Double] {
    delays(backoff, retries, word: word).map { Double($0) / 1e6 }
  }

  @Test("Envoy's is the remainder of a random number in whole milliseconds (V9)")
  func envoy() {
    #expect(Self.milliseconds(.envoy(base: 25, maximum: 30), 1...2, word: 27) == [2, 27])
    #expect(
      Self.milliseconds(.envoy(base: 5, maximum: 100), 1...7, word: 9999) == [4, 9, 19, 39, 79, 99, 99])
    #expect(Backoff.rateLimited(interval: 500, word: 22) == 522 * Self.millisecond)
    #expect(Backoff.rateLimited(interval: 500, word: 9999) == 749 * Self.millisecond)
    #expect(Self.milliseconds(.envoy(base: 0, maximum: 0), 1...3, word: 9999) == [0, 0, 0])
  }

  @Test("Envoy's means are 12, 24.5, 49.5, 99.5 and 124.5 ms")
  func envoyMeans() {
    let backoff = Backoff.envoy(base: 25, maximum: 250)
    #expect((1...6).map { backoff.mean(retry: $0).map { $0 / 1e6 } } == [12, 24.5, 49.5, 99.5, 124.5, 124.5])
  }

  @Test("Linkerd's is [25, 50), [50, 100), [100, 200), [200, 250] and then 250 ms")
  func linkerd() {
    let backoff = Backoff.linkerd(minimum: 25 * Self.millisecond, maximum: 250 * Self.millisecond)
    #expect(Self.milliseconds(backoff, 1...6, word: 0) == [25, 50, 100, 200, 250, 250])
    #expect(Self.milliseconds(backoff, 1...6, word: Self.half) == [37.5, 75, 150, 250, 250, 250])
    #expect(Self.milliseconds(backoff, 1...6, word: Self.one) == [50, 100, 200, 250, 250, 250])
  }

  @Test("gRPC's grows by its multiplier, with full jitter or 20 % around it")
  func grpc() {
    func backoff(_ jitter: Backoff.GRPCJitter) -> Backoff {
      .grpc(initial: 100 * Self.millisecond, maximum: Self.second, multiplier: 3, jitter: jitter)
    }
    #expect(Self.milliseconds(backoff(.full), 1...4, word: Self.half) == [50, 150, 450, 500])
    #expect(Self.milliseconds(backoff(.full), 1...4, word: 0) == [0, 0, 0, 0])
    #expect(Self.milliseconds(backoff(.twentyPercent), 1...4, word: 0) == [80, 240, 720, 800])
    #expect(Self.milliseconds(backoff(.twentyPercent), 1...4, word: Self.half) == [100, 300, 900, 1000])
    #expect(Self.milliseconds(backoff(.twentyPercent), 1...4, word: Self.one) == [120, 360, 1080, 1200])
  }

  @Test("the AWS SDKs' is at most 0.05 s, doubled up to 20 s")
  func sdk() {
    let backoff = Backoff.sdk(base: 50 * Self.millisecond, cap: 20 * Self.second)
    #expect(
      Self.delays(backoff, 1...11, word: Self.one).map { Double($0) / 1e9 }
        == [0.05, 0.1, 0.2, 0.4, 0.8, 1.6, 3.2, 6.4, 12.8, 20, 20])
    #expect(Self.delays(backoff, 1...11, word: 0).allSatisfy { $0 == 0 })
  }

  @Test("a client that counts from the first failure waits 2 × base after it (E8)")
  func classic() {
    func backoff(_ jitter: Backoff.ClassicJitter) -> Backoff {
      .classic(jitter, base: 5 * Self.millisecond, cap: 2000 * Self.millisecond)
    }
    let doubled: [Double] = [10, 20, 40, 80, 160, 320, 640, 1280, 2000, 2000]
    #expect(Self.milliseconds(backoff(.none), 1...10, word: 0) == doubled)
    #expect(Self.milliseconds(backoff(.equal), 1...10, word: 0) == doubled.map { $0 / 2 })
    #expect(Self.milliseconds(backoff(.equal), 1...10, word: Self.half) == doubled.map { $0 * 0.75 })
    #expect(Self.milliseconds(backoff(.full), 1...10, word: 0) == doubled.map { _ in 0 })
    #expect(Self.milliseconds(backoff(.full), 1...10, word: Self.half) == doubled.map { $0 / 2 })
    #expect(Self.milliseconds(backoff(.full), 1...10, word: Self.one) == doubled)
  }

  @Test("decorrelated jitter is drawn between the base and three times the wait before")
  func decorrelated() {
    let backoff = Backoff.classic(
      .decorrelated, base: 5 * Self.millisecond, cap: 2000 * Self.millisecond)
    #expect(backoff.delay(retry: 1, previous: 0, word: 0) == 5 * Self.millisecond)
    #expect(backoff.delay(retry: 1, previous: 0, word: Self.one) == 15 * Self.millisecond)
    #expect(backoff.delay(retry: 2, previous: 100 * Self.millisecond, word: 0) == 5 * Self.millisecond)
    #expect(
      backoff.delay(retry: 2, previous: 100 * Self.millisecond, word: Self.half) == 152_500_000)
    #expect(
      backoff.delay(retry: 2, previous: 1000 * Self.millisecond, word: Self.one) == 2000 * Self.millisecond)
    #expect(backoff.mean(retry: 1) == nil)
  }

  static let everyKind: [Backoff] = [
    .none, .fixed(10 * millisecond), .envoy(base: 25, maximum: 250),
    .linkerd(minimum: 25 * millisecond, maximum: 250 * millisecond),
    .grpc(initial: 100 * millisecond, maximum: second, multiplier: 1.6, jitter: .full),
    .grpc(initial: 100 * millisecond, maximum: second, multiplier: 1.6, jitter: .twentyPercent),
    .sdk(base: 50 * millisecond, cap: 20 * second),
    .classic(.none, base: 5 * millisecond, cap: 2 * second),
    .classic(.equal, base: 5 * millisecond, cap: 2 * second),
    .classic(.full, base: 5 * millisecond, cap: 2 * second),
  ]

  @Test("the mean of the draws is the mean", arguments: everyKind)
  func means(backoff: Backoff) throws {
    var draws = RandomStream(seed: 41, replication: 0, purpose: 0, entity: 0).draws(0)
    let samples = 10_000
    for retry in 1...6 {
      let expected = try #require(backoff.mean(retry: retry))
      var sum = 0.0
      var squares = 0.0
      for _ in 0..<samples {
        let delay = Double(backoff.delay(retry: retry, previous: 0, draws: &draws))
        sum += delay
        squares += (delay - expected) * (delay - expected)
      }
      let deviation = (squares / Double(samples)).squareRoot()
      #expect(abs(sum / Double(samples) - expected) <= 4 * deviation / 100 + 1e-6 * expected)
    }
  }

  @Test("no number of retries and no length overflows", arguments: [1, 2, 62, 63, 64, 65, 1000, 32_766])
  func extremes(retry: Int) {
    let longest: [Backoff] = [
      .linkerd(minimum: 1, maximum: .max / 2), .sdk(base: 1, cap: .max), .sdk(base: .max, cap: .max),
      .grpc(initial: 1, maximum: .max, multiplier: 1e300, jitter: .twentyPercent),
      .grpc(initial: .max, maximum: .max, multiplier: 1e-300, jitter: .full),
      .classic(.none, base: 1, cap: .max), .classic(.equal, base: .max, cap: .max),
      .classic(.decorrelated, base: .max, cap: .max), .envoy(base: 1, maximum: 9_000_000_000_000),
    ]
    for backoff in Self.everyKind + longest {
      for word in [0, Self.half, Self.one] {
        #expect(backoff.delay(retry: retry, previous: .max, word: word) >= 0)
      }
    }
  }
}
