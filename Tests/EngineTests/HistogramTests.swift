import Engine
import Testing

@Suite("Histogram")
struct HistogramTests {
  /// Values over twelve orders of magnitude, most of them within two.
  static func values(_ count: Int, seed: UInt64) -> [Int64] {
    var draws = RandomStream(seed: seed, replication: 0, purpose: 0, entity: 0).draws(0)
    return (0..<count).map { index in
      switch index % 10 {
      case 0: Int64(draws.below(600))
      case 1: Int64(draws.below(1 << 40))
      default: Int64(2e7 * draws.exponential())
      }
    }
  }

  static func histogram(_ values: [Int64]) -> Histogram {
    var histogram = Histogram()
    for value in values { histogram.record(value) }
    return histogram
  }

  @Test(
    "a quantile is within the stated relative error of the exact one",
    arguments: [1, 2, 19, 100, 1000, 20_000])
  func error(count: Int) throws {
    let values = HistogramTests.values(count, seed: UInt64(count))
    let histogram = HistogramTests.histogram(values)
    let sorted = values.sorted()
    for q in [0, 0.001, 0.01, 0.07, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95, 0.99, 0.999, 1] {
      // The smallest value of which a share q of all is not above.
      let rank = try #require((1...count).first { Double($0) / Double(count) >= q })
      let exact = sorted[rank - 1]
      let quantile = try #require(histogram.quantile(q))
      #expect(abs(Double(quantile - exact)) <= Histogram.relativeError * Double(exact), "q = \(q)")
    }
  }

  @Test("count, sum, mean and range are exact")
  func exact() throws {
    let values = HistogramTests.values(5000, seed: 1)
    let histogram = HistogramTests.histogram(values)
    let sum = values.reduce(0, +)
    #expect(histogram.count == 5000)
    #expect(histogram.sum == Int128(sum))
    #expect(histogram.mean == Double(sum) / 5000)
    #expect(histogram.minimum == values.min())
    #expect(histogram.maximum == values.max())
    #expect(histogram.quantile(0) == values.min())
    #expect(histogram.quantile(1) == values.max())
  }

  @Test("the sum does not overflow")
  func largeSum() {
    var histogram = Histogram()
    for _ in 0..<5 { histogram.record(.max) }
    #expect(histogram.sum == 5 * Int128(Int64.max))
    #expect(histogram.quantile(0.5) == .max)
  }

  @Test("the buckets follow on each other and cover every value")
  func bounds() {
    var next: Int64 = 0
    var bucket = 0
    while true {
      let (lower, upper) = Histogram.bounds(ofBucket: bucket)
      #expect(lower == next)
      #expect(upper >= lower)
      #expect(upper - lower <= lower / 256)
      if upper == .max { break }
      next = upper + 1
      bucket += 1
    }
    var histogram = Histogram()
    histogram.record(.max)
    #expect(histogram.buckets.first?.index == bucket)
  }

  @Test("a value is counted in the bucket whose bounds hold it")
  func bucket() throws {
    for value in HistogramTests.values(3000, seed: 9) {
      let bucket = try #require(HistogramTests.histogram([value]).buckets.first)
      let (lower, upper) = Histogram.bounds(ofBucket: bucket.index)
      #expect(lower <= value && value <= upper)
      #expect(bucket.count == 1)
    }
  }

  @Test("a bucket counts on beyond 16 bits, one by one, at once, merged and rebuilt")
  func manyInOneBucket() throws {
    var single = Histogram()
    for _ in 0..<70_000 { single.record(5) }
    var once = Histogram()
    once.record(5, times: 70_000)
    #expect(single == once)
    once.record(9)
    once.record(5, times: 0)
    once.merge(single)
    #expect(once.buckets.map(\.index) == [5, 9] && once.buckets.map(\.count) == [140_000, 1])
    #expect(once.count == 140_001 && once.sum == 700_009 && once.quantile(0.5) == 5)
    let rebuilt = Histogram(buckets: once.buckets, minimum: 5, maximum: 9, sum: once.sum)
    #expect(try #require(rebuilt) == once)
  }

