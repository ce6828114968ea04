extension ResponseWindow {
  /// The buckets of several windows together, such as those of the same second in all replications. O(their buckets).
  public static func merged(_ windows: some Sequence<ResponseWindow>) -> [Bucket] {
    var all: [Int: Bucket] = [:]
    for bucket in windows.lazy.flatMap(\.buckets) {
      all[bucket.index, default: Bucket(index: bucket.index, count: 0, successes: 0)].add(bucket)
    }
    return all.values.sorted { $0.index < $1.index }
  }

  /// The response time in nanoseconds of which a share `q` of `buckets` is not above: the middle of the bucket that holds the
  /// one of rank ⌈q n⌉. O(buckets).
  ///
  /// - Parameters:
  ///   - q: in [0, 1].
  ///   - buckets: ascending.
  ///   - counts: what of a bucket counts: all answers, or its successes.
  ///   - beyond: how many must have a higher rank for it to tell.
  /// - Returns: nil where too few do, or there are none.
  public static func quantile(
    _ q: Double, of buckets: [Bucket], counting counts: KeyPath<Bucket, UInt64> = \.count, beyond: UInt64 = 0
  ) -> Int64? {
    let total = buckets.reduce(0) { $0 + $1[keyPath: counts] }
    guard total > 0 else { return nil }
    var rank = min(total, max(1, UInt64((min(max(q, 0), 1) * Double(total)).rounded(.up))))
    // q n may be rounded up past a whole number.
    if rank > 1, Double(rank - 1) / Double(total) >= q { rank -= 1 }
    guard total - rank >= beyond else { return nil }
    var seen: UInt64 = 0
    for bucket in buckets {
      seen += bucket[keyPath: counts]
      if seen >= rank { return bucket.lower + (bucket.upper - bucket.lower) / 2 }
    }
    return nil
  }
}

extension ResponseWindow.Bucket {
  fileprivate mutating func add(_ other: Self) {
    count += other.count
    successes += other.successes
  }
}
