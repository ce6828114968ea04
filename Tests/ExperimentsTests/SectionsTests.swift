import Engine
import Experiments
import Foundation
import Records
import Testing

@Suite("Quantiles over replications")
struct SectionsTests {
  static let names = ["response_time_p50", "response_time_p90", "response_time_p99", "response_time_p999"]

  static func histogram(_ values: [Int64]) -> Histogram {
    var histogram = Histogram()
    for value in values { histogram.record(value) }
    return histogram
  }

  static func record(_ histogram: Histogram, _ labels: Labels = .none) -> HistogramRecord {
    let buckets = histogram.buckets.map {
      let bounds = Histogram.bounds(ofBucket: $0.index)
      return HistogramRecord.Bucket(lower: bounds.lower, upper: bounds.upper, count: $0.count)
    }
    var record = HistogramRecord(name: "response_time", labels: labels, buckets: buckets)
    if let least = histogram.minimum, let greatest = histogram.maximum { record.range = least...greatest }
    return record
  }

  static func sections(_ replications: [[Int64]]) -> Sections {
    var sections = Sections()
    for (index, values) in replications.enumerated() {
      sections.add([record(histogram(values))], replication: index)
    }
    return sections
  }

  /// Summaries of the quantiles where the replications' own values are 0, so that none of what is found comes from those.
  static func summaries(_ sections: Sections, replications: Int, confidence: Double = 0.95) -> [Summary] {
    let samples = names.map { MetricSample($0, .none, 0) }
    return Summaries.of(
      Array(repeating: samples, count: replications), sections: sections, confidence: confidence)
  }

  static func exponential(_ samples: inout Samples, _ count: Int, mean: Double = 1e7) -> [Int64] {
    (0..<count).map { _ in Int64(mean * samples.exponential()) }
  }

  @Test(
    "of one replication it is the quantile of its histogram, withheld where that is",
    arguments: [1, 19, 20, 21, 999, 1000, 20_000])
  func single(count: Int) {
    var samples = Samples(51)
    let values = Self.exponential(&samples, count)
    let found = Self.summaries(Self.sections([values]), replications: 1)
    let histogram = Self.histogram(values)
    for (summary, quantile) in zip(found, [0.5, 0.9, 0.99, 0.999]) {
      let expected = histogram.trustedQuantile(quantile).map { Double($0) / 1e9 }
      #expect((summary.mean, summary.low, summary.high) == (expected, nil, nil))
      #expect(summary.n == (expected == nil ? 0 : 1))
    }
  }

  @Test("equal times are that time exactly, and not the middle of a bucket")
  func constant() {
    let values = Array(repeating: Int64(10_000_001), count: 200)
    for replications in [1, 3, 100] {
      let sections = Self.sections(Array(repeating: values, count: replications))
      let median = Self.summaries(sections, replications: replications)[0]
      #expect(median.mean == 0.010_000_001)
      let end = replications == 1 ? nil : median.mean
      #expect((median.low, median.high, median.n) == (end, end, replications))
    }
  }

  @Test(
    "of several replications it is the quantile of all their values together, also where none alone tells it")
  func merged() {
    var samples = Samples(52)
    var replications: [[Int64]] = []
    for index in 0..<20 {
      let count = index == 3 ? 0 : 100 + 37 * index
      replications.append(Self.exponential(&samples, count, mean: 1e6 * Double(1 + index)))
    }
    let all = Self.histogram(replications.flatMap { $0 })
    let found = Self.summaries(Self.sections(replications), replications: 20)
    for (summary, quantile) in zip(found, [0.5, 0.9, 0.99]) {
      #expect(summary.mean == all.trustedQuantile(quantile).map { Double($0) / 1e9 })
      #expect(summary.n == 19)
    }
    // Nine thousand values have nine beyond the 99.9th percentile.
    #expect((found[3].mean, found[3].n) == (nil, 0))
  }

