import Experiments
import Records
import Testing

@Suite("Replications until a precision")
struct PrecisionTests {
  static func check(_ metric: String, _ labels: Labels = .none) -> Check {
    Check(text: metric, metric: metric, labels: labels, condition: .above(0))
  }

  static func summary(
    _ name: String, _ labels: Labels = .none, mean: Double?, half: Double?
  ) -> Summary {
    Summary(
      name: name, labels: labels, mean: mean, low: half.flatMap { half in mean.map { $0 - half } },
      high: half.flatMap { half in mean.map { $0 + half } }, confidence: 0.95, n: 5)
  }

  static func precision(
    minimum: Int = 5, maximum: Int = 50, until: Double? = 0.02, _ checks: [Check] = [check("goodput")]
  ) -> Precision {
    Precision(minimum: minimum, maximum: maximum, until: until, checks: checks)
  }

  @Test("a fixed number is run in one round")
  func fixed() {
    let precision = Self.precision(minimum: 7, maximum: 7, until: nil)
    #expect(precision.first == 7)
    #expect(precision.next(after: 7, [Self.summary("goodput", mean: 1, half: 1)]) == nil)
  }

  @Test(
    "the first round has the minimum, at least five, at most the maximum",
    arguments: [(1, 50, 5), (5, 50, 5), (12, 50, 12), (2, 3, 3), (12, 12, 12)])
  func first(minimum: Int, maximum: Int, expected: Int) {
    #expect(Self.precision(minimum: minimum, maximum: maximum).first == expected)
  }

  /// With a mean of 100 and 2 % the half-width has to be below 2. ⌈n (h/2)²⌉: 10 · 1.21 = 12.1, 10 · 1.0404 = 10.404.
  @Test(
    "the next round has as many as the half-width promises, at least one more and at most twice as many",
    arguments: [
      (10, 1.9, nil), (10, 2, 11), (10, 2.04, 11), (10, 2.2, 13), (10, 2.5, 16), (10, 3, 20), (10, 300, 20),
      (30, 2.5, 47), (30, 3, 50), (49, 9, 50), (50, 9, nil),
    ] as [(Int, Double, Int?)])
  func next(n: Int, half: Double, expected: Int?) {
    #expect(Self.precision().next(after: n, [Self.summary("goodput", mean: 100, half: half)]) == expected)
    #expect(Self.precision().next(after: n, [Self.summary("goodput", mean: -100, half: half)]) == expected)
  }

  @Test(
    "what has no value, no interval, or a mean of zero with some width runs up to the cap; zero without width is precise",
    arguments: [
      (nil, nil, 20), (1, nil, 20), (0, 0.1, 20), (0, 0, nil), (1, 0, nil), (.nan, .nan, 20),
      (.infinity, 1, 20),
    ] as [(Double?, Double?, Int?)])
  func limits(mean: Double?, half: Double?, expected: Int?) {
    #expect(Self.precision().next(after: 10, [Self.summary("goodput", mean: mean, half: half)]) == expected)
  }

  @Test("the widest of all checked metrics decides, others do not")
  func widest() {
    let precision = Self.precision([Self.check("goodput"), Self.check("success_ratio", ["traffic": "users"])])
    let narrow = Self.summary("goodput", mean: 100, half: 1)
    let wide = Self.summary("success_ratio", ["traffic": "users"], mean: 100, half: 2.5)
    #expect(precision.next(after: 10, [narrow, wide]) == 16)
    let others = [
      Self.summary("success_ratio", mean: 1, half: 9), Self.summary("requests", mean: 1, half: 9),
    ]
    #expect(Self.precision().next(after: 10, [narrow] + others) == nil)
    #expect(precision.next(after: 10, [narrow]) == 20)
  }

  @Test("without checks it is the success ratio, goodput and 99th percentile of all requests")
  func unchecked() {
    let names = ["success_ratio", "goodput", "response_time_p99"]
    let narrow = names.map { Self.summary($0, mean: 100, half: 1) }
    let precision = Self.precision([])
    #expect(precision.next(after: 10, narrow) == nil)
    for index in names.indices {
      var one = narrow
      one[index] = Self.summary(names[index], mean: 100, half: 2.5)
      #expect(precision.next(after: 10, one) == 16)
      one.remove(at: index)
      #expect(precision.next(after: 10, one) == 20)
    }
  }

  @Test("a status that nobody got is precise")
  func absentStatus() {
    let precision = Self.precision([Self.check("status_ratio", ["status": "500"])])
    #expect(precision.next(after: 10, [Self.summary("requests", mean: 1000, half: 100)]) == nil)
    #expect(precision.next(after: 10, []) == 20)
  }

  /// A whole experiment: rounds of values until their mean is known to `until`.
  static func run(
    minimum: Int, until: Double, _ value: () -> Double
  ) -> ClosedRange<Double>? {
    let precision = Self.precision(minimum: minimum, maximum: 10_000, until: until)
    var values: [[MetricSample]] = []
    var goal: Int? = precision.first
    var summaries: [Summary] = []
    while let n = goal {
      while values.count < n { values.append([MetricSample("goodput", .none, value())]) }
      summaries = Summaries.of(values)
      goal = precision.next(after: n, summaries)
    }
    guard let low = summaries.first?.low, let high = summaries.first?.high else { return nil }
    return low...high
  }

  /// In fifty thousand experiments of another program 92.3, 94.1, 93.6 and 93.8 %; the standard error of 400 is 1.3 %.
  @Test(
    "95 % intervals of runs that stopped once they were narrow cover nearly as much",
    arguments: [
      (5, 0.1, false, 0.923), (5, 0.05, false, 0.941), (5, 0.2, true, 0.936), (10, 0.2, true, 0.938),
    ])
  func coverage(minimum: Int, until: Double, isExponential: Bool, expected: Double) throws {
    var samples = Samples(71)
    var covering = 0
    let experiments = 400
    for _ in 0..<experiments {
      // Both have the mean 1; the normal one spreads by 0.2.
      let interval = try #require(
        Self.run(minimum: minimum, until: until) {
          isExponential ? samples.exponential() : 1 + 0.2 * samples.normal()
        })
      let (low, high) = (interval.lowerBound, interval.upperBound)
      #expect(high - low < until * (high + low))
      if interval.contains(1) { covering += 1 }
    }
    let coverage = Double(covering) / Double(experiments)
    #expect(abs(coverage - expected) < 0.039)
  }
}
