import Reports
import Results

extension StoredStudy {
  /// The report of a search, or of a map of stability, in a form; those of ``Swift/Array/ofFinds``.
  func findReport(_ format: ReportFormat, color: Bool) -> String {
    // One that was killed has come to nothing yet.
    if findings.search == nil, findings.stability.isEmpty, let first = variants.first {
      return first.report(format, color: color)
    }
    let isMap = findings.search == nil
    switch format {
    case .json: return isMap ? JSONReport.stability(self) : JSONReport.find(self)
    case .markdown, .summary:
      let limit = format == .summary ? MarkdownReport.largestSummary : MarkdownReport.largest
      return isMap
        ? StabilityReport.markdown(of: self, limit: limit) : SearchReport.markdown(of: self, limit: limit)
    default:
      return isMap ? StabilityReport.text(of: self, color: color) : SearchReport.text(of: self, color: color)
    }
  }
}

extension [ReportFormat] {
  /// The forms in which searches and maps of stability are reported.
  static let ofFinds: [ReportFormat] = [.table, .json, .markdown, .summary, .html, .svg]
}
