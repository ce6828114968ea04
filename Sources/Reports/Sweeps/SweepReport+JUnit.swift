import Results

extension SweepReport {
  /// A test suite a point, with a test case for each check; a point without checks has one that says whether it was run.
  ///
  /// - Parameter isStrict: Whether what is inconclusive is a failure.
  public func junit(isStrict: Bool = false) -> String {
    JUnitDocument(suites: digest.points.map { suite($0, isStrict: isStrict) }).text
  }

  private func suite(_ point: StoredRun, isStrict: Bool) -> JUnitDocument.Suite {
    let settings = point.run.settings.map { (name: $0.path, value: $0.value) }
    let place = zip(digest.axes, settings).map { "\($0.name)=\($1.value)" }.joined(separator: " ")
    let isMissing = point.replications.isEmpty
    let checks = isMissing ? [] : JUnitReport.checks(of: point, isStrict: isStrict)
    let simulated = JUnitReport.Case(
      name: "the point was simulated", verdict: isMissing ? .fail : .pass,
      message: isMissing
        ? "it is missing: the sweep was interrupted, or the point cannot be run"
        : "\(point.replications.count) replications")
    return JUnitDocument.Suite(
      name: "\(point.run.scenario) \(place)", properties: JUnitReport.properties(of: point) + settings,
      cases: checks.isEmpty ? [simulated] : checks)
  }
}
