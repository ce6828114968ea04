import Documents
import Records

/// Reads `spec.checks`.
struct CheckReader {
  let context: ScenarioContext
  /// What was read of the scenario before.
  let scenario: Scenario

  /// The checks in the order of the file.
  func read(_ spec: Reader) -> [Check] {
    (spec.entries("checks", upTo: Bounds.checks) ?? []).compactMap { value, path in
      let result: Result<Check, Diagnostic>
      if case .mapping = value.content {
        guard let check = comparison(spec.reader(of: value, at: path)) else { return nil }
        result = check
      } else {
        guard let text = spec.string(value, at: path) else { return nil }
        result = parseCheck(text)
      }
      switch result {
      case .success(let check):
        checkTargets(of: check, at: value.location, path: path, spec)
        return check
      case .failure(let problem):
        spec.report(
          problem.code, problem.message, at: value.location, path: path, suggestion: problem.suggestion)
        return nil
      }
    }
  }

  /// `{assert: METRIC, noWorseThan: 5%}`.
  private func comparison(_ reader: Reader) -> Result<Check, Diagnostic>? {
    let text = reader.requiredString("assert")
    let share = reader.required("noWorseThan") == nil ? nil : reader.share("noWorseThan")
    reader.finish()
    guard let text, let share else { return nil }
    do throws(Diagnostic) {
      var parser = CheckParser(text)
      let (metric, labels) = try parser.subject()
      try parser.end()
      guard metric.better != .neither else {
        throw CheckParser.problem(
          .checkMetric, "\(metric.name) has no better and no worse",
          "compare it with a value, such as \(metric.name) <= 1")
      }
      let shown = reader.field("noWorseThan")?.text ?? ""
      return .success(
        Check(
          text: "\(text.trimmed) no worse than \(shown)", metric: metric.name, labels: labels,
          condition: .noWorseThan(share)))
    } catch {
      return .failure(error)
    }
  }

  /// A check of what the scenario does not have would never pass.
  private func checkTargets(of check: Check, at location: SourceLocation, path: FieldPath, _ reader: Reader) {
    // Where something could not be read, what is missing may be a consequence.
    guard !reader.diagnostics.hasErrors else { return }
    for problem in scenario.problems(of: check, context.nearNames) {
      reader.report(.checkTarget, problem.message, at: location, path: path, suggestion: problem.suggestion)
    }
  }
}

extension Scenario {
  /// What a check names that the scenario does not have, so that it would never pass: `SCN054`, without a place.
  public func problems(of check: Check) -> [Diagnostic] { problems(of: check, NearNames()) }

  fileprivate func problems(of check: Check, _ nearNames: NearNames) -> [Diagnostic] {
    check.labels.all.compactMap { label in
      let known: [String]
      switch label.key {
      case "traffic": known = traffic.map(\.name)
      case "service", "mirror": known = services.map(\.name.description)
      case "route": known = configuration.routes.map(\.label)
      case "fault": known = faults.map(\.name)
      default: return nil
      }
      guard !known.contains(label.value) else { return nil }
      return CheckParser.problem(
        .checkTarget, "there is no \(label.key) \"\(label.value)\", so the check would never pass",
        nearNames.suggestion(for: label.value, among: known))
    }
  }
}
