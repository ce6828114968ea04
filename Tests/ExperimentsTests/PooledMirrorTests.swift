import Experiments
import Records
import Testing

@Suite("Mirrors over replications")
struct PooledMirrorTests {
  static let labels: Labels = ["route": "shop/front", "rule": "0", "mirror": "shop/copy"]

  static func mirror(_ eligible: Int, _ sent: Int, expected: Double = 0.5) -> MirrorRecord {
    MirrorRecord(
      route: "shop/front", rule: 0, mirror: "shop/copy", eligible: eligible, sent: sent, failed: 1,
      expected: expected)
  }

  static func summaries(_ mirrors: [[MirrorRecord]], confidence: Double = 0.95) -> [Summary] {
    let samples = ["mirror_ratio", "mirror_low", "mirror_high"].map { MetricSample($0, labels, 0.123) }
    return Summaries.of(
      mirrors.map { _ in samples }, mirrors: PooledMirrors(mirrors), confidence: confidence)
  }

  /// Clopper and Pearson's interval at 99.9 % of 5 + 95 of 10 + 190, from SciPy 1.17's `binomtest(100, 200)`.
  @Test("the interval of the ratio is the exact one around the counts of all replications together")
  func pooled() throws {
    let pooled = PooledMirrors([[Self.mirror(10, 5)], [Self.mirror(190, 95)]])
    let mirror = try #require(pooled.mirrors.first)
    #expect((mirror.record.eligible, mirror.record.sent, mirror.record.failed) == (200, 100, 2))
    #expect(mirror.interval.verdict == .pass)
    #expect(abs(mirror.interval.low - 0.382953488) < 1e-6)
    #expect(abs(mirror.interval.high - 0.617046512) < 1e-6)
    let found = Self.summaries([[Self.mirror(10, 5)], [Self.mirror(190, 95)]])
    #expect(found.map(\.mean) == [0.5, mirror.interval.low, mirror.interval.high])
    #expect(found.map(\.n) == [2, 2, 2])
    #expect(found[1].low == nil && found[2].high == nil)
  }

  /// Each replication alone is inside its interval, all together are not.
  @Test("a small error in every replication is found in all of them together")
  func verdict() {
    let each = Self.mirror(1000, 535)
    #expect(PooledMirrors([[each]]).mirrors.map(\.interval.verdict) == [.pass])
    #expect(PooledMirrors(Array(repeating: [each], count: 20)).mirrors.map(\.interval.verdict) == [.fail])
  }

  /// r = 60/120; residuals 15 - 20 r = 5, 45 - 100 r = -5: t(1) = 12.7062 · √(2/1 · 50) / 120.
  @Test("the ratio is that of the sums, with the interval of a ratio of sums")
  func ratio() throws {
    let ratio = Self.summaries([[Self.mirror(20, 15)], [Self.mirror(100, 45)]])[0]
    let half = 12.7062047 * 10 / 120
    let (low, high) = (try #require(ratio.low), try #require(ratio.high))
    #expect(ratio.mean == 0.5)
    #expect(abs(high - 0.5 - half) < 1e-7)
    #expect(abs(low - 0.5 + half) < 1e-7)
  }

  @Test("the same ratio in every replication has no width, whatever it is rounded to")
  func equal() {
    let found = Self.summaries([[Self.mirror(3, 1)], [Self.mirror(9, 3)], [Self.mirror(3000, 1000)]])[0]
    #expect((found.mean, found.low, found.high) == (1.0 / 3, 1.0 / 3, 1.0 / 3))
  }

  @Test(
    "one replication is what it was alone, without an interval; replications without a request do not count")
  func few() {
    let alone = Self.summaries([[Self.mirror(100, 42)]])
    let interval = BinomialInterval(successes: 42, trials: 100, confidence: 0.999)
    #expect(alone.map(\.mean) == [0.42, interval?.low, interval?.high])
    #expect(alone.map(\.low) == [nil, nil, nil])
    #expect(Self.summaries([[Self.mirror(0, 0)], [Self.mirror(100, 42)]]).map(\.n) == [1, 1, 1])
    let none = Self.summaries([[Self.mirror(0, 0)], [Self.mirror(0, 0)]])
    #expect(none.map(\.mean) == [nil, nil, nil])
    #expect(PooledMirrors([[Self.mirror(0, 0)]]).mirrors.map(\.interval.verdict) == [.inconclusive])
    #expect(PooledMirrors([]).mirrors.isEmpty)
  }

  /// A rule may mirror twice to one Service; the two are judged apart, and their metrics, which have the same labels, stay means.
  @Test("mirrors with the same labels are not pooled with each other")
  func ambiguous() {
    let both = [Self.mirror(1000, 100, expected: 0.1), Self.mirror(1000, 200, expected: 0.2)]
    #expect(PooledMirrors([both, both]).mirrors.map(\.interval.verdict) == [.pass, .pass])
    #expect(Self.summaries([both, both]).map(\.mean) == [0.123, 0.123, 0.123])
  }

  /// Copies are drawn one by one, so the interval of the ratio covers the wanted one.
  @Test("95 % of the intervals of the ratio cover the wanted one")
  func coverage() throws {
    var samples = Samples(61)
    var covering = 0
    for _ in 0..<500 {
      let mirrors = (0..<10).map { index -> [MirrorRecord] in
        let eligible = 20 + 10 * index
        return [Self.mirror(eligible, (0..<eligible).count { _ in samples.uniform() < 0.3 })]
      }
      let ratio = Self.summaries(mirrors)[0]
      if try #require(ratio.low) <= 0.3, 0.3 <= (try #require(ratio.high)) { covering += 1 }
    }
    #expect((0.915...0.97).contains(Double(covering) / 500))
  }
}
