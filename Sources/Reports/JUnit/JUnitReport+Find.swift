import Results

extension JUnitReport {
  /// A search: one test case, which fails where no value passes, as the command does.
  ///
  /// The values that were tried are properties and no test cases: a search has to meet values that fail, and is no failure for it.
  ///
  /// - Parameter isStrict: Whether a search without a clear answer fails.
  public static func find(_ study: StoredStudy, isStrict: Bool) -> String {
    guard let search = study.findings.search, let base = study.variants.first else { return "" }
    let verdict: Verdict =
      switch search.outcome {
      case .found, .allPass: .pass
      case .nonePasses: .fail
      case .notMonotone, .inconclusive: judged(.inconclusive, isStrict)
      }
    let reason = search.outcome == .inconclusive ? "; \(search.reason)" : ""
    let tried = study.variants.map { run in
      (
        name: "\(search.path)=\(run.run.variant)",
        value: SearchReport.row(run, .words).suffix(2).joined(separator: ": ")
      )
    }
    let suite = Suite(
      name: base.run.scenario, properties: properties(of: base).filter { $0.name != "replications" } + tried,
      cases: interrupted(base) + [
        Case(
          name: "a value of \(search.path) passes", verdict: verdict,
          message: SearchReport.answer(of: search, .words) + reason)
      ])
    return JUnitDocument(suites: [suite]).text
  }

  /// A map of stability: a test case a cell, which fails where goodput stays down after the trigger; what is overloaded without one is skipped.
  public static func stability(_ study: StoredStudy) -> String {
    guard let base = study.variants.first else { return "" }
    let cases = study.findings.stability.map { cell in
      let verdict: Verdict =
        switch cell.verdict {
        case .stable, .vulnerable: .pass
        case .metastable: .fail
        case .overloaded: .inconclusive
        }
      return Case(
        name: "goodput comes back at load \(cell.load), trigger \(cell.trigger)", verdict: verdict,
        message: StabilityReport.sentence(on: cell))
    }
    let suite = Suite(
      name: base.run.scenario, properties: properties(of: base), cases: interrupted(base) + cases)
    return JUnitDocument(suites: [suite]).text
  }
}
