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
    _ format: ReportFormat, _ style: TextStyle, isStrict: Bool, explaining requests: RequestReport?
  ) throws -> String {
    let report = try report(format, style, isStrict: isStrict)
    guard let requests else { return report }
    switch format {
    case .json: return requests.json()
    case .table, .markdown, .summary:
      return report + (style == .plain ? "" : "\n") + requests.text(format, style)
    case .csv, .junit, .annotations, .html, .svg: return report
    }
  }

  /// The report of the run in a form.
  ///
  /// - Parameter isStrict: Whether what is inconclusive is a failure to JUnit.
  func report(_ format: ReportFormat, _ style: TextStyle, isStrict: Bool = false) throws -> String {
    switch format {
    case .table: TerminalReport.text(of: self, style, course: try course(style, in: database))
    case .json: JSONReport.run(self)
    case .csv: CSVReport.run(self)
    case .markdown: MarkdownReport.text(of: self)
    case .summary: MarkdownReport.text(of: self, limit: MarkdownReport.largestSummary)
    case .junit: JUnitReport.text(of: self, isStrict: isStrict)
    case .annotations: GitHubAnnotations.text(of: self)
    // Made of more than a stored run holds: HTMLReport.
    case .html, .svg: ""
    }
  }

  /// What a table pictures of it, nil where it has no pictures.
  func course(_ style: TextStyle, in path: String) throws -> RunCourse? {
    guard style.hasPictures else { return nil }
    do throws(ResultsError) {
      return try RunCourse(picturing: self, in: ResultsReader(path: path))
    } catch {
      throw Failure(error)
    }
  }
}

extension [ReportFormat] {
  /// The forms in which runs, and what is decided from them, are reported.
  static let ofRuns: [ReportFormat] = [
    .table, .json, .csv, .markdown, .summary, .junit, .annotations, .html, .svg,
  ]
}
