import Results

/// The values of several replications in one histogram of nanoseconds.
struct PooledHistogram: Sendable {
  private var counts: [Int64: HistogramRecord.Bucket] = [:]
  /// How many values there are.
  private(set) var count: UInt64 = 0

  /// Adds the buckets of one replication.
  mutating func add(_ buckets: [HistogramRecord.Bucket]) {
    for bucket in buckets {
      count &+= bucket.count
      var own =
        counts[bucket.lower] ?? HistogramRecord.Bucket(lower: bucket.lower, upper: bucket.upper, count: 0)
      own.count &+= bucket.count
      counts[bucket.lower] = own
    }
  }

  /// The non-empty buckets, ascending.
  var buckets: [HistogramRecord.Bucket] { counts.values.sorted { $0.lower < $1.lower } }

  /// The quantiles in seconds, nil each where fewer than ten values lie beyond it (design section 4.3); O(buckets).
  ///
  /// - Parameter shares: Ascending, each between 0 and 1.
  func quantiles(_ shares: [Double]) -> [Double?] {
    var buckets = buckets[...]
    var seen: UInt64 = 0
    return shares.map { share in
      let rank = UInt64(max(1, (share * Double(count)).rounded(.up)))
      guard count >= 10, rank <= count - 10 else { return nil }
      while let first = buckets.first, seen &+ first.count < rank {
        seen &+= first.count
        buckets = buckets.dropFirst()
      }
      return buckets.first.map { (Double($0.lower) + Double($0.upper)) / 2 / 1e9 }
    }
  }
}
