import Results

/// The verdicts of a run's checks for somebody who need not know Weir: what failed, against what, and what changed.
public enum CheckReport {
  private static let rowsShown = 20

  /// Renders the checks of the first run of `study`, and what differs from its baseline where it has one, for a terminal.
  ///
  /// - Parameter course: What happened over time, for the picture of it.
  public static func text(
    of study: StoredStudy, _ style: TextStyle = .page(), course: RunCourse? = nil
  ) -> String {
    guard let run = study.variants.first else { return "" }
    let digest = RunDigest(run, style.voice)
    var lines = TerminalReport.headline(digest, style)
    lines += style.paragraph("", Printable.terminal(introduction(run)))
    lines += TerminalReport.checks(digest, style)
    if style.hasPictures, let course { lines += CoursePicture(of: run, course).lines }
    let section = Section(study, style.voice)
    if !section.rows.isEmpty {
      lines += ["", "Against the baseline:"]
      lines += style.table(
        [ComparisonDigest.baselineColumns] + section.rows.map { $0.cells.map(Printable.terminal) },
        isRight: { (1...4).contains($0) })
      lines.append(section.rest)
      lines += ["", section.changesHeading]
      lines += section.changes.prefix(rowsShown).map { "  " + Printable.terminal($0) }
      if section.changes.count > rowsShown {
        lines.append("  and \(section.changes.count - rowsShown) more: -o markdown")
      }
      lines.append("")
    }
    return style.text(
      lines + TerminalReport.facts(digest, style) + TerminalReport.foundation(digest, style))
  }

  /// Renders the same as Markdown.
  ///
  /// - Parameter limit: The most bytes of UTF-8; what goes beyond is cut at a line, and said to be.
  public static func markdown(of study: StoredStudy, limit: Int = MarkdownReport.largest) -> String {
    guard let run = study.variants.first else { return "" }
    let digest = RunDigest(run)
    var lines = ["## \(MarkdownReport.sign(digest.verdict)) \(Printable.markdown(digest.headline))", ""]
    lines += digest.warnings.flatMap { ["> **Warning:** \(Printable.markdown($0))", ""] }
    lines += [Printable.markdown(introduction(run)), ""]
    lines += MarkdownReport.checks(digest)
    let section = Section(study, .signs)
    if !section.rows.isEmpty {
      lines += ["### Against the baseline", ""]
      lines += markdownTable(
        [ComparisonDigest.baselineColumns] + section.rows.map(\.cells), isRight: { (1...4).contains($0) })
      lines += ["", Printable.markdown(section.rest), "", "### \(section.changesHeading)", ""]
      lines += section.changes.map { "- \(Printable.markdown($0))" } + [""]
    }
    lines += MarkdownReport.rest(digest)
    return MarkdownReport.cut(lines, limit: limit)
  }

  /// What was done, for a reader who sees such a report for the first time.
  static func introduction(_ run: StoredRun) -> String {
    let count = run.replications.count
    let what = run.run.description.isEmpty ? "" : " (\(run.run.description))"
    return
      "The traffic of the scenario \(run.run.scenario)\(what) was simulated through these Gateway API manifests "
      + (count == 1 ? "once" : "\(count) times") + "; nothing was deployed."
  }

  /// What differs from a baseline.
  struct Section {
    let rows: [ComparisonDigest.Row]
    let rest: String
    let changes: [String]

    var changesHeading: String {
      changes.isEmpty ? "No file changed since the baseline." : "What changed since the baseline:"
    }

    init(_ study: StoredStudy, _ voice: Voice) {
      let differences = study.findings.differences
      rows = differences.filter(\.isHeadline).map(
        ComparisonDigest(study: study, voice: voice).row)
      let others = differences.filter { !$0.isHeadline }
      let changed = others.count { $0.isSignificant }
      rest =
        "n=\(differences.first { $0.isHeadline }?.n ?? 0)\(voice == .signs ? "; ~ is not significant" : ""). Of \(ComparisonDigest.counted(others.count, "other metric")) \(changed) "
        + "\(changed == 1 ? "differs" : "differ") significantly."
      changes = study.findings.changes.map { change in
        switch (change.from, change.to) {
        case (let from?, let to?): "\(change.at): \(voice.change(from: from, to: to))"
        case (nil, let to?): "\(change.at): added: \(to)"
        case (let from?, nil): "\(change.at): removed: \(from)"
        case (nil, nil): change.object
        }
      }
    }
  }
}
