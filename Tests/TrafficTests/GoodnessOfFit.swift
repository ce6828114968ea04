#if canImport(Glibc)
  import Glibc
#endif

/// Kolmogorov's statistic times √n. A sample of the distribution exceeds 2.225 once in 10,000 times (2 exp(-2 x²) = 1e-4).
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

/// Whether counts fit what is expected, neither worse nor better than chance allows, at a significance of 1e-4: Pearson's
/// chi-square as a standard normal score by the cube root of Wilson and Hilferty (doi:10.1073/pnas.17.12.684), |z| < 3.89.
func isPlausible(cells: [(observed: Int, expected: Double)], constraints: Int = 1) -> Bool {
  let degrees = Double(cells.count - constraints)
  let statistic = cells.reduce(0.0) { sum, cell in
    let distance = Double(cell.observed) - cell.expected
    return sum + distance * distance / cell.expected
  }
  let variance = 2 / (9 * degrees)
  return abs((cbrt(statistic / degrees) - (1 - variance)) / variance.squareRoot()) < 3.89
}
