import Documents
import Records
import Scenarios

/// Reads what a search varies, the scenario that it begins with, and the scenario with each value.
struct FindInput {
  private let input: ScenarioInput
  private let options: ScenarioOptions
  private let suchThat: [String]

  /// - Parameter suchThat: The checks in place of the scenario's own; empty leaves those.
  init(_ options: ScenarioOptions, suchThat: [String]) {
    self.options = options
    self.suchThat = suchThat
    input = ScenarioInput(options)
  }

  /// What is varied, and the scenario as it stands; the messages about both come in one pass.
  ///
  /// - Parameter step: That of a range.
  /// - Throws: a failure as ``ScenarioInput/read(_:)``; with 65 where there is no check.
  func read(
    _ vary: [String], step: String?, needsChecks: Bool = true
  ) throws -> (parameters: [VariedParameter], base: Scenario) {
    let diagnostics = Diagnostics()
    let parameters =
      step == nil
      ? readVariedParameters(vary, diagnostics: diagnostics)
      : vary.compactMap { VariedParameter($0, step: step, diagnostics: diagnostics) }
    input.report(diagnostics)
    let base = input.read(.init(suchThat: suchThat))
    if diagnostics.hasErrors { throw Failure(.badInput) }
    let scenario = try base.get()
    guard needsChecks else { return (parameters, scenario) }
    guard !checks(of: scenario).isEmpty else {
      throw Failure(
        .badInput, "nothing says what a value has to pass: add --such-that 'success_ratio >= 99.9%'")
    }
    let left = scenario.checks.count - checks(of: scenario).count
    if left > 0, !options.quiet {
      Terminal.say("weir: \(left) of the checks want a baseline and are left out of the search")
    }
    return (parameters, scenario)
  }

  /// The scenario with a value, in the form of `--set`; of the messages only errors, for the others have been said.
  func read(_ sets: [String]) throws -> Scenario {
    var scenario = try input.read(.init(sets: sets, suchThat: suchThat, isRepeated: true)).get()
    scenario.checks = checks(of: scenario)
    return scenario
  }

  /// The checks that can be judged without a baseline.
  private func checks(of scenario: Scenario) -> [Check] {
    scenario.checks.filter {
      if case .noWorseThan = $0.condition { return false }
      return true
    }
  }
}
