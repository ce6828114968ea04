/// Counts of non-negative integers, nanoseconds as a rule, in buckets whose width grows with the value.
///
/// Values below 512 have a bucket of their own. Above, each power of two is cut into 256 equal buckets, so a
/// bucket is at most 1/256 of its lower bound wide, and its middle is within 1/512 (0.2 %) of each value in it.
/// Only the powers of two between the smallest and the largest value take memory, 512 bytes each.
public struct Histogram: Sendable, Equatable {
  /// How many values were recorded.
  public private(set) var count: UInt64 = 0
  /// The exact sum of the values.
  public private(set) var sum: Int128 = 0
  /// The smallest value, nil while there is none.
  public var minimum: Int64? { count == 0 ? nil : least }
  /// The largest value, nil while there is none.
  public var maximum: Int64? { count == 0 ? nil : greatest }
  /// The exact mean of the values, nil while there is none.
  public var mean: Double? { count == 0 ? nil : Double(sum) / Double(count) }

  private var least = Int64.max
  private var greatest: Int64 = -1
  /// The buckets from `firstBucket` on; both ends at a multiple of `bucketsPerOctave`.
  ///
  /// The lowest 16 bits of each count: many histograms are written to in turn, and a quarter as wide they stay
  /// in a processor's cache longer.
  private var counts: [UInt16] = []
  /// The other bits, where they are not zero, by bucket.
  private var upperBits: [Int: UInt64] = [:]
  private var firstBucket = 0

  private static let bucketsPerOctave = 256

  /// How far, relative to a value, the middle of its bucket can be from it.
  public static let relativeError = 0x1p-9

  /// A histogram without values.
  public init() {}

  /// Rebuilds a histogram from what it told of itself.
  /// - Parameters:
  ///   - buckets: the non-empty buckets, in any order, none twice.
  ///   - minimum: the smallest value, nil where there is no bucket; so too `maximum`.
  ///   - sum: the sum of the values.
  /// - Returns: nil if the parts contradict each other.
  public init?(
    buckets: [(index: Int, count: UInt64)], minimum: Int64?, maximum: Int64?, sum: Int128
  ) {
    guard !buckets.isEmpty else {
      guard minimum == nil, maximum == nil, sum == 0 else { return nil }
      return
    }
    guard let minimum, let maximum, 0 <= minimum, minimum <= maximum else { return nil }
    let range = Histogram.bucket(of: minimum)...Histogram.bucket(of: maximum)
    reserve(range.lowerBound)
    reserve(range.upperBound)
    for (index, count) in buckets {
      guard range.contains(index), count > 0, self.count(ofBucket: index) == 0 else { return nil }
      let (total, overflow) = self.count.addingReportingOverflow(count)
      if overflow { return nil }
      self.count = total
      add(count, toBucket: index)
    }
    guard self.count(ofBucket: range.lowerBound) > 0, self.count(ofBucket: range.upperBound) > 0,
      sum >= Int128(minimum) * Int128(count), sum <= Int128(maximum) * Int128(count)
    else { return nil }
    least = minimum
    greatest = maximum
    self.sum = sum
  }

  /// Counts a value; O(1). A negative one is a programmer error.
  public mutating func record(_ value: Int64) {
    precondition(value >= 0, "a histogram counts no negative values")
    let bucket = Histogram.bucket(of: value)
    if UInt(bitPattern: bucket &- firstBucket) >= UInt(bitPattern: counts.count) { reserve(bucket) }
    counts[bucket &- firstBucket] &+= 1
    if counts[bucket &- firstBucket] == 0 { upperBits[bucket, default: 0] += 1 }
    count &+= 1
    sum &+= Int128(value)
    least = min(least, value)
    greatest = max(greatest, value)
  }

  /// Counts a value so many times; O(1). A negative one is a programmer error.
  public mutating func record(_ value: Int64, times: Int) {
    guard times > 0 else { return }
    record(value)
    add(UInt64(times - 1), toBucket: Histogram.bucket(of: value))
    count += UInt64(times - 1)
    sum += Int128(value) * Int128(times - 1)
  }

  /// Adds the values of another histogram: the result is that of recording all of them in one.
  public mutating func merge(_ other: Histogram) {
    guard other.count > 0 else { return }
    reserve(other.firstBucket)
    reserve(other.firstBucket + other.counts.count - 1)
    for (bucket, count) in other.buckets { add(count, toBucket: bucket) }
    count += other.count
    sum += other.sum
    least = min(least, other.least)
    greatest = max(greatest, other.greatest)
  }

