import Reports
import Results

extension HTMLReport {
  /// The page, or the chart that was asked for.
  ///
  /// - Throws: a failure with 64 that lists the charts where there is none of that name.
  func text(_ format: ReportFormat, chart: String?) throws -> String {
    guard format == .svg else { return text }
    guard let drawn = svg(of: chart ?? "") else {
      let names = charts.isEmpty ? "none" : charts.joined(separator: ", ")
      throw Failure(.usage, "there is no chart \"\(chart ?? "")\" in this report; it has \(names)")
    }
    return drawn
  }

  /// The page of a run whose database is at `path`, and of the requests that it explains.
  static func run(
    _ run: StoredRun, at path: String, explaining requests: RequestReport? = nil
  ) throws -> HTMLReport {
    .run(run, course: try RunCourse.read(run, at: path), requests: requests)
  }

  /// The page of checks whose database is at `path`.
  static func check(_ study: StoredStudy, at path: String) throws -> HTMLReport {
    .check(study, course: try RunCourse.read(study.variants[0], at: path))
  }

  /// The page of a comparison whose database is at `path`.
  static func comparison(_ study: StoredStudy, at path: String) throws -> HTMLReport {
    .comparison(
      study,
      courses: try study.variants.prefix(mostCourses).enumerated().map {
        try RunCourse.read($1, variant: $0, at: path)
      })
  }
}

extension RunCourse {
  /// Reads what happened over time in a variant of the database at `path`.
  static func read(_ run: StoredRun, variant: Int = 0, at path: String) throws -> RunCourse {
    do throws(ResultsError) {
      return try RunCourse(
        variant: variant, replications: run.replications.map(\.number), in: try ResultsReader(path: path))
    } catch {
      throw Failure(error)
    }
  }
}
