import Engine
import Records

/// The values of several replications in one histogram, put together from their records.
struct MergedHistogram: Sendable {
  /// How many values there are.
  private(set) var count: UInt64 = 0
  /// The non-empty buckets, ascending.
  private(set) var buckets: [HistogramRecord.Bucket] = []
  private var least = Int64.max
  private var greatest = Int64.min

  /// No values.
  init() {}

  /// The values of one record.
  init(_ record: HistogramRecord) {
    guard let first = record.buckets.first, let last = record.buckets.last else { return }
    buckets = record.buckets
    count = buckets.reduce(0) { $0 &+ $1.count }
    least = record.range?.lowerBound ?? first.lower
    greatest = record.range?.upperBound ?? last.upper
  }

  /// Adds the values of another histogram; O(buckets of both).
  mutating func merge(_ other: MergedHistogram) {
    guard count > 0 else {
      self = other
      return
    }
    count &+= other.count
    least = min(least, other.least)
    greatest = max(greatest, other.greatest)
    var merged: [HistogramRecord.Bucket] = []
    merged.reserveCapacity(buckets.count + other.buckets.count)
    var next = 0
    for var bucket in buckets {
      while next < other.buckets.count, other.buckets[next].lower < bucket.lower {
        merged.append(other.buckets[next])
        next += 1
      }
      if next < other.buckets.count, other.buckets[next].lower == bucket.lower {
        bucket.count &+= other.buckets[next].count
        next += 1
      }
      merged.append(bucket)
    }
    buckets = merged + other.buckets[next...]
  }

  /// Whether at least ten values lie beyond the quantile, so that it can be told.
  func canTell(_ quantile: Double) -> Bool {
    count > 0 && count - Histogram.rank(quantile, of: count) >= 10
  }

  /// The quantile in seconds, nil where it cannot be told; the same as `Histogram.trustedQuantile` of the same values.
  func quantile(_ quantile: Double) -> Double? {
    guard canTell(quantile) else { return nil }
    let rank = Histogram.rank(quantile, of: count)
    var seen: UInt64 = 0
    for bucket in buckets {
      seen += bucket.count
      if seen >= rank {
        let middle = bucket.lower + (bucket.upper - bucket.lower) / 2
        return Double(max(least, min(greatest, middle))) / 1e9
      }
    }
    return nil
  }
}
