#if canImport(Glibc)
  import Glibc
#endif

/// Pearson's chi-square of observed counts against expected ones, as a standard normal score by the cube root of
/// E. B. Wilson and M. M. Hilferty (doi:10.1073/pnas.17.12.684).
func chiSquareScore(cells: [(observed: Int, expected: Double)]) -> Double {
  guard cells.count > 1 else { return 0 }
  let degrees = Double(cells.count - 1)
  let statistic = cells.reduce(0) { sum, cell in
    let distance = Double(cell.observed) - cell.expected
    return sum + distance * distance / cell.expected
  }
  let variance = 2 / (9 * degrees)
  return (cbrt(statistic / degrees) - (1 - variance)) / variance.squareRoot()
}

/// Whether counts fit: neither worse nor better than chance allows, at a significance of 1e-4 (|z| < 3.89).
func isPlausible(cells: [(observed: Int, expected: Double)]) -> Bool {
  abs(chiSquareScore(cells: cells)) < 3.89
}

/// Kolmogorov's statistic times √n. A sample of the distribution exceeds 2.225 once in 10,000 times
/// (2 exp(-2 x²) = 1e-4).
func kolmogorovSmirnov(_ sample: [Double], against cumulative: (Double) -> Double) -> Double {
  let sorted = sample.sorted()
  let count = Double(sorted.count)
  var largest = 0.0
  for (index, value) in sorted.enumerated() {
    let share = cumulative(value)
    largest = max(largest, share - Double(index) / count, Double(index + 1) / count - share)
  }
  return largest * count.squareRoot()
}

/// Anderson and Darling's A², which weighs the tails; for a distribution that is wholly specified, 0.1 % of samples
/// exceed 6.0 (P. A. W. Lewis, doi:10.1214/aoms/1177704850).
func andersonDarling(_ sample: [Double], against cumulative: (Double) -> Double) -> Double {
  let shares = sample.sorted().map(cumulative)
  let count = shares.count
  let sum = (0..<count).reduce(0.0) { sum, index in
    sum + Double(2 * index + 1) * (log(shares[index]) + log1p(-shares[count - 1 - index]))
  }
  return -Double(count) - sum / Double(count)
}

/// The regularised lower incomplete gamma function, by its series.
func lowerGamma(_ shape: Double, _ x: Double) -> Double {
  if x <= 0 { return 0 }
  var term = 1 / shape
  var sum = term
  var index = shape
  while term > sum * 1e-15 {
    index += 1
    term *= x / index
    sum += term
  }
  return sum * exp(shape * log(x) - x - lgamma(shape))
}

/// The cumulative distribution of the standard normal.
func normalCumulative(_ x: Double) -> Double {
  erfc(-x / 2.0.squareRoot()) / 2
}
