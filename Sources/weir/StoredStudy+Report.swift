import Reports
import Results

extension StoredStudy {
  /// Reads all variants in the database at `path`.
  ///
  /// - Parameter detailed: Whether it holds what single replications measured.
  /// - Throws: a failure with the exit code of what is wrong with it.
  static func read(_ path: String, detailed: Bool = true) throws -> StoredStudy {
    do throws(ResultsError) {
      return try ResultsReader(path: path).study(detailed: detailed)
    } catch {
      throw Failure(error)
    }
  }

  /// The report of a comparison in a form.
  ///
  /// - Parameter isStrict: Whether what is inconclusive is a failure to JUnit.
  func comparison(_ format: ReportFormat, _ style: TextStyle, isStrict: Bool = false) -> String {
    switch format {
    case .table: ComparisonReport.text(of: self, style)
    case .json: JSONReport.compare(self)
    case .csv: CSVReport.comparison(self)
    case .markdown: ComparisonMarkdown.text(of: self)
    case .summary: ComparisonMarkdown.text(of: self, limit: MarkdownReport.largestSummary)
    case .junit: JUnitReport.text(of: self, isStrict: isStrict)
    case .annotations: GitHubAnnotations.text(of: self)
    // Made of more than a stored study holds: HTMLReport.
    case .html, .svg: ""
    }
  }

  /// The report of the checks in a form.
  ///
  /// - Parameter path: The database, which is not named where it is not kept.
  func checkReport(
    _ format: ReportFormat, _ style: TextStyle, in path: String, isStrict: Bool = false
  ) throws -> String {
    switch format {
    case .table: CheckReport.text(of: self, style, course: try variants[0].course(style, in: path))
    case .json: JSONReport.check(variants[0])
    case .csv: CSVReport.check(variants[0])
    case .markdown: CheckReport.markdown(of: self)
    case .summary: CheckReport.markdown(of: self, limit: MarkdownReport.largestSummary)
    case .annotations: GitHubAnnotations.text(ofCheck: self)
    case .junit: JUnitReport.text(of: variants[0], isStrict: isStrict)
    case .html, .svg: ""
    }
  }
}
