/// The mean and the variance of values.
enum Moments {
  /// The mean and the unbiased variance, which is 0 for one value; of no value both are 0.
  ///
  /// The mean is summed from the first value on, so that that of equal values is that value and not what a sum of them is rounded to.
  static func of(_ values: [Double]) -> (mean: Double, variance: Double) {
    guard let first = values.first else { return (0, 0) }
    let count = Double(values.count)
    let mean = first + values.reduce(0) { $0 + ($1 - first) } / count
    guard values.count > 1 else { return (mean, 0) }
    return (mean, values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / (count - 1))
  }

  /// The mean of values, nil of none.
  static func mean(_ values: [Double]) -> Double? { values.isEmpty ? nil : of(values).mean }
}
