import Reports
import Results
import Scenarios

extension SweepReport {
  /// The report in a form.
  func text(_ format: ReportFormat, _ style: TextStyle) -> String {
    switch format {
    case .table: table(style)
    case .json: json()
    case .csv: csv()
    case .junit: junit()
    case .markdown: markdown()
    // Refused before anything was run.
    case .annotations, .html, .svg: ""
    case .summary: markdown(limit: MarkdownReport.largestSummary)
    }
  }

  /// The report of a database, with the metrics of its checks.
  init(_ study: StoredStudy) {
    self.init(study, metrics: Self.metrics(of: study.variants.first?.checks.map(\.check) ?? []))
  }

  /// The metrics that checks are about, each once.
  static func metrics(of checks: [String]) -> [MetricKey] {
    var seen: Set<MetricKey> = []
    return checks.compactMap { try? parseMetric($0, isAlone: false).get() }.filter {
      seen.insert($0).inserted
    }
  }
}

extension [ReportFormat] {
  /// Those of sweeps.
  static var ofSweeps: [ReportFormat] { [.table, .json, .csv, .markdown, .summary, .junit, .html, .svg] }
}
