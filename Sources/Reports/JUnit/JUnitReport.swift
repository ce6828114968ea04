import Results

/// What was judged as JUnit's XML, one test case each: `failure` with the numbers, `skipped` for what is inconclusive.
public enum JUnitReport {
  typealias Case = JUnitDocument.Case
  typealias Suite = JUnitDocument.Suite

  /// The checks of a run.
  ///
  /// - Parameter isStrict: Whether what is inconclusive is a failure.
  public static func text(of run: StoredRun, isStrict: Bool) -> String {
    JUnitDocument(suites: [suite(run, name: run.run.scenario, isStrict: isStrict)]).text
  }

  /// The checks of each variant, and of each its headline metrics against the base's.
  public static func text(of study: StoredStudy, isStrict: Bool) -> String {
    let sections = ComparisonDigest(study: study).sections
    let suites = zip(study.variants.dropFirst(), sections).map { run, section in
      suite(
        run, name: "\(run.run.scenario) \(run.run.variant)", isStrict: isStrict,
        more: section.headlines.map { row in
          Case(
            name: "\(row.cells[0]) no worse than base", verdict: row.verdict == .worse ? .fail : .pass,
            message: "\(row.cells[1]) → \(row.cells[2]): \(row.cells[3])")
        })
    }
    return JUnitDocument(suites: suites).text
  }

  private static func suite(
    _ run: StoredRun, name: String, isStrict: Bool, more: [Case] = []
  ) -> Suite {
    Suite(
      name: name, properties: properties(of: run),
      cases: interrupted(run) + checks(of: run, isStrict: isStrict) + more)
  }

  /// A test case for each check.
  static func checks(of run: StoredRun, isStrict: Bool) -> [Case] {
    zip(run.checks, RunDigest(run).checks).map { check, digest in
      Case(
        name: check.check, verdict: judged(check.verdict, isStrict),
        message: digest.text + (check.verdict == .inconclusive ? " (inconclusive)" : ""))
    }
  }

  static func properties(of run: StoredRun) -> [(name: String, value: String)] {
    [
      ("seed", "\(run.run.seed)"), ("replications", "\(run.replications.count)"),
      ("version", run.run.version),
    ]
  }

  /// What is inconclusive fails where that is strict.
  static func judged(_ verdict: Verdict, _ isStrict: Bool) -> Verdict {
    isStrict && verdict == .inconclusive ? .fail : verdict
  }

  /// A run that was interrupted has a test case that says so, and fails.
  static func interrupted(_ run: StoredRun) -> [Case] {
    run.status == .complete
      ? []
      : [
        Case(
          name: "the run is complete", verdict: .fail,
          message: RunDigest(run).warnings.joined(separator: "; "))
      ]
  }
}
