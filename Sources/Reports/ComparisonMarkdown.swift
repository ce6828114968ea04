import Results

/// A comparison as Markdown, for the comment on a pull request or a job's summary.
public enum ComparisonMarkdown {
  /// Renders a comparison.
  ///
  /// - Parameter limit: The most bytes of UTF-8; what goes beyond is cut at a line, and said to be.
  public static func text(of study: StoredStudy, limit: Int = MarkdownReport.largest) -> String {
    let digest = ComparisonDigest(study: study)
    var lines = ["## \(MarkdownReport.sign(digest.verdict)) \(Printable.markdown(digest.headline))", ""]
    lines += digest.warnings.flatMap { ["> **Warning:** \(Printable.markdown($0))", ""] }
    if !digest.baseChecks.isEmpty { lines += ["### base", ""] + checks(digest.baseChecks) }
    for section in digest.sections { lines += self.lines(section) }
    if !digest.ranks.isEmpty {
      lines += markdownTable(digest.ranks, isRight: { $0 > 0 })
      lines += ["", "Rank 1 is best; variants that cannot be told apart share a rank.", ""]
    }
    lines += [Printable.markdown(digest.foundation), ""]
    if let base = study.variants.first {
      lines += MarkdownReport.list(
        "Not modelled", base.run.notModelled.map { $0.path.isEmpty ? $0.object : "\($0.object) \($0.path)" })
      lines += MarkdownReport.list("Assumptions", base.run.assumptions.map { "\($0.id): \($0.text)" })
    }
    return MarkdownReport.cut(lines, limit: limit)
  }

  private static func lines(_ section: ComparisonDigest.Section) -> [String] {
    var lines = ["### \(Printable.markdown(section.headline))", ""]
    if !section.changes.isEmpty {
      lines += ["What changed:", ""]
      lines += section.changes.map { change in
        "- \(Printable.markdown(change.what)) (`\(Printable.code(change.at))`"
          + (change.line.isEmpty ? ")" : ": `\(Printable.code(change.line))`)")
      }
      lines.append("")
    }
    lines += checks(section.checks)
    lines += table(section.headlines) + [""]
    if !section.others.isEmpty {
      lines += ["<details><summary>Other significant differences: \(section.others.count)</summary>", ""]
      lines += table(section.others) + ["", "</details>", ""]
    }
    lines += [
      "\(ComparisonDigest.counted(section.unchanged, "other metric")) not significantly different.", "",
    ]
    return lines
  }

  private static func checks(_ checks: [(verdict: Verdict, text: String)]) -> [String] {
    let marks: [Verdict: String] = [.pass: "✓", .fail: "✗", .inconclusive: "?"]
    guard !checks.isEmpty else { return [] }
    return checks.map { "- \(marks[$0.verdict] ?? "?") \(Printable.markdown($0.text))" } + [""]
  }

  private static func table(_ rows: [ComparisonDigest.Row]) -> [String] {
    let signs: [Difference.Verdict: String] = [.better: "✓ ", .worse: "✗ "]
    return markdownTable(
      [ComparisonDigest.columns]
        + rows.map { row in
          row.cells.dropLast() + ["\(signs[row.verdict] ?? "")\(row.cells.last ?? "")"]
        }, isRight: { (1...4).contains($0) })
  }
}
