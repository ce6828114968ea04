/// How many requests arrive in windows that follow one another, and how much that varies.
///
/// Windows begin at the multiples of their width on the log's own clock, so that those of 60 s are its minutes; the first one is that in
/// which the first request arrives. There are n = ⌊span / width⌋ + 1 of them, empty ones included: of the two at the ends, which the log
/// covers in part, both count only where they make a whole one together. With N requests in the windows, and c in each,
///
///     index of dispersion = variance / mean = (n Σc² − N²) / (n N)
///
/// with the variance of the population. These are the definitions that give the figures of reference recorded-traces 1; the index is that
/// of Cox and Lewis, "The Statistical Analysis of Series of Events", 1966, chapter 4: 1 for a Poisson process, 0 for equal counts. A last
/// window that is not whole passes for a quiet one: a share f of it missing adds (f c)² / (n c) at a mean count of c, which few windows with
/// many requests show.
package struct WindowCounts {
  /// Nanoseconds.
  package let width: Int64

  private var first: Int64?
  private var current: Int64 = 0
  private var count = 0
  /// Over the windows before the current one.
  private var sum: Int128 = 0
  private var sumOfSquares: Int128 = 0
  /// The most that came in a window, and the beginning of the first such one.
  private(set) var peak: (count: Int, start: Int64) = (0, 0)

  package init(width: Int64) { self.width = width }

  /// Counts an arrival, in nanoseconds, that is not before the last one; O(1).
  package mutating func add(_ arrival: Int64) {
    let index = arrival.flooredQuotient(width)
    if first == nil {
      first = index
      current = index
    }
    if index != current {
      close()
      current = index
    }
    count += 1
  }

  /// Takes the current window into account.
  private mutating func close() {
    if count > peak.count { peak = (count, current * width) }
    sum += Int128(count)
    sumOfSquares += Int128(count) * Int128(count)
    count = 0
  }

  /// The index of dispersion of arrivals that span so many nanoseconds, nil with fewer than three windows, of which the ends may
  /// be the most; and the peak.
  package consuming func finished(span: UInt64) -> (dispersion: Double?, peak: (count: Int, start: Int64)) {
    guard let first else { return (nil, peak) }
    let windows = Int128(span / UInt64(width)) + 1
    let isLastWhole = Int128(current) - Int128(first) < windows
    let (sumBefore, squaresBefore) = (sum, sumOfSquares)
    close()
    let total = isLastWhole ? sum : sumBefore
    let squares = isLastWhole ? sumOfSquares : squaresBefore
    guard windows > 2, total > 0 else { return (nil, peak) }
    return (Double(windows * squares - total * total) / Double(windows * total), peak)
  }
}

extension Int64 {
  /// The quotient rounded towards negative infinity, for a divisor above 0.
  func flooredQuotient(_ divisor: Int64) -> Int64 {
    let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
    return remainder < 0 ? quotient - 1 : quotient
  }

  /// What ``flooredQuotient(_:)`` leaves, at least 0.
  func flooredRemainder(_ divisor: Int64) -> Int64 {
    let remainder = self % divisor
    return remainder < 0 ? remainder + divisor : remainder
  }
}
