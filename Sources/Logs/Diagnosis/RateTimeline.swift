/// How many requests arrive in each of at most 64 equal parts of a log, whose length is not known before its end.
package struct RateTimeline: Sendable, Equatable {
  /// Parts at the most; there are more than half as many, unless the log is shorter than a tenth of a second.
  package static let most = 64

  /// Requests in each part from the first arrival on; the last part may be incomplete.
  package private(set) var counts: [Int] = []
  /// The length of a part is 2^shift nanoseconds.
  private var shift: UInt64 = 20

  package init() {}

  /// The length of a part in seconds.
  package var width: Double { Double(UInt64(1) << shift) / 1e9 }

  /// Counts so many requests, so many nanoseconds after the first one and not before the last ones; O(1) on average.
  package mutating func add(_ offset: UInt64, count: Int = 1) {
    while offset >> shift >= UInt64(Self.most) { double() }
    let part = Int(offset >> shift)
    while counts.count <= part { counts.append(0) }
    counts[part] += count
  }

  /// Puts pairs of parts together.
  private mutating func double() {
    counts = stride(from: 0, to: counts.count, by: 2).map { index in
      counts[index] + (index + 1 < counts.count ? counts[index + 1] : 0)
    }
    shift += 1
  }
}
