import Results

/// A comparison on a terminal or as Markdown, the verdict first.
public enum ComparisonReport {
  private static let rowsShown = 6

  /// Whether a variant regressed: a headline is significantly worse, or a check of it fails.
  public static func verdict(of study: StoredStudy) -> Verdict { ComparisonDigest(study: study).verdict }

  /// Renders a comparison for a terminal.
  ///
  /// - Parameter color: Whether the verdicts are coloured with ANSI sequences.
  public static func text(of study: StoredStudy, color: Bool) -> String {
    let digest = ComparisonDigest(study: study)
    let paint = Paint(isOn: color)
    var lines = [sign(digest.verdict, paint) + paint.bold(Printable.terminal(digest.headline))]
    lines += digest.warnings.map { paint.doubtful("! \(Printable.terminal($0))") }
    if !digest.baseChecks.isEmpty {
      lines += ["", "base"]
      lines += digest.baseChecks.map { "  \(mark($0.verdict, paint)) \(Printable.terminal($0.text))" }
    }
    for section in digest.sections { lines += [""] + text(section, paint) }
    if !digest.ranks.isEmpty {
      lines += [""]
      lines += TextTable.lines(
        digest.ranks.map { $0.map(Printable.terminal) }, rightFrom: 1, separator: "  ")
    }
    lines += [""] + Paragraph.lines("Compared", Printable.terminal(digest.foundation))
    if !study.database.isEmpty {
      lines += Paragraph.lines("Database", Printable.terminal(study.database))
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private static func text(_ section: ComparisonDigest.Section, _ paint: Paint) -> [String] {
    var lines = [paint.bold(Printable.terminal(section.headline))]
    lines += section.changes.prefix(rowsShown).flatMap { change -> [String] in
      let text = Printable.terminal(change.what) + "  (\(Printable.terminal(change.at)))"
      return ["  \(text)"]
    }
    lines += more(section.changes.count, "changes")
    let rows = section.headlines + section.others.prefix(rowsShown)
    let table = TextTable.lines(
      [ComparisonDigest.columns] + rows.map { $0.cells.map(Printable.terminal) },
      isRight: { (1...4).contains($0) }, separator: "  ")
    lines += zip([nil] + rows.map { $0 as ComparisonDigest.Row? }, table).map { row, line in
      painted("  " + line, row, paint)
    }
    lines += more(section.others.count, "significant differences")
    lines.append(
      "  ~ \(ComparisonDigest.counted(section.unchanged, "other metric")), not significantly different")
    lines += section.checks.map { check in
      "  \(mark(check.verdict, paint)) \(Printable.terminal(check.text))"
    }
    return lines
  }

  private static func more(_ count: Int, _ what: String) -> [String] {
    count > rowsShown ? ["  and \(count - rowsShown) more \(what): -o markdown"] : []
  }

  private static func painted(
    _ line: String, _ row: ComparisonDigest.Row?, _ paint: Paint
  ) -> String {
    switch row?.verdict {
    case .worse: paint.bad(line)
    case .better: paint.good(line)
    default: line
    }
  }

  private static func sign(_ verdict: Verdict, _ paint: Paint) -> String {
    switch verdict {
    case .pass: paint.good("PASS ")
    case .fail: paint.bad("FAIL ")
    case .inconclusive: paint.doubtful("INCONCLUSIVE ")
    }
  }

  static func mark(_ verdict: Verdict, _ paint: Paint) -> String {
    switch verdict {
    case .pass: paint.good("✓")
    case .fail: paint.bad("✗")
    case .inconclusive: paint.doubtful("?")
    }
  }
}
