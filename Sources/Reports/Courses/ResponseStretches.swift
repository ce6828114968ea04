import Results

/// Response times in stretches of time that are long enough for their tails to be told.
struct ResponseStretches {
  private var stretches: [ResponseWindow] = []

  /// How many answers a stretch should have on average: a 99th percentile wants a thousand.
  private static let wanted: UInt64 = 1_000
  /// Fewer stretches would show no course.
  private static let fewest = 40

  /// Puts as many windows together as it takes for a thousand answers a stretch, but leaves forty stretches where there are.
  ///
  /// - Parameter windows: Ascending, of equal length.
  init(_ windows: [ResponseWindow]) {
    let total = windows.reduce(0) { $0 + $1.buckets.reduce(0) { $0 + $1.count } }
    guard total > 0, let first = windows.first, let last = windows.last else { return }
    let count = (last.second - first.second) / max(1, first.seconds) + 1
    let enough = Int(clamping: (Self.wanted * UInt64(count) + total - 1) / total)
    let merged = max(1, min(enough, count / Self.fewest))
    let length = merged * first.seconds
    for window in windows {
      let start = window.second / length * length
      if stretches.last?.second != start {
        stretches.append(ResponseWindow(second: start, seconds: length, buckets: []))
      }
      let index = stretches.count - 1
      stretches[index].buckets = ResponseWindow.merged([stretches[index], window])
    }
  }

  /// Seconds of a stretch, nil where there is none.
  var length: Int? { stretches.first?.seconds }

  /// The middle of each stretch.
  var times: [Double] { stretches.map { Double($0.second) + Double($0.seconds) / 2 } }

  /// The quantile of each stretch in seconds, NaN where fewer than ten answers lie beyond it.
  ///
  /// - Parameter counts: What is counted: all answers, or successes.
  func quantiles(_ share: Double, of counts: KeyPath<ResponseWindow.Bucket, UInt64>) -> [Double] {
    stretches.map { stretch in
      ResponseWindow.quantile(share, of: stretch.buckets, counting: counts, beyond: 10).map {
        Double($0) / 1e9
      } ?? .nan
    }
  }
}
