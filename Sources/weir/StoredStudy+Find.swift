import Reports
import Results

extension StoredStudy {
  /// The report of a search, or of a map of stability, in a form; those of ``Swift/Array/ofFinds``.
  ///
  /// - Parameter isStrict: Whether a search without a clear answer is a failure to JUnit.
  func findReport(_ format: ReportFormat, _ style: TextStyle, isStrict: Bool = false) throws -> String {
    // One that was killed has come to nothing yet.
    if findings.search == nil, findings.stability.isEmpty, let first = variants.first {
      return try first.report(format, style, isStrict: isStrict)
    }
    let isMap = findings.search == nil
    switch format {
    case .json: return isMap ? JSONReport.stability(self) : JSONReport.find(self)
    case .csv: return isMap ? CSVReport.stability(self) : CSVReport.find(self)
    case .markdown, .summary:
      let limit = format == .summary ? MarkdownReport.largestSummary : MarkdownReport.largest
      return isMap
        ? StabilityReport.markdown(of: self, limit: limit) : SearchReport.markdown(of: self, limit: limit)
    case .junit:
      return isMap ? JUnitReport.stability(self) : JUnitReport.find(self, isStrict: isStrict)
    case .table: return isMap ? StabilityReport.text(of: self, style) : SearchReport.text(of: self, style)
    // Refused before anything was run.
    case .annotations, .html, .svg: return ""
    }
  }
}

extension [ReportFormat] {
  /// The forms in which searches and maps of stability are reported.
  static let ofFinds: [ReportFormat] = [.table, .json, .csv, .markdown, .summary, .junit, .html, .svg]
}
