import Experiments
import Testing

@Suite("Differences between runs")
struct DifferenceTests {
  /// Of SciPy 1.17: `2 * stats.t.sf(t, df)`.
  @Test(
    "the p-value of Student's t, also for degrees that are not whole",
    arguments: [
      (2.0, 7.4, 0.08341193682997051), (3.5, 2.25, 0.06131653822939244), (-1.0, 1.0, 0.5),
      (0.5, 33.3, 0.6203632728506986), (-12.0, 9.0, 7.699886222985653e-07), (0.0, 5.5, 1.0),
      (40.0, 29.7, 2.1691079476050512e-27),
    ])
  func probability(t: Double, degrees: Double, expected: Double) {
    #expect(abs(StudentT.probability(beyond: t, degrees: degrees) / expected - 1) < 1e-10)
  }

  /// Of SciPy 1.17: `stats.t.ppf(1 - (1 - confidence) / 2, df)`.
  @Test(
    "critical values for degrees that are not whole",
    arguments: [
      (0.95, 1.5, 6.016663104427929), (0.95, 7.37, 2.3407705849104534), (0.9975, 12.2, 3.7909893987907717),
      (0.99999, 4.0, 27.771647659321037), (0.5, 2.5, 0.7850136829922992),
    ])
  func critical(confidence: Double, degrees: Double, expected: Double) {
    #expect(abs(StudentT.critical(confidence: confidence, degrees: degrees) / expected - 1) < 1e-10)
  }

  /// The additional hours of sleep by two soporifics (Student 1908, Biometrika 6, doi:10.1093/biomet/6.1.1).
  static let first = [0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0]
  static let second = [1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4]

  static func paired(_ baseline: [Double], _ variant: [Double]) throws -> MeanDifference {
    try #require(MeanDifference(pairs: zip(baseline, variant).map { (baseline: $0, variant: $1) }))
  }

  static func expect(
    _ difference: MeanDifference, mean: Double, p: Double, low: Double, high: Double,
    confidence: Double = 0.95
  ) throws {
    #expect(abs(difference.mean - mean) < 1e-12)
    #expect(abs(try #require(difference.p) - p) < 1e-10)
    let interval = try #require(difference.interval(confidence: confidence))
    #expect(abs(interval.lowerBound - low) < 1e-9)
    #expect(abs(interval.upperBound - high) < 1e-9)
  }

  /// Student himself has 1.58 hours, a standard deviation of 1.17 and odds of "nearly 666 to 1" (one-sided, by the normal table of z); the
  /// figures are SciPy's `ttest_rel`, as in every textbook since Fisher: t = 4.0621, p = 0.002833.
  @Test("paired, Student's sleep data")
  func sleep() throws {
    let difference = try Self.paired(Self.first, Self.second)
    #expect(difference.n == 10)
    try Self.expect(
      difference, mean: 1.58, p: 0.002832890197384273, low: 0.7001142367230175, high: 2.459885763276983)
    try Self.expect(
      difference, mean: 1.58, p: 0.002832890197384273, low: 0.31594811489517505, high: 2.8440518851048253,
      confidence: 0.99)
  }

  /// R's `t.test(extra ~ group, data = sleep)` has t = -1.8608, df = 17.776, p-value = 0.07939.
  @Test("unpaired, the same data are less significant")
  func unpairedSleep() throws {
    let difference = try #require(MeanDifference(of: Self.second, from: Self.first))
    #expect(difference.n == 20)
    try Self.expect(
      difference, mean: 1.58, p: 0.0793941401873583, low: -0.20548323071171137, high: 3.3654832307117104)
  }

  /// Figures of SciPy 1.17's `ttest_ind(equal_var=False)`, degrees of freedom 5.1306.
  @Test("unpaired samples of different lengths")
  func lengths() throws {
    let difference = try #require(MeanDifference(of: [5, 6, 7], from: [1, 2, 2, 9, 4]))
    try Self.expect(
      difference, mean: 2.4, p: 0.1800442655265894, low: -0.6999221028855209, high: 5.49992210288552,
      confidence: 0.9)
  }

