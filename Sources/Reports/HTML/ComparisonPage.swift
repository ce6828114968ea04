import Charts
import Results

/// The page of a comparison: what each variant changes, what differs, and how it went over time.
struct ComparisonPage {
  private let study: StoredStudy
  private let digest: ComparisonDigest
  private let drawings: VariantDrawings

  /// - Parameter courses: What happened over time in each variant, the base first.
  init(study: StoredStudy, courses: [RunCourse]) {
    self.study = study
    digest = ComparisonDigest(study: study)
    drawings = VariantDrawings(variants: zip(study.variants, courses).map { .init(run: $0, course: $1) })
  }

  var content: PageContent {
    let base = study.variants.first
    let foundations = base.map(Foundations.init)
    return PageContent(
      kind: "Comparison", verdict: digest.verdict, headline: digest.headline,
      description: base?.run.description ?? "", warnings: digest.warnings,
      sections: [
        PageContent.Section(
          id: "differences", title: "What differs", introduction: digest.foundation + ".",
          blocks: differences(headlines, ("differences", "What matters most")).blocks
            + differences(others, ("other-differences", "The largest of the other significant differences"))
            .blocks),
        PageContent.Section(
          id: "over-time", title: "Over time",
          introduction: study.variants.count > HTMLReport.mostCourses
            ? "The base and the first \(HTMLReport.mostCourses - 1) of \(study.variants.count - 1) variants."
            : "",
          blocks: [drawings.goodput, drawings.retries, drawings.percentiles].flatMap(\.blocks)),
        PageContent.Section(
          id: "variants", title: "Variant by variant", blocks: digest.sections.flatMap(blocks)),
        PageContent.Section(
          id: "base", title: "The base's checks",
          blocks: digest.baseChecks.isEmpty ? [] : [.verdicts(digest.baseChecks)]),
        PageContent.Section(
          id: "ranks", title: "Ranks",
          blocks: digest.ranks.isEmpty ? [] : [.table(.init(digest.ranks, isRight: { $0 > 0 }))]),
      ] + (foundations?.sections() ?? []), footer: foundations?.footer ?? "")
  }

  private func differences(_ differences: [Difference], _ name: (id: String, title: String)) -> Picture? {
    DifferenceDrawing(digest: digest, differences: differences, name: name).picture
  }

  private var headlines: [Difference] {
    study.findings.differences.filter { $0.isHeadline && (1...Self.mostVariants).contains($0.variant) }
  }

  /// Of each variant the largest.
  private var others: [Difference] {
    (1...Self.mostVariants).flatMap { variant in
      let own = study.findings.differences.filter {
        $0.variant == variant && !$0.isHeadline && $0.isSignificant && $0.labels["route"] == nil
      }
      return ComparisonDigest.distinct(own).prefix(Self.mostOthers)
    }
  }

  private static let mostVariants = 6
  private static let mostOthers = 8
  /// Of each variant, the largest first: with thousands of routes there may be as many.
  private static let mostRows = 200

  private func blocks(of section: ComparisonDigest.Section) -> [PageContent.Block] {
    var blocks: [PageContent.Block] = [.heading(section.headline)]
    if !section.changes.isEmpty {
      blocks.append(
        .list(section.changes.map { $0.at.isEmpty ? $0.what : "\($0.what) (\($0.at))" }))
    }
    if !section.checks.isEmpty { blocks.append(.verdicts(section.checks)) }
    blocks.append(table(section.headlines))
    if !section.others.isEmpty {
      blocks.append(
        .foldedTable(
          name: section.others.count > Self.mostRows
            ? "\(Self.mostRows) of \(Figure.count(section.others.count)) more significant differences; -o csv has them all"
            : "\(section.others.count) more significant differences",
          aligned(Array(section.others.prefix(Self.mostRows)))))
    }
    return blocks
  }

  private func table(_ rows: [ComparisonDigest.Row]) -> PageContent.Block { .table(aligned(rows)) }

  private func aligned(_ rows: [ComparisonDigest.Row]) -> PageContent.AlignedTable {
    .init([ComparisonDigest.columns] + rows.map(\.cells), isRight: { (1...4).contains($0) })
  }
}
