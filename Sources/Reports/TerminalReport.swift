import Results

/// A run on one screen of a terminal, the verdict first.
public enum TerminalReport {
  private static let width = Paragraph.width
  private static let margin = Paragraph.margin
  private static let rowsShown = 8

  /// Renders a run.
  ///
  /// - Parameter course: What happened over time, for the picture of it.
  public static func text(
    of run: StoredRun, _ style: TextStyle = .page(), course: RunCourse? = nil
  ) -> String {
    let digest = RunDigest(run, style.voice)
    let picture = style.hasPictures ? course.map { CoursePicture(of: run, $0).lines } ?? [] : []
    return style.text(
      headline(digest, style) + picture + facts(digest, style) + checks(digest, style)
        + foundation(digest, style))
  }

  /// What happened.
  static func facts(_ digest: RunDigest, _ style: TextStyle) -> [String] {
    lines(of: digest.requests, style) + table(digest.services, digest.serviceColumns, style)
      + [digest.budgets, digest.mirrors, digest.cors, digest.faults].flatMap { shown($0, style) }
  }

  /// What the numbers rest on, and where there are more.
  static func foundation(_ digest: RunDigest, _ style: TextStyle) -> [String] {
    var lines = lines(of: digest.foundations, style) + model(digest, style)
    let database = digest.run.database
    if !database.isEmpty {
      lines += style.paragraph("Database", Printable.terminal(database) + "; look closer with")
      lines.append(style.paint.bold(Printable.terminal(digest.nextCommand)))
    }
    return lines
  }

  static func headline(_ digest: RunDigest, _ style: TextStyle) -> [String] {
    let paint = style.paint
    let text = Printable.terminal(digest.headline)
    let sign = digest.verdict.map(paint.sign) ?? "DONE "
    return [sign + paint.bold(text)]
      + digest.warnings.flatMap { style.paragraph(style.voice.warning, $0).map(paint.doubtful) }
  }

  static func table(
    _ services: [RunDigest.ServiceRow], _ columns: [String], _ style: TextStyle
  ) -> [String] {
    guard !services.isEmpty else { return [] }
    let rows = [columns] + services.prefix(rowsShown).map { $0.map(Printable.terminal) }
    let wide = style.table(rows, isRight: { $0 > 0 })
    let isTooWide = wide.contains { Printable.width($0) > width }
    return (isTooWide ? style.table(rows, isRight: { $0 > 0 }, separator: " ") : wide)
      + more(services.count, "services")
  }

  static func shown(_ facts: [RunDigest.Fact], _ style: TextStyle) -> [String] {
    lines(of: Array(facts.prefix(rowsShown)), style) + more(facts.count, "of this kind")
  }

  private static func more(_ count: Int, _ what: String) -> [String] {
    guard count > rowsShown else { return [] }
    return [
      String(repeating: " ", count: margin)
        + "and \(count - rowsShown) more \(what): weir report DATABASE -o markdown"
    ]
  }

  static func checks(_ digest: RunDigest, _ style: TextStyle) -> [String] {
    digest.checks.enumerated().flatMap { index, check in
      let mark = style.voice.mark(check.verdict)
      guard style != .plain else { return [sentence(check)] }
      var lines = Paragraph.lines(index == 0 ? "Checks" : "", "\(mark) \(Printable.terminal(check.text))")
      // Coloured afterwards: the sequences take no columns.
      lines[0] =
        lines[0].prefix(margin) + style.paint.verdict(check.verdict, mark)
        + lines[0].dropFirst(margin + mark.count)
      return lines
    }
  }

  /// A check in words alone.
  static func sentence(_ check: (verdict: Verdict, text: String)) -> String {
    "Check: \(Voice.words.mark(check.verdict)): \(Printable.terminal(check.text))"
  }

  static func model(_ digest: RunDigest, _ style: TextStyle) -> [String] {
    let left = digest.notModelled
    guard !left.isEmpty else {
      return style.paragraph("Model", "rests on \(digest.assumptions); nothing in the manifests was left out")
    }
    let named = left.prefix(rowsShown).map(Printable.terminal).joined(separator: "; ")
    let rest =
      left.count > rowsShown ? "; and \(left.count - rowsShown) more: weir report DATABASE -o markdown" : ""
    return style.paragraph("Model", "rests on \(digest.assumptions); not modelled: \(named)\(rest)")
  }

  private static func lines(of facts: [RunDigest.Fact], _ style: TextStyle) -> [String] {
    facts.flatMap { style.paragraph($0.heading, Printable.terminal($0.text)) }
  }
}