  @Test("no difference in any replication has p = 1 and an interval that is zero", arguments: [2, 5, 50])
  func none(count: Int) throws {
    let values = (0..<count).map { 0.1 * Double($0) }
    let same = try Self.paired(values, values)
    #expect((same.mean, same.p, same.interval(confidence: 0.95)) == (0, 1, 0...0))
    let constant = Array(repeating: 0.1, count: count)
    let unpaired = try #require(MeanDifference(of: constant, from: constant))
    #expect((unpaired.mean, unpaired.p, unpaired.interval(confidence: 0.95)) == (0, 1, 0...0))
  }

  /// All of n coins fall on one side, whichever: 2^(1-n).
  @Test(
    "the same difference in every replication is judged by the sign test, and has no interval below its confidence",
    arguments: [(2, 0.5), (5, 0.0625), (6, 0.03125), (10, 0.001953125)])
  func sign(count: Int, p: Double) throws {
    // Rounded to different last places, as 0.1 · k + 7 and 0.1 · k are.
    let baseline = (0..<count).map { 0.1 * Double($0) }
    let difference = try Self.paired(baseline, baseline.map { $0 + 7 })
    #expect(difference.p == p)
    #expect(abs(difference.mean - 7) < 1e-12)
    #expect((difference.interval(confidence: 0.95) != nil) == (p <= 0.05))
    if let interval = difference.interval(confidence: 0.95) {
      #expect(interval.lowerBound == interval.upperBound)
    }
  }

  /// C(6, 3) = 20 ways to deal six values, two of which separate them: 0.1. C(10, 5) = 252: 2 / 252.
  @Test(
    "unpaired runs without any spread are judged by the permutation test",
    arguments: [(3, 0.1), (5, 2.0 / 252)])
  func permutations(count: Int, p: Double) throws {
    let difference = try #require(
      MeanDifference(of: Array(repeating: 3, count: count), from: Array(repeating: 1, count: count)))
    #expect(abs(try #require(difference.p) - p) < 1e-12)
    #expect(difference.mean == 2)
    #expect(difference.interval(confidence: 0.95) == (p <= 0.05 ? 2...2 : nil))
  }

  @Test("one replication has no interval, none no difference")
  func few() throws {
    let one = try Self.paired([1], [3])
    #expect((one.mean, one.n, one.p, one.interval(confidence: 0.95)) == (2, 1, nil, nil))
    #expect(MeanDifference(pairs: []) == nil)
    #expect(MeanDifference(of: [], from: [1, 2]) == nil)
    let short = try #require(MeanDifference(of: [3], from: [1, 2]))
    #expect((short.mean, short.p, short.interval(confidence: 0.95)) == (1.5, nil, nil))
  }

  /// With the standard error √(0.95 · 0.05 / 1000) = 0.007 the share is within 3 of them, 0.021.
  @Test("95 % of paired intervals cover the true difference", arguments: [3, 10])
  func pairedCoverage(count: Int) throws {
    var samples = Samples(21)
    var covering = 0
    for _ in 0..<1000 {
      let baseline = (0..<count).map { _ in samples.normal() }
      // Common random numbers: the variant is the baseline, 0.3 more, and a little noise.
      let variant = baseline.map { $0 + 0.3 + 0.1 * samples.normal() }
      let interval = try #require(Self.paired(baseline, variant).interval(confidence: 0.95))
      if interval.contains(0.3) { covering += 1 }
    }
    #expect(abs(Double(covering) / 1000 - 0.95) < 0.021)
  }

  @Test("95 % of Welch's intervals cover the true difference of runs with different spread")
  func unpairedCoverage() throws {
    var samples = Samples(22)
    var covering = 0
    for _ in 0..<1000 {
      let baseline = (0..<8).map { _ in samples.normal() }
      let variant = (0..<20).map { _ in 2 + 5 * samples.normal() }
      let difference = try #require(MeanDifference(of: variant, from: baseline))
      if try #require(difference.interval(confidence: 0.95)).contains(2) { covering += 1 }
    }
    #expect(abs(Double(covering) / 1000 - 0.95) < 0.021)
  }
}
