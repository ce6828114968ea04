/// The interval of a quantile between two order statistics, whatever the distribution (H. A. David, H. N. Nagaraja, Order Statistics,
/// 7.1): of n values the number below the quantile p is binomial. It wants independent values; those of one busy moment are alike, so the
/// interval is narrow rather than wide.
package struct QuantileInterval: Sendable, Equatable {
  /// The places of its ends among the ascending values, from 0.
  package let low: Int
  package let high: Int

  /// Nil where so few values have no such interval.
  ///
  /// - Parameters:
  ///   - quantile: above 0 and below 1.
  ///   - confidence: that at least with which it holds.
  package init?(of quantile: Double, count: Int, confidence: Double) {
    let tail = (1 - confidence) / 2
    // The largest r with P(X < r) = P(X ≤ r - 1) ≤ tail, and the smallest s with P(X ≥ s) ≤ tail, counted from 1.
    guard let low = Self.last(0..<count, where: { Self.atMost($0, of: count, quantile) <= tail }),
      let high = Self.last(0..<count, where: { 1 - Self.atMost($0, of: count, quantile) > tail })
    else { return nil }
    guard high + 1 < count else { return nil }
    self.low = low
    self.high = high + 1
  }

  /// P(X ≤ k) of `count` trials: 1 - I(p; k + 1, n - k).
  private static func atMost(_ k: Int, of count: Int, _ share: Double) -> Double {
    k >= count ? 1 : 1 - IncompleteBeta.regularized(share, a: Double(k + 1), b: Double(count - k))
  }

  /// The last of `range` that holds, where those that hold come first.
  private static func last(_ range: Range<Int>, where holds: (Int) -> Bool) -> Int? {
    var low = range.lowerBound - 1
    var high = range.upperBound
    while high - low > 1 {
      let middle = (low + high) / 2
      if holds(middle) { low = middle } else { high = middle }
    }
    return low >= range.lowerBound ? low : nil
  }
}

/// The quantile of ascending values: the smallest value that at least the share `quantile` does not exceed, as in Weir's histograms.
package func nearestRank<Value>(_ quantile: Double, of ascending: [Value]) -> Value? {
  guard !ascending.isEmpty else { return nil }
  let rank = (quantile * Double(ascending.count)).rounded(.up)
  return ascending[min(ascending.count, max(1, Int(rank))) - 1]
}