  @Test("merging is recording all, in whatever order", arguments: [0, 1, 300, 999, 1000])
  func merge(split: Int) {
    let values = HistogramTests.values(1000, seed: 3).sorted()
    let all = HistogramTests.histogram(values)
    let low = HistogramTests.histogram(Array(values[..<split]))
    let high = HistogramTests.histogram(Array(values[split...]))
    var upward = low
    upward.merge(high)
    var downward = high
    downward.merge(low)
    #expect(upward == all)
    #expect(downward == all)
  }

  @Test("a histogram is rebuilt from its parts")
  func rebuild() {
    for histogram in [Histogram(), HistogramTests.histogram(HistogramTests.values(2000, seed: 4))] {
      let rebuilt = Histogram(
        buckets: histogram.buckets, minimum: histogram.minimum, maximum: histogram.maximum, sum: histogram.sum
      )
      #expect(rebuilt == histogram)
    }
  }

  struct Parts: Sendable {
    let buckets: [(index: Int, count: UInt64)]
    let minimum: Int64?
    let maximum: Int64?
    let sum: Int128
  }

  static let contradictions = [
    Parts(buckets: [], minimum: 1, maximum: 1, sum: 1),
    Parts(buckets: [], minimum: nil, maximum: nil, sum: 1),
    Parts(buckets: [(5, 1)], minimum: nil, maximum: 5, sum: 5),
    Parts(buckets: [(5, 1)], minimum: 5, maximum: nil, sum: 5),
    Parts(buckets: [(5, 1)], minimum: 5, maximum: 4, sum: 5),
    Parts(buckets: [(5, 1)], minimum: -5, maximum: 5, sum: 5),
    Parts(buckets: [(5, 1)], minimum: 5, maximum: 6, sum: 5),
    Parts(buckets: [(5, 1)], minimum: 4, maximum: 5, sum: 5),
    Parts(buckets: [(5, 1)], minimum: 5, maximum: 5, sum: 4),
    Parts(buckets: [(5, 1)], minimum: 5, maximum: 5, sum: 6),
    Parts(buckets: [(5, 1), (5, 1)], minimum: 5, maximum: 5, sum: 10),
    Parts(buckets: [(5, 0)], minimum: 5, maximum: 5, sum: 0),
    Parts(buckets: [(5, 1), (7, 1), (6, 1)], minimum: 5, maximum: 6, sum: 18),
    Parts(buckets: [(5, .max), (6, 1)], minimum: 5, maximum: 6, sum: 0),
    Parts(buckets: [(-1, 1), (5, 1)], minimum: 5, maximum: 5, sum: 10),
    Parts(buckets: [(5, 1), (1 << 40, 1)], minimum: 5, maximum: 5, sum: 10),
  ]

  @Test("parts that contradict each other are refused", arguments: contradictions)
  func refused(parts: Parts) {
    let histogram = Histogram(
      buckets: parts.buckets, minimum: parts.minimum, maximum: parts.maximum, sum: parts.sum)
    #expect(histogram == nil)
  }

  @Test(
    "a quantile is trusted from ten values beyond it on",
    arguments: [(0.5, 20), (0.9, 100), (0.99, 1000), (0.999, 10_000), (0.07, 11)] as [(Double, Int)])
  func trusted(q: Double, enough: Int) {
    let values = (1...enough).map { Int64($0) }
    let histogram = HistogramTests.histogram(values)
    #expect(histogram.trustedQuantile(q) != nil)
    #expect(histogram.trustedQuantile(q) == histogram.quantile(q))
    #expect(HistogramTests.histogram(Array(values.dropLast())).trustedQuantile(q) == nil)
    #expect(HistogramTests.histogram(Array(values.dropLast())).trustedQuantile(q, beyond: 5) != nil)
  }

  @Test("an empty histogram has no quantile")
  func empty() {
    let histogram = Histogram()
    #expect(histogram.quantile(0.5) == nil)
    #expect(histogram.trustedQuantile(0.5, beyond: 0) == nil)
    #expect(histogram.minimum == nil && histogram.maximum == nil && histogram.mean == nil)
    #expect(histogram.buckets.isEmpty)
  }
}
