import Charts
import Results

/// A report as a page for a browser: one file, without a network, under a strict content policy; and its charts as files of their own.
public struct HTMLReport {
  /// The most variants of a comparison that are drawn over each other.
  public static let mostCourses = 7

  let content: PageContent

  /// The report of a run.
  ///
  /// - Parameters:
  ///   - course: What happened over time in it.
  ///   - requests: Requests that are told one by one, nil without any.
  public static func run(
    _ run: StoredRun, course: RunCourse, requests: RequestReport? = nil
  ) -> HTMLReport {
    HTMLReport(content: RunPage(run: run, course: course).content(kind: "Run", requests: requests))
  }

  /// The report of the checks of a study's first run, and of what differs from its baseline where it has one.
  public static func check(_ study: StoredStudy, course: RunCourse) -> HTMLReport {
    HTMLReport(content: CheckPage(study: study, course: course).content)
  }

  /// The report of single requests of a run.
  public static func requests(_ report: RequestReport, of run: StoredRun) -> HTMLReport {
    let foundations = Foundations(run)
    return HTMLReport(
      content: PageContent(
        kind: "Requests", verdict: nil, headline: "\(run.run.scenario): single requests",
        description: run.run.description,
        sections: [RequestSection(report: report).section]
          + foundations.sections(isOfStudy: true),
        footer: foundations.footer))
  }

  /// The report of a comparison.
  ///
  /// - Parameter courses: What happened over time in each variant, the base first; those of more than ``mostCourses`` are not shown.
  public static func comparison(_ study: StoredStudy, courses: [RunCourse]) -> HTMLReport {
    HTMLReport(content: ComparisonPage(study: study, courses: courses).content)
  }

  /// The report of a search, or of a map of stability where nothing was searched for.
  public static func find(_ study: StoredStudy) -> HTMLReport {
    guard let search = study.findings.search else {
      return HTMLReport(content: StabilityPage(study: study).content)
    }
    return HTMLReport(content: SearchPage(study: study, search: search).content)
  }

  /// The page.
  public var text: String { Page(content: content).text }

  /// The names of its charts, in the order of the page.
  public var charts: [String] { content.pictures.map(\.id) }

  /// A chart as an SVG file, nil where there is none of that name.
  ///
  /// - Parameter chart: One of ``charts``, or the same with a service as it is written: `retries-shop/cart`.
  public func svg(of chart: String) -> String? {
    let id = RunDrawings.identifier(chart)
    return content.pictures.first { $0.id == id }?.file()
  }
}
