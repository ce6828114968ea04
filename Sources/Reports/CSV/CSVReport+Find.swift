import Documents
import Results

extension CSVReport {
  /// A search: a row for each value that was tried, with the numbers of each check in columns of their own, so that a column is a line in a chart.
  ///
  /// `value` is the number in the unit of its dimension, `set` how it is written; `answer` marks the `best` value and the ends of the interval
  /// around it, `low` and `high`.
  public static func find(_ study: StoredStudy) -> String {
    let checks = study.variants.first?.checks.map(\.check) ?? []
    var csv = CSVText(
      head: ["value", "set", "replications", "verdict", "answer"]
        + checks.flatMap { check in ["verdict", "estimate", "low", "high", "n"].map { "\(check) \($0)" } })
    for run in study.variants {
      let value = run.run.settings.last?.value
      csv.append(
        [
          .init(value.flatMap { Amount($0)?.value }), .init(value), .init(run.replications.count),
          .init(Verdict(of: run.checks).rawValue), .init(answer(value, study.findings.search)),
        ]
          + checks.indices.flatMap { index -> [CSVText.Cell] in
            guard run.checks.indices.contains(index) else {
              return Array(repeating: .nothing, count: 5)
            }
            let check = run.checks[index]
            return [
              .init(check.verdict.rawValue), .init(check.estimate), .init(check.low), .init(check.high),
              .init(check.n),
            ]
          })
    }
    return csv.text
  }

  private static func answer(_ value: String?, _ search: SearchRecord?) -> String {
    guard let value, let search else { return "" }
    let names = [("low", search.low), ("best", search.best), ("high", search.high)]
    return names.filter { $0.1 == value }.map(\.0).joined(separator: " ")
  }

  /// A map of stability: a row a cell; `low` and `high` are around the share of replications that came back, `recovery` is in seconds.
  public static func stability(_ study: StoredStudy) -> String {
    var csv = CSVText(head: [
      "load", "trigger", "verdict", "recovered", "n", "low", "high", "recovery", "sustained by",
    ])
    for cell in study.findings.stability {
      csv.append([
        .init(cell.load), .init(cell.trigger), .init(cell.verdict.rawValue), .init(cell.recovered),
        .init(cell.n), .init(cell.low), .init(cell.high), .init(cell.recovery),
        .init(cell.sustainedBy.joined(separator: "; ")),
      ])
    }
    return csv.text
  }
}
