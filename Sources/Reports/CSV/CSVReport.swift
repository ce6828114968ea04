import Results

/// Reports for spreadsheets: one row for each metric, check, difference, value or cell, in the order in which JSON has them.
///
/// Numbers are those of JSON, times in seconds and shares of 1, with a point; what is not known is an empty field.
public enum CSVReport {
  /// The metrics of a run, in the order of the catalogue, then of their labels.
  ///
  /// A metric followed by its labels is how checks and `--metric` name it.
  public static func run(_ run: StoredRun) -> String {
    var csv = CSVText(head: [
      "metric", "labels", "unit", "better", "mean", "low", "high", "confidence", "n", "never",
    ])
    for summary in JSONReport.sorted(run.summaries) {
      csv.append(
        metric(summary.name, summary.labels) + [
          .init(summary.mean), .init(summary.low), .init(summary.high), .init(summary.confidence),
          .init(summary.n), .init(summary.never),
        ])
    }
    return csv.text
  }

  /// The checks of a run with their verdicts; `relative` tells that the numbers are by how much it is worse than a baseline, as shares.
  public static func check(_ run: StoredRun) -> String {
    var csv = CSVText(head: [
      "check", "verdict", "estimate", "low", "high", "limit", "n", "relative", "reason",
    ])
    for check in run.checks {
      csv.append([
        .init(check.check), .init(check.verdict.rawValue), .init(check.estimate), .init(check.low),
        .init(check.high), .init(check.limit), .init(check.n), .init(check.isRelative), .init(check.reason),
      ])
    }
    return csv.text
  }

  /// The differences of all variants from the base, in the order in which they were judged.
  public static func comparison(_ study: StoredStudy) -> String {
    var csv = CSVText(head: [
      "variant", "metric", "labels", "unit", "better", "base", "value", "difference", "relative", "low",
      "high",
      "confidence", "n", "significant", "headline", "verdict",
    ])
    for difference in study.findings.differences {
      let isKnown = study.variants.indices.contains(difference.variant)
      csv.append(
        [.init(isKnown ? study.variants[difference.variant].run.variant : nil)]
          + metric(difference.metric, difference.labels) + [
            .init(difference.base), .init(difference.value), .init(difference.difference),
            .init(difference.relative), .init(difference.low), .init(difference.high),
            .init(difference.confidence), .init(difference.n), .init(difference.isSignificant),
            .init(difference.isHeadline), .init(difference.verdict.rawValue),
          ])
    }
    return csv.text
  }

  /// A metric's name, labels, unit and better way.
  private static func metric(_ name: String, _ labels: Labels) -> [CSVText.Cell] {
    let definition = MetricCatalogue[name]
    return [
      .init(name), .init(labels.description), .init(definition?.unit.rawValue),
      .init(definition?.better.rawValue),
    ]
  }
}
