import Records

/// The response times of all traffic, by windows of the time of arrival: how many answers each bucket of each window has.
///
/// Successes and failures are counted apart, so that an answer is one increment. Of 600 windows it takes 2.5 MB at most, for a run of
/// an hour, and no memory more for a longer one than a few buckets.
struct ResponseTimes: ~Copyable {
  /// Seconds in a window.
  private let length: UInt32
  private let windows: Int
  /// As many as the longest response time needs.
  private let buckets: Int
  /// Per window, failures or successes, and bucket.
  private var counts: Table<UInt32>

  init(model: Model, seconds: Int) {
    let length = ResponseWindow.length(forSeconds: seconds)
    self.length = UInt32(length)
    windows = (seconds + length - 1) / length
    buckets = ResponseWindow.Bucket.index(of: model.horizon) + 1
    counts = Table(repeating: 0, count: 2 * windows * buckets)
  }

  /// Counts an answer to a request that arrived in `second`, after so many nanoseconds.
  @inline(__always) mutating func note(second: Int, response: Int64, isSuccess: Bool) {
    let window = Int(UInt32(truncatingIfNeeded: second) / length)
    let row = 2 &* window &+ (isSuccess ? 1 : 0)
    counts[row &* buckets &+ ResponseWindow.Bucket.index(of: response)] &+= 1
  }

  /// All windows, also those without an answer.
  var all: [ResponseWindow] {
    (0..<windows).map { window in
      let failures = 2 * window * buckets
      let found = (0..<buckets).compactMap { index -> ResponseWindow.Bucket? in
        let (failed, succeeded) = (counts[failures + index], counts[failures + buckets + index])
        guard failed | succeeded > 0 else { return nil }
        return .init(
          index: index, count: UInt64(failed) + UInt64(succeeded), successes: UInt64(succeeded))
      }
      return ResponseWindow(second: window * Int(length), seconds: Int(length), buckets: found)
    }
  }
}
