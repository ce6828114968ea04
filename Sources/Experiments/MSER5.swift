/// Where a series stops to depend on how it began: the marginal standard error rule over batches of five.
///
/// Of the means Y of n batches the first d are cut off for which the squared standard error of the mean of the others,
/// Σ (Y - Ȳ)² / (n - d)², is least (White 1997, doi:10.1177/003754979706900601; White, Cobb and Spratt, Winter
/// Simulation Conference 2000). Never more than half of the batches: near the end too few are left to estimate anything.
package struct MSER5: Equatable {
  /// Observations in a batch.
  package static let batch = 5

  /// How many observations to cut off, a multiple of the batch.
  package let truncation: Int
  /// Whether the least standard error lies at the last point that is looked at: the series is too short to trust the point.
  package let isAtEdge: Bool

  /// The truncation point of `series`; O(length). An incomplete last batch is left out.
  ///
  /// - Parameter series: finite values at equal distances.
  /// - Returns: nil with fewer than two batches.
  package init?(_ series: [Double]) {
    let count = series.count / Self.batch
    guard count >= 2 else { return nil }
    let means = (0..<count).map { index in
      series[index * Self.batch..<(index + 1) * Self.batch].reduce(0, +) / Double(Self.batch)
    }
    let last = count / 2
    var best = (start: last, error: Double.infinity)
    // Welford's sums, from the end on: those of all batches from `start`.
    var mean = 0.0
    var squares = 0.0
    for start in means.indices.reversed() {
      let number = Double(count - start)
      let distance = means[start] - mean
      mean += distance / number
      squares += distance * (means[start] - mean)
      let error = squares / (number * number)
      // Of equal ones the earliest, which keeps the most.
      if start <= last, error <= best.error { best = (start, error) }
    }
    truncation = best.start * Self.batch
    isAtEdge = best.start == last
  }
}
