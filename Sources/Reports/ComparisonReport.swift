import Results

/// A comparison on a terminal or as Markdown, the verdict first.
public enum ComparisonReport {
  private static let rowsShown = 6

  /// Whether a variant regressed: a headline is significantly worse, or a check of it fails.
  public static func verdict(of study: StoredStudy) -> Verdict { ComparisonDigest(study: study).verdict }

  /// Renders a comparison for a terminal.
  public static func text(of study: StoredStudy, _ style: TextStyle = .page()) -> String {
    let digest = ComparisonDigest(study: study, voice: style.voice)
    let paint = style.paint
    var lines = [paint.sign(digest.verdict) + paint.bold(Printable.terminal(digest.headline))]
    lines += digest.warnings.map {
      paint.doubtful("\(style.voice.warning) \(Printable.terminal($0))")
    }
    if !digest.baseChecks.isEmpty {
      lines += ["", "base"]
      lines += digest.baseChecks.map { check($0, style) }
    }
    for section in digest.sections { lines += [""] + text(section, style) }
    if !digest.ranks.isEmpty {
      lines += [""]
      lines += style.table(digest.ranks.map { $0.map(Printable.terminal) }, isRight: { $0 > 0 })
    }
    lines += [""] + style.paragraph("Compared", Printable.terminal(digest.foundation))
    if !study.database.isEmpty {
      lines += style.paragraph("Database", Printable.terminal(study.database))
    }
    return style.text(lines)
  }

  private static func text(_ section: ComparisonDigest.Section, _ style: TextStyle) -> [String] {
    let paint = style.paint
    var lines = [paint.bold(Printable.terminal(section.headline))]
    lines += section.changes.prefix(rowsShown).flatMap { change -> [String] in
      let text = Printable.terminal(change.what) + "  (\(Printable.terminal(change.at)))"
      return ["  \(text)"]
    }
    lines += more(section.changes.count, "changes")
    let rows = section.headlines + section.others.prefix(rowsShown)
    let table = style.table(
      [ComparisonDigest.columns] + rows.map { $0.cells.map(Printable.terminal) },
      isRight: { (1...4).contains($0) }, indentation: "  ")
    // Each row has a line, and perhaps there is one for the names of the columns.
    let head = table.count - rows.count
    lines += table.prefix(head) + zip(rows, table.dropFirst(head)).map { painted($1, $0, paint) }
    lines += more(section.others.count, "significant differences")
    lines.append(
      "  \(style == .plain ? "" : "~ ")\(ComparisonDigest.counted(section.unchanged, "other metric")), not significantly different"
    )
    return lines + section.checks.map { check($0, style) }
  }

  private static func check(_ check: (verdict: Verdict, text: String), _ style: TextStyle) -> String {
    let mark = style.voice.mark(check.verdict)
    return style == .plain
      ? TerminalReport.sentence(check)
      : "  \(style.paint.verdict(check.verdict, mark)) \(Printable.terminal(check.text))"
  }

  private static func more(_ count: Int, _ what: String) -> [String] {
    count > rowsShown ? ["  and \(count - rowsShown) more \(what): -o markdown"] : []
  }

  private static func painted(
    _ line: String, _ row: ComparisonDigest.Row, _ paint: Paint
  ) -> String {
    switch row.verdict {
    case .worse: paint.bad(line)
    case .better: paint.good(line)
    default: line
    }
  }
}
