import Results

/// Test suites as JUnit's XML: `failure` for what fails, `skipped` for what is inconclusive.
///
/// There is no standard of it; this is what Jenkins, GitLab and GitHub's reporters read. Times are not written: the same run gives the
/// same bytes.
struct JUnitDocument {
  /// One test case.
  struct Case {
    let name: String
    let verdict: Verdict
    let message: String
  }

  /// Test cases that belong together, and what is said of all.
  struct Suite {
    let name: String
    let properties: [(name: String, value: String)]
    let cases: [Case]
  }

  let suites: [Suite]

  /// The whole document.
  var text: String {
    var lines = [
      #"<?xml version="1.0" encoding="UTF-8"?>"#, "<testsuites \(Self.counts(suites.flatMap(\.cases)))>",
    ]
    for suite in suites {
      lines.append(#"  <testsuite name="\#(Printable.xml(suite.name))" \#(Self.counts(suite.cases))>"#)
      lines.append("    <properties>")
      lines += suite.properties.map {
        #"      <property name="\#(Printable.xml($0.name))" value="\#(Printable.xml($0.value))"/>"#
      }
      lines.append("    </properties>")
      lines += suite.cases.flatMap { Self.lines($0, suite: suite.name) }
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
