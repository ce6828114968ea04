import Reports
import Results

extension StoredRun {
  /// Reads the database at `path`.
  ///
  /// - Throws: a failure with the exit code of what is wrong with it.
  static func read(_ path: String) throws -> StoredRun {
    do throws(ResultsError) {
      return try ResultsReader(path: path).run()
    } catch {
      throw Failure(error)
    }
  }

  /// The report of the run in a form.
  func report(_ format: ReportFormat, color: Bool) -> String {
    switch format {
    case .table: TerminalReport.text(of: self, color: color)
    case .json: JSONReport.run(self)
    case .markdown: MarkdownReport.text(of: self)
    }
  }
}