  /// By the formula: three sections of 100 values 1…100 ms, shifted by 0, 1 and 5 ms, are the quantiles 50, 51 and 55 ms.
  @Test("the interval is Student's around the quantiles of the sections")
  func formula() throws {
    // In whole buckets: below 512 ns each value has its own.
    let shifts: [Int64] = [0, 1, 5]
    let replications = shifts.map { shift in (1...100).map { Int64($0) + shift } }
    let median = Self.summaries(Self.sections(replications), replications: 3)[0]
    // In nanoseconds.
    let all = Double(replications.flatMap { $0 }.sorted()[149])
    #expect(median.mean == all / 1e9)
    let distances: [Double] = [50 - all, 51 - all, 55 - all]
    let squares = distances.reduce(0) { $0 + $1 * $1 }
    // t(2) = 4.302653 at 95 %; the weights are equal, so the variance is Σ (qᵢ - q)² / (3 · 2).
    let half = 4.302653 * (squares / 6).squareRoot()
    let (low, high) = (try #require(median.low) * 1e9, try #require(median.high) * 1e9)
    #expect(abs(high - all - half) < 1e-5)
    #expect(abs(low - all + half) < 1e-5)
  }

  @Test("sections with too few values beyond the quantile are joined, and one alone has no interval")
  func joined() throws {
    var samples = Samples(56)
    // 400 values have 4 beyond the 99th percentile: three replications together tell it.
    let replications = (0..<7).map { _ in Self.exponential(&samples, 400) }
    func interval(_ count: Int) -> Summary {
      Self.summaries(Self.sections(Array(replications[..<count])), replications: count)[2]
    }
    #expect(interval(2).mean == nil)
    #expect(interval(3).mean != nil)
    #expect(interval(5).low == nil)
    // Sections 0-2 and 3-6, which are all that there are with one degree of freedom.
    let seven = interval(7)
    let mean = try #require(seven.mean)
    let squares = try [replications[0..<3], replications[3..<7]].map { part -> Double in
      let histogram = Self.histogram(part.flatMap { $0 })
      let distance = Double(try #require(histogram.trustedQuantile(0.99))) / 1e9 - mean
      return Double(histogram.count) * distance * distance
    }
    let half = 12.7062047 * (squares.reduce(0, +) / 2800).squareRoot()
    let high = try #require(seven.high)
    #expect(half > 0)
    #expect(abs(high - mean - half) < 1e-7 * half)
    #expect(seven.n == 7)
  }

  @Test(
    "the order in which replications finish changes nothing, for any number of them and where memory is short",
    arguments: [1, 32, 33, 100])
  func order(count: Int) {
    var samples = Samples(54)
    let records = (0..<count).map { _ in
      ["a", "b"].map { Self.record(Self.histogram(Self.exponential(&samples, 40)), ["route": $0]) }
    }
    for limit in [4_000_000, 900, 10] {
      // 1009 is prime, so k · 1009 runs through all remainders.
      let orders = [Array(0..<count), (0..<count).reversed(), (0..<count).map { $0 * 1009 % count }]
      let found = orders.map { order in
        var sections = Sections(bucketLimit: limit)
        for index in order { sections.add(records[index], replication: index) }
        let samples = [
          MetricSample("response_time_p50", ["route": "a"], 0),
          MetricSample("response_time_p90", ["route": "b"], 0),
        ]
        return Summaries.of(Array(repeating: samples, count: count), sections: sections)
      }
      #expect(found[0] == found[1])
      #expect(found[0] == found[2])
    }
  }

  @Test("what is no quantile of these histograms is a mean over replications")
  func others() {
    let sections = Self.sections([[1, 2, 3], [4, 5, 6]])
    let samples = [1.0, 3].map { value in
      ["response_time_mean", "response_time_max", "waiting_time_p50"].map { MetricSample($0, .none, value) }
        + [MetricSample("response_time_p50", ["route": "a"], value)]
    }
    #expect(Summaries.of(samples, sections: sections).map(\.mean) == [2, 2, 2, 2])
  }

  /// Each replication has a level of its own, so that its values are anything but independent; with `shape` the marginal distribution
  /// function is the mean of exponential ones over the levels, and the true quantile is found by bisection on it.
  struct World {
    let replications: Int
    let values: Int
    let quantile: Double

    /// Levels are 5, 10 and 15 ms, each as likely.
    static let levels = [0.005, 0.010, 0.015]

    var truth: Double {
      var (low, high) = (0.0, 1.0)
      for _ in 0..<100 {
        let middle = (low + high) / 2
        let share = Self.levels.reduce(0) { $0 + (1 - exp(-middle / $1)) / 3 }
        if share < quantile { low = middle } else { high = middle }
      }
      return low
    }

    func coverage(of name: String, experiments: Int) throws -> Double {
      var samples = Samples(55)
      var covering = 0
      for _ in 0..<experiments {
        let all = (0..<replications).map { _ in
          let level = Self.levels[Int(samples.uniform() * 3)]
          return SectionsTests.exponential(&samples, values, mean: level * 1e9)
        }
        let found = SectionsTests.summaries(SectionsTests.sections(all), replications: replications)
        let summary = try #require(found.first { $0.name == name })
        if try #require(summary.low) <= truth, truth <= (try #require(summary.high)) { covering += 1 }
      }
      return Double(covering) / Double(experiments)
    }
  }

  @Test(
    "about 95 % of the intervals cover the true quantile, though values of one replication are alike",
    arguments: [
      ("response_time_p50", World(replications: 10, values: 100, quantile: 0.5)),
      ("response_time_p90", World(replications: 20, values: 150, quantile: 0.9)),
      ("response_time_p90", World(replications: 40, values: 60, quantile: 0.9)),
    ])
  func coverage(name: String, world: World) throws {
    let coverage = try world.coverage(of: name, experiments: 250)
    #expect((0.9...0.98).contains(coverage))
  }
}
