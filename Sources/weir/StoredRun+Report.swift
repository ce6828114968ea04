import Reports
import Results

extension StoredRun {
  /// Reads the run, or the base of several variants, in the database at `path`.
  ///
  /// - Throws: a failure with the exit code of what is wrong with it.
  static func read(_ path: String) throws -> StoredRun {
    do throws(ResultsError) {
      return try ResultsReader(path: path).run()
    } catch {
      throw Failure(error)
    }
  }

  /// The report of the run in a form, and of the requests that it explains.
  ///
  /// JSON is one document: that of the requests where there are any.
  func report(
    _ format: ReportFormat, color: Bool, isStrict: Bool, explaining requests: RequestReport?
  ) -> String {
    let report = report(format, color: color, isStrict: isStrict)
    guard let requests else { return report }
    switch format {
    case .json: return requests.json()
    case .table, .markdown, .summary: return report + "\n" + requests.text(format)
    case .junit, .annotations, .html, .svg: return report
    }
  }

  /// The report of the run in a form.
  ///
  /// - Parameter isStrict: Whether what is inconclusive is a failure to JUnit.
  func report(_ format: ReportFormat, color: Bool, isStrict: Bool = false) -> String {
    switch format {
    case .table: TerminalReport.text(of: self, color: color)
    case .json: JSONReport.run(self)
    case .markdown: MarkdownReport.text(of: self)
    case .summary: MarkdownReport.text(of: self, limit: MarkdownReport.largestSummary)
    case .junit: JUnitReport.text(of: self, isStrict: isStrict)
    case .annotations: GitHubAnnotations.text(of: self)
    case .html, .svg: ""
    }
  }
}

extension [ReportFormat] {
  /// The forms in which runs, and what is decided from them, are reported.
  static let ofRuns: [ReportFormat] = [
    .table, .json, .markdown, .summary, .junit, .annotations, .html, .svg,
  ]
}
