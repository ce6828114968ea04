import Documents
import Results

extension SweepReport {
  /// One row a point and one column a metric, for spreadsheets, whose charts and pivot tables want the axes and each metric in columns.
  ///
  /// A path whose values are all amounts has numbers (seconds, per second, shares of 1), any other one the texts as they are set. `verdict` is
  /// over the checks of the point, `pareto` over the metrics that a table shows. These metrics come first, then all others in the order of the
  /// catalogue, each followed by the ends of its interval.
  public func csv() -> String {
    let points = digest.points
    let metrics = allMetrics
    let isNumeric = digest.axes.map { $0.values.allSatisfy { Amount($0) != nil } }
    var csv = CSVText(
      head: ["job"] + digest.axes.map(\.path) + ["n", "verdict", "pareto"]
        + metrics.flatMap { ["\($0)", "\($0) low", "\($0) high"] })
    for (job, point) in points.enumerated() {
      let found = Dictionary(
        point.summaries.map { (MetricKey($0.name, $0.labels), $0) }, uniquingKeysWith: { first, _ in first })
      let settings = zip(point.run.settings, isNumeric).map { setting, isNumeric in
        isNumeric ? CSVText.Cell(Amount(setting.value)?.value) : CSVText.Cell(setting.value)
      }
      csv.append(
        [.init(job)] + settings + [
          .init(point.replications.count), .init(SweepDigest.verdict(of: point)?.rawValue),
          .init(digest.front.places[job] == .front),
        ]
          + metrics.flatMap { metric -> [CSVText.Cell] in
            let summary = found[metric]
            return [.init(summary?.mean), .init(summary?.low), .init(summary?.high)]
          })
    }
    return csv.text
  }

  /// Those that are shown, then those that any point has besides.
  private var allMetrics: [MetricKey] {
    var seen = Set(digest.metrics)
    let others = digest.points.flatMap(\.summaries).filter {
      seen.insert(MetricKey($0.name, $0.labels)).inserted
    }
    return digest.metrics + JSONReport.sorted(others).map { MetricKey($0.name, $0.labels) }
  }
}
