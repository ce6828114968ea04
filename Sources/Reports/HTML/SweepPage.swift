import Charts
import Results

/// The page of a sweep: maps of its metrics, the best points, and every point.
struct SweepPage {
  private let digest: SweepDigest

  init(_ digest: SweepDigest) {
    self.digest = digest
  }

  var content: PageContent {
    let foundations = digest.points.first.map(Foundations.init)
    let rows = digest.rows(showsFront: true)
    let right = digest.axes.count + digest.metrics.count
    let table = PageContent.AlignedTable(Array(rows.prefix(Self.mostRows + 1)), isRight: { $0 <= right })
    let left = rows.count - 1 - Self.mostRows
    return PageContent(
      kind: "Sweep", verdict: nil, headline: digest.headline,
      description: digest.points.first?.run.description ?? "", warnings: digest.warnings,
      sections: [
        PageContent.Section(
          id: "maps", title: "What came of each point",
          introduction: [digest.verdicts, digest.foundation].compactMap(\.self).joined(separator: "; ") + ".",
          blocks: SweepDrawings(digest).pictures.map { .picture($0) }),
        PageContent.Section(
          id: "pareto", title: "The best points", introduction: digest.frontLegend + ".",
          blocks: ParetoDrawing(digest).picture.blocks),
        PageContent.Section(
          id: "points", title: "Every point",
          introduction: left > 0 ? "The first \(Self.mostRows); \(left) more are in the database." : "",
          blocks: [.table(table)]),
      ] + (foundations?.sections(isOfStudy: true) ?? []), footer: foundations?.footer ?? "")
  }

  /// More rows make a page of megabytes that nobody reads.
  private static let mostRows = 500
}
