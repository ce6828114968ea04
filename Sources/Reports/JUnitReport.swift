import Results

/// Checks as JUnit's XML, one test case each: `failure` with the numbers, `skipped` for what is inconclusive.
///
/// There is no standard of it; this is what Jenkins, GitLab and GitHub's reporters read. Times are not written: the same run gives the
/// same bytes.
public enum JUnitReport {
  /// One test case.
  struct Case {
    let name: String
    let verdict: Verdict
    let message: String
  }

  /// The checks of a run.
  ///
  /// - Parameter isStrict: Whether what is inconclusive is a failure.
  public static func text(of run: StoredRun, isStrict: Bool) -> String {
    document([suite(run, name: run.run.scenario, isStrict: isStrict)])
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
    return document(Array(suites))
  }

  private static func suite(
    _ run: StoredRun, name: String, isStrict: Bool, more: [Case] = []
  ) -> (name: String, properties: [(String, String)], cases: [Case]) {
    let checks = zip(run.checks, RunDigest(run).checks).map { check, digest in
      Case(
        name: check.check,
        verdict: isStrict && check.verdict == .inconclusive ? .fail : check.verdict,
        message: digest.text + (check.verdict == .inconclusive ? " (inconclusive)" : ""))
    }
    return (
      name,
      [
        ("seed", "\(run.run.seed)"), ("replications", "\(run.replications.count)"),
        ("version", run.run.version),
      ], interrupted(run) + checks + more
    )
  }

  /// A run that was interrupted has a test case that says so, and fails.
  private static func interrupted(_ run: StoredRun) -> [Case] {
    run.status == .complete
      ? []
      : [
        Case(
          name: "the run is complete", verdict: .fail,
          message: RunDigest(run).warnings.joined(separator: "; "))
      ]
  }

  private static func document(
    _ suites: [(name: String, properties: [(String, String)], cases: [Case])]
  ) -> String {
    let all = suites.flatMap(\.cases)
    var lines = [#"<?xml version="1.0" encoding="UTF-8"?>"#, "<testsuites \(counts(all))>"]
    for suite in suites {
      lines.append(#"  <testsuite name="\#(Printable.xml(suite.name))" \#(counts(suite.cases))>"#)
      lines.append("    <properties>")
      lines += suite.properties.map {
        #"      <property name="\#($0)" value="\#(Printable.xml($1))"/>"#
      }
      lines.append("    </properties>")
      lines += suite.cases.flatMap { self.lines($0, suite: suite.name) }
      lines.append("  </testsuite>")
    }
    lines.append("</testsuites>")
    return lines.joined(separator: "\n") + "\n"
  }

  private static func counts(_ cases: [Case]) -> String {
    let failures = cases.count { $0.verdict == .fail }
    let skipped = cases.count { $0.verdict == .inconclusive }
    return #"tests="\#(cases.count)" failures="\#(failures)" errors="0" skipped="\#(skipped)""#
  }

  private static func lines(_ item: Case, suite: String) -> [String] {
    let head =
      #"    <testcase classname="\#(Printable.xml(suite))" name="\#(Printable.xml(item.name))""#
    let message = Printable.xml(item.message)
    switch item.verdict {
    case .pass: return [head + ">", "      <system-out>\(message)</system-out>", "    </testcase>"]
    case .fail:
      return [
        head + ">", #"      <failure message="\#(message)" type="check">\#(message)</failure>"#,
        "    </testcase>",
      ]
    case .inconclusive:
      return [head + ">", #"      <skipped message="\#(message)"/>"#, "    </testcase>"]
    }
  }
}
