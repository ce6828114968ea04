/// The response times of all answers to requests that arrived in one window of a replication, in buckets.
///
/// The windows of a replication are of equal length and there are 600 at most, so that memory and databases stay bounded
/// however long it is. Like the timeline they begin at time zero, warm-up included, and end where measuring does.
public struct ResponseWindow: Sendable, Equatable {
  /// A non-empty bucket.
  ///
  /// Below 2,048 ns buckets are 64 ns wide; above, each power of two is cut into 16 equal ones. So a bucket is at most 1/16 of its
  /// lower bound wide, and its middle within 1/32 (3.2 %) of each response time in it.
  public struct Bucket: Sendable, Equatable {
    /// Which bucket, from 0; ``lower`` and ``upper`` follow from it.
    public var index: Int
    /// How many answers it holds.
    public var count: UInt64
    /// How many of them are successes.
    public var successes: UInt64

    /// Creates a bucket.
    public init(index: Int, count: UInt64, successes: UInt64) {
      self.index = index
      self.count = count
      self.successes = successes
    }

    /// Least response time of the bucket in nanoseconds.
    public var lower: Int64 { Self.lower(ofBucket: index) }

    /// Largest response time of the bucket in nanoseconds.
    public var upper: Int64 { Self.lower(ofBucket: index + 1) - 1 }

    /// How far, relative to a response time of at least 1,024 ns, the middle of its bucket can be from it.
    public static let relativeError = 0x1p-5

    /// The largest index of a bucket, that of the largest response time that there can be.
    public static let lastIndex = 863

    /// The bucket of a response time in nanoseconds, at least 0. O(1).
    @inlinable @inline(__always) public static func index(of response: Int64) -> Int {
      let units = response &>> 6
      let shift = max(0, 59 &- units.leadingZeroBitCount)
      return shift &* 16 &+ Int(units &>> Int64(shift))
    }

    private static func lower(ofBucket index: Int) -> Int64 {
      guard index >= 16 else { return Int64(index) << 6 }
      // Past the last bucket there is no number.
      return index > lastIndex ? .max : Int64(16 + index % 16) << Int64(index / 16 - 1 + 6)
    }
  }

  /// The second in which it begins, from 0.
  public var second: Int
  /// Its length in seconds; the last one of a replication may be cut off by the end of measuring.
  public var seconds: Int
  /// The non-empty buckets, ascending.
  public var buckets: [Bucket]

  /// Creates a window.
  public init(second: Int, seconds: Int, buckets: [Bucket]) {
    self.second = second
    self.seconds = seconds
    self.buckets = buckets
  }

  /// How many windows a replication has at most.
  public static let mostWindows = 600

  /// The length of the windows of so many seconds: the smallest of 1, 2, 5, 10, 20 and 30 s, minutes, hours, and of sixty hours and so on,
  /// with which there are at most ``mostWindows``.
  public static func length(forSeconds seconds: Int) -> Int {
    var unit = 1
    while true {
      for step in [1, 2, 5, 10, 20, 30] where seconds <= step * unit * mostWindows { return step * unit }
      unit *= 60
    }
  }
}
