import Results
import Scenarios

/// Which points a sweep runs: every combination of values, or the points of a Latin hypercube.
public struct SweepDesign: Sendable, Equatable {
  /// A path and its values.
  public struct Axis: Sendable, Equatable {
    /// As `--set` takes it.
    public let path: String
    /// Of a grid each value once; of a hypercube the value of each point.
    public let values: [String]
  }

  /// What is varied, in the order in which it was written.
  public let axes: [Axis]
  /// Whether points are combinations of the values, rather than points of a hypercube.
  public let isGrid: Bool
  /// How many points there are; each is a job, numbered from 0.
  public let count: Int

  /// The most points.
  public static let mostPoints = 100_000

  /// Every combination of the values, the last axis changing first.
  ///
  /// - Parameter steps: How many values, evenly spaced, a range has, its ends included; a range of fewer values has all of them.
  /// - Throws: ``SweepError/design(_:)`` where nothing is varied or there are too many combinations.
  public init(grid parameters: [VariedParameter], steps: Int) throws(SweepError) {
    try Self.refuseNone(parameters)
    axes = parameters.map { Axis(path: $0.path, values: Self.values(of: $0, steps: steps)) }
    isGrid = true
    var count = 1
    for axis in axes {
      let (product, overflow) = count.multipliedReportingOverflow(by: axis.values.count)
      guard !overflow, product <= Self.mostPoints else {
        let sizes = axes.map { "\($0.values.count)" }.joined(separator: " × ")
        throw .design("\(sizes) points are more than \(Self.mostPoints), the most that are run")
      }
      count = product
    }
    self.count = count
  }

  /// Points of which each axis has one in each of its equal strata.
  ///
  /// - Throws: ``SweepError/design(_:)`` where an axis is no range, or there are too many points.
  public init(hypercube parameters: [VariedParameter], points: Int, seed: UInt64) throws(SweepError) {
    try Self.refuseNone(parameters)
    guard 1...Self.mostPoints ~= points else {
      throw .design("--points wants 1 to \(Self.mostPoints), found \(points)")
    }
    var axes: [Axis] = []
    for parameter in parameters {
      guard case .range(let range) = parameter.values else {
        throw .design(
          "with --points every path has a range LOW..HIGH, and \(parameter.path) has a list; lists are run in all combinations"
        )
      }
      let axis = LatinHypercube(path: parameter.path, points: points, seed: seed)
      axes.append(
        Axis(
          path: parameter.path,
          values: (0..<points).map { Self.value(of: range, at: axis.position(of: $0)) }))
    }
    self.axes = axes
    isGrid = false
    count = points
  }

  /// What point `job` sets.
  public func settings(of job: Int) -> [Setting] {
    guard isGrid else { return axes.map { Setting(path: $0.path, value: $0.values[job]) } }
    var rest = job
    var settings: [Setting] = []
    for axis in axes.reversed() {
      settings.append(Setting(path: axis.path, value: axis.values[rest % axis.values.count]))
      rest /= axis.values.count
    }
    return settings.reversed()
  }

  private static func refuseNone(_ parameters: [VariedParameter]) throws(SweepError) {
    if parameters.isEmpty { throw .design("nothing is varied") }
  }

  private static func values(of parameter: VariedParameter, steps: Int) -> [String] {
    switch parameter.values {
    case .list(let values): return values
    case .range(let range):
      var values: [String] = []
      for step in 0..<max(2, steps) {
        let value = range.value(at: Double(step) / Double(max(2, steps) - 1))
        if value != values.last { values.append(value) }
      }
      return values
    }
  }

  /// The value below which the share `position` of the range lies; whole numbers, ends included, are equally likely.
  private static func value(of range: ParameterRange, at position: Double) -> String {
    let isWhole = range.low.isWhole && range.high.isWhole
    return range.value(atStep: Int(position * Double(isWhole ? range.steps + 1 : range.steps)))
  }
}
