import Foundation

/// Whether arrivals come as those of a Poisson process.
package struct ArrivalStatistics: Sendable {
  /// The variance of counts over their mean, at one length of windows.
  package struct Dispersion: Sendable, Equatable {
    /// The windows' length in seconds.
    package var window: Double
    /// How many there are.
    package var windows: Int
    /// Their variance over their mean; 1 on average for a Poisson process.
    package var index: Double

    /// Creates a point.
    package init(window: Double, windows: Int, index: Double) {
      self.window = window
      self.windows = windows
      self.index = index
    }
  }

  /// Fisher's dispersion test in windows of about five requests: Σ (nᵢ - n̄)² / n̄ is χ² with k - 1 degrees of freedom (Biometrika 9, 1922,
  /// doi:10.1093/biomet/9.3-4.325); nil where there are fewer than ten windows.
  package private(set) var dispersion: Dispersion?
  /// Its two-sided p-value.
  package private(set) var dispersionProbability: Double?
  /// The greatest distance between the gaps' distribution and the exponential one with their mean; nil with fewer than ten gaps.
  package private(set) var gapDistance: Double?
  /// What it exceeds with 1 % under a Poisson process whose rate is estimated (Stephens, doi:10.1080/01621459.1974.10480196).
  package private(set) var gapCritical: Double?
  /// The coefficient of variation of the gaps; 1 on average for a Poisson process.
  package private(set) var gapVariation: Double?
  /// The index of dispersion in windows that double, as far as there are twenty.
  package private(set) var curve: [Dispersion] = []

  /// The error of each test.
  static let significance = 0.01

  /// Tests the arrivals in `periods`; O(requests log requests).
  package init(arrivals: [Int64], periods: [ObservedPeriods.Period]) {
    let count = periods.requestCount
    guard count > 0, periods.seconds > 0 else { return }
    var window = 5 * periods.seconds / Double(count)
    for _ in 0..<40 {
      guard let found = Self.dispersion(arrivals, periods, window), found.windows >= (curve.isEmpty ? 10 : 20)
      else { break }
      curve.append(found)
      window *= 2
    }
    if let first = curve.first {
      dispersion = first
      let below = IncompleteGamma.lower(
        Double(first.windows - 1) / 2, first.index * Double(first.windows - 1) / 2)
      dispersionProbability = min(1, 2 * min(below, 1 - below))
    }
    test(gaps: Self.gaps(arrivals, periods))
  }

  /// Whether no test speaks against a Poisson process.
  package var isPoisson: Bool { !isDispersed && !(gapsAreRefused) }

  /// Whether counts vary more than those of a Poisson process.
  package var isOverdispersed: Bool { isDispersed && (dispersion?.index ?? 1) > 1 }

  /// Whether the counts' variance is not that of a Poisson process.
  package var isDispersed: Bool { dispersionProbability.map { $0 < Self.significance } ?? false }

  /// Whether the gaps are not exponential.
  package var gapsAreRefused: Bool {
    guard let gapDistance, let gapCritical else { return false }
    return gapDistance > gapCritical
  }

  private static func dispersion(
    _ arrivals: [Int64], _ periods: [ObservedPeriods.Period], _ window: Double
  ) -> Dispersion? {
    var counts: [Int] = []
    var used = 0.0
    for period in periods {
      let fitting = Int((period.length / 1e9 / window + 1e-9).rounded(.down))
      guard fitting >= 1 else { continue }
      var whole = period
      whole.length = Double(fitting) * window * 1e9
      // What lies behind the last whole window counts for none.
      whole.requests = period.requests.lowerBound..<partition(arrivals, period, whole.start + whole.length)
      counts += ObservedPeriods.pieces(of: whole, count: fitting, arrivals).map(\.requests.count)
      used += Double(fitting) * window
    }
    let total = counts.reduce(0, +)
    guard counts.count >= 2, total > 0 else { return nil }
    let mean = Double(total) / Double(counts.count)
    let squares = counts.reduce(0.0) { $0 + (Double($1) - mean) * (Double($1) - mean) }
    return Dispersion(
      window: window, windows: counts.count, index: squares / Double(counts.count - 1) / mean)
  }

  /// The first request of a period that arrives at `end` or later.
  private static func partition(
    _ arrivals: [Int64], _ period: ObservedPeriods.Period, _ end: Double
  ) -> Int {
    var low = period.requests.lowerBound
    var high = period.requests.upperBound
    while low < high {
      let middle = (low + high) / 2
      if Double(arrivals[middle]) < end { low = middle + 1 } else { high = middle }
    }
    return low
  }

  private static func gaps(_ arrivals: [Int64], _ periods: [ObservedPeriods.Period]) -> [Double] {
    periods.flatMap { period in
      period.requests.dropFirst().map { (Double(arrivals[$0]) - Double(arrivals[$0 - 1])) / 1e9 }
    }.sorted()
  }

  private mutating func test(gaps: [Double]) {
    guard gaps.count >= 10 else { return }
    let moments = SampleMoments(gaps)
    guard moments.mean > 0 else { return }
    gapVariation = moments.deviation / moments.mean
    gapDistance = KolmogorovSmirnov.distance(gaps) { -expm1(-$0 / moments.mean) }
    gapCritical = KolmogorovSmirnov.Law.exponential.critical(count: gaps.count, significance: .one)
  }
}

/// Mean and standard deviation (divisor n - 1) of values.
struct SampleMoments {
  var mean = 0.0
  var deviation = 0.0

  init(_ values: [Double]) {
    guard !values.isEmpty else { return }
    mean = values.reduce(0, +) / Double(values.count)
    guard values.count > 1 else { return }
    let squares = values.reduce(0.0) { $0 + ($1 - mean) * ($1 - mean) }
    deviation = (squares / Double(values.count - 1)).squareRoot()
  }
}
