import Records
import Results
import Scenarios
import Simulator

/// One of the scenarios that are simulated side by side, compiled.
public struct Variant: Sendable {
  /// The compiled scenario; its record names the variant.
  public let model: Model
  /// Its assertions.
  public let checks: [Check]

  /// Compiles a scenario.
  ///
  /// - Parameters:
  ///   - name: Its name in the database and in reports.
  ///   - settings: What makes it differ from the base, value by value.
  ///   - specification: The hash of everything that decides the result, empty where nobody asks for it.
  ///   - version: Weir's version.
  public init(
    _ scenario: Scenario, name: String = "base", settings: [Setting] = [], command: Command = .run,
    specification: String = "", version: String
  ) {
    var model = Model(scenario, version: version)
    model.record.variant = name
    model.record.settings = settings
    model.record.command = command
    model.record.specification = specification
    self.model = model
    checks = scenario.checks
  }

  /// A variant that is compiled already.
  init(model: Model, checks: [Check]) {
    self.model = model
    self.checks = checks
  }

  /// What is concluded from its replications.
  ///
  /// - Parameter confidence: That of the intervals.
  package func conclusion(
    from replications: [FinishedReplication], confidence: Double = Summaries.confidence
  ) -> Conclusion {
    conclusion(from: Measurements(replications), confidence: confidence)
  }

  /// What is concluded from what was measured of it.
  ///
  /// - Parameter confidence: That of the intervals.
  package func conclusion(
    from measurements: Measurements, confidence: Double = Summaries.confidence
  ) -> Conclusion {
    let summaries = measurements.summaries(confidence: confidence)
    let evaluation = CheckEvaluation(summaries: summaries)
    return Conclusion(
      summaries: summaries,
      mirrorIntervals: Dictionary(
        uniqueKeysWithValues: measurements.replications.map { ($0.replication, $0.mirrors.map(\.interval)) }),
      checks: checks.map(evaluation.result(of:)))
  }
}
