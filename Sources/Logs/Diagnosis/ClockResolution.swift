import Engine

/// How finely a clock really tells times, whatever the digits promise.
package struct ClockResolution: Sendable, Equatable {
  /// Nanoseconds, each a multiple of the one before.
  private static let units: [Int64] = [
    1, 10, 100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000, 1_000_000_000, 10_000_000_000,
    60_000_000_000, 600_000_000_000, 3_600_000_000_000,
  ]
  /// The fewest distinct times that tell a unit: that all of ten are multiples of one by chance has a probability of 6⁻¹⁰ at the most.
  private static let fewest = 10
  /// The share of times that may come from another clock.
  private static let strangers = 0.001

  /// A resolution that digits promise, and the place in ``units`` of the largest one of which it is a multiple.
  private struct Usual: Equatable {
    var resolution: Int64 = 1
    var level = 0
  }

  /// How many distinct times are multiples of a unit and not of the next.
  private var levels = [Int](repeating: 0, count: units.count)
  private var last: Int64?
  private var distinct = 0
  /// The finest resolution that the digits of a time promise, in nanoseconds; nil where there is no time.
  private(set) var promised: Int64?
  private var usual = Usual()

  /// Creates the resolution of no time.
  package init() {}

  /// Counts a time whose digits promise so much, both in nanoseconds; O(1).
  package mutating func add(_ time: Int64, promising resolution: Int64) {
    guard time != last else { return }
    last = time
    distinct += 1
    if resolution != usual.resolution || promised == nil {
      usual = Usual(resolution: resolution, level: Self.units.lastIndex { resolution % $0 == 0 } ?? 0)
      promised = min(promised ?? .max, resolution)
    }
    var level = time % Self.units[usual.level] == 0 ? usual.level : 0
    while level + 1 < Self.units.count, time % Self.units[level + 1] == 0 { level += 1 }
    levels[level] += 1
  }

  /// Adds the times of another file.
  package mutating func add(_ other: ClockResolution) {
    for level in levels.indices { levels[level] += other.levels[level] }
    distinct += other.distinct
    if let resolution = other.promised { promised = min(promised ?? .max, resolution) }
  }

  /// The largest unit of which all times but a thousandth are multiples, in nanoseconds; nil where there are too few to tell.
  package var unit: Int64? {
    guard distinct >= Self.fewest else { return nil }
    var multiples = 0
    for level in levels.indices.reversed() {
      multiples += levels[level]
      if Double(multiples) >= Double(distinct) * (1 - Self.strangers) { return Self.units[level] }
    }
    return 1
  }

  /// The time from one tick to the next of a clock that ticks more slowly than its unit, in nanoseconds; nil where it does not.
  ///
  /// Such a clock tells many requests the same time, and no two distinct times are close. Were the times those of batches that come at
  /// random, m of them in a span T, then no gap of m would be below g with a probability of e^(−m² g / T): 20 in the exponent is 2 · 10⁻⁹.
  /// Requests that come one at a time and evenly have no ties.
  /// - Parameters:
  ///   - gaps: The gaps between the arrivals.
  ///   - span: From the first arrival to the last, in nanoseconds.
  package func tick(_ gaps: borrowing GapStatistics, span: UInt64) -> Int64? {
    guard let unit, let shortest = gaps.positive.minimum, let typical = gaps.positive.quantile(0.01),
      gaps.ties * 10 >= gaps.count, shortest >= 10 * unit, span > 0
    else { return nil }
    let count = Double(gaps.positive.count)
    guard count * count * Double(shortest) / Double(span) >= 20 else { return nil }
    return Self.rounded(typical)
  }

  /// Two digits, which is what a histogram's quantile and a clock that drifts tell.
  private static func rounded(_ time: Int64) -> Int64 {
    var step: Int64 = 1
    while time / step >= 100 { step *= 10 }
    return (time + step / 2) / step * step
  }
}
