/// The mean of independent replications and its interval at 99.9 %, as wide as the joint 99 % of the nine cases of a family needs.
struct Interval {
  let mean: Double
  let halfWidth: Double

  /// Student's t for 19 degrees of freedom at 99.9 % (two-sided), from any table of the distribution.
  private static let critical = 3.883

  /// The interval around the mean of 20 values.
  init(of values: [Double]) {
    precondition(values.count == 20, "the table's value is that of 20 replications")
    let mean = values.reduce(0, +) / 20
    let variance = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 19
    self.mean = mean
    halfWidth = Self.critical * (variance / 20).squareRoot()
  }

  func covers(_ value: Double) -> Bool { abs(value - mean) <= halfWidth }
}
