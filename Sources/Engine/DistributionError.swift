/// Why there is no distribution of the parameters that were asked for.
public struct DistributionError: Error, Equatable, Sendable, CustomStringConvertible {
  /// The kind of the distribution, such as `lognormal`.
  public let distribution: String
  /// The parameter at fault, by the name under which it was given.
  public let parameter: String
  /// What is wrong with it, such as `must be positive, but is -1.0`.
  public let problem: String

  /// The whole sentence.
  public var description: String { "\(distribution): \(parameter) \(problem)" }
}

extension DistributionError {
  /// Passes a value that is finite and above zero, or from zero on.
  static func check(
    _ value: Double, _ distribution: String, _ parameter: String, orZero: Bool = false
  ) throws(DistributionError) {
    if value.isFinite, orZero ? value >= 0 : value > 0 { return }
    let asked = orZero ? "finite and not negative" : "finite and positive"
    throw DistributionError(
      distribution: distribution, parameter: parameter, problem: "must be \(asked), but is \(value)")
  }

  /// Refuses a parameter unless a condition on it holds.
  static func require(
    _ condition: Bool, _ distribution: String, _ parameter: String, _ problem: @autoclosure () -> String
  ) throws(DistributionError) {
    if condition { return }
    throw DistributionError(distribution: distribution, parameter: parameter, problem: problem())
  }
}
