import Charts
import Results

/// The page of checks: that of their run, and what differs from the baseline where there is one.
struct CheckPage {
  private let study: StoredStudy
  private let page: RunPage

  /// - Parameter study: At least one run.
  init(study: StoredStudy, course: RunCourse) {
    self.study = study
    page = RunPage(run: study.variants[0], course: course)
  }

  var content: PageContent {
    var content = page.content(kind: "Check")
    content.description = CheckReport.introduction(page.run)
    let section = CheckReport.Section(study, .signs)
    guard !section.rows.isEmpty else { return content }
    let headlines = study.findings.differences.filter(\.isHeadline)
    let drawing = DifferenceDrawing(
      digest: ComparisonDigest(study: study), differences: headlines,
      name: ("differences", "Differences from the baseline"))
    content.sections.insert(
      PageContent.Section(
        id: "baseline", title: "Against the baseline", introduction: section.rest,
        blocks: drawing.picture.blocks + [
          .table(
            .init(
              [ComparisonDigest.baselineColumns] + section.rows.map(\.cells),
              isRight: { (1...4).contains($0) })),
          .paragraph(section.changesHeading),
        ] + (section.changes.isEmpty ? [] : [.list(section.changes)])),
      at: 1)
    return content
  }
}