  /// The value of which a share `q` of all values is not above: the one of rank ⌈q n⌉, within
  /// `relativeError`; the smallest and the largest value exactly.
  /// - Parameter q: in [0, 1].
  /// - Returns: nil while there are no values.
  public func quantile(_ q: Double) -> Int64? {
    guard count > 0 else { return nil }
    let rank = Histogram.rank(q, of: count)
    if rank == 1 { return least }
    if rank == count { return greatest }
    var seen: UInt64 = 0
    for (bucket, count) in buckets {
      seen += count
      if seen >= rank {
        let (lower, upper) = Histogram.bounds(ofBucket: bucket)
        return max(least, min(greatest, lower + (upper - lower) / 2))
      }
    }
    return greatest
  }

  /// The quantile, if enough values lie beyond it to tell: those of a higher rank.
  /// - Parameters:
  ///   - q: in [0, 1].
  ///   - beyond: how many are enough.
  public func trustedQuantile(_ q: Double, beyond: Int = 10) -> Int64? {
    guard count > 0, count - Histogram.rank(q, of: count) >= UInt64(max(0, beyond)) else { return nil }
    return quantile(q)
  }

  /// The buckets that are not empty, in ascending order.
  public var buckets: [(index: Int, count: UInt64)] {
    (firstBucket..<firstBucket + counts.count).map { ($0, count(ofBucket: $0)) }.filter { $0.1 > 0 }
  }

  /// The count of a bucket that there is room for.
  private func count(ofBucket bucket: Int) -> UInt64 {
    let lower = UInt64(counts[bucket - firstBucket])
    return upperBits.isEmpty ? lower : lower | upperBits[bucket, default: 0] << 16
  }

  /// Adds to a bucket that there is room for.
  private mutating func add(_ count: UInt64, toBucket bucket: Int) {
    let sum = self.count(ofBucket: bucket) + count
    counts[bucket - firstBucket] = UInt16(truncatingIfNeeded: sum)
    if sum >> 16 > 0 { upperBits[bucket] = sum >> 16 }
  }

  /// The smallest and the largest value that a bucket counts.
  /// - Parameter bucket: an index as in `buckets`.
  public static func bounds(ofBucket bucket: Int) -> (lower: Int64, upper: Int64) {
    if bucket < 2 * bucketsPerOctave { return (Int64(bucket), Int64(bucket)) }
    let shift = bucket / bucketsPerOctave - 1
    let lower = Int64(bucketsPerOctave + bucket % bucketsPerOctave) << shift
    return (lower, lower + (1 << shift - 1))
  }

  /// The bucket of a non-negative value: the power of two and its next eight bits.
  private static func bucket(of value: Int64) -> Int {
    let shift = max(0, 55 - value.leadingZeroBitCount)
    return shift &* bucketsPerOctave &+ Int(value &>> Int64(shift))
  }

  /// The rank of a quantile among `count` values: the smallest one whose share of them is not below `q`.
  /// - Parameters:
  ///   - q: in [0, 1].
  ///   - count: above 0.
  public static func rank(_ q: Double, of count: UInt64) -> UInt64 {
    precondition(q >= 0 && q <= 1, "a quantile is between 0 and 1")
    let product = (q * Double(count)).rounded(.up)
    var rank = product >= Double(count) ? count : max(1, UInt64(product))
    // q n may be rounded up past a whole number: 0.07 · 100 is more than 7.
    if rank > 1, Double(rank - 1) / Double(count) >= q { rank -= 1 }
    return rank
  }

  /// Makes room for a bucket, and for the rest of its power of two.
  private mutating func reserve(_ bucket: Int) {
    let octave = bucket / Histogram.bucketsPerOctave * Histogram.bucketsPerOctave
    if counts.isEmpty { firstBucket = octave }
    if octave < firstBucket {
      counts.insert(contentsOf: repeatElement(0, count: firstBucket - octave), at: 0)
      firstBucket = octave
    }
    let missing = octave + Histogram.bucketsPerOctave - firstBucket - counts.count
    if missing > 0 { counts.append(contentsOf: repeatElement(0, count: missing)) }
  }
}
