import Results

/// A run as Markdown, for the comment on a pull request or a job's summary.
public enum MarkdownReport {
  /// The most bytes that a comment may have on the common forges.
  public static let largest = 65_536
  /// The most bytes that the summary of a job may have on GitHub.
  public static let largestSummary = 1_048_576

  /// Renders a run.
  ///
  /// - Parameter limit: The most bytes of UTF-8; what goes beyond is cut at a line, and said to be.
  public static func text(of run: StoredRun, limit: Int = largest) -> String {
    let digest = RunDigest(run)
    var lines = ["## \(sign(digest.verdict)) \(Printable.markdown(digest.headline))", ""]
    lines += digest.warnings.flatMap { ["> **Warning:** \(Printable.markdown($0))", ""] }
    lines += checks(digest)
    lines += rest(digest)
    return cut(lines, limit: limit)
  }

  /// What happened, and what the numbers rest on.
  static func rest(_ digest: RunDigest) -> [String] {
    let run = digest.run
    var lines = bullets(digest.requests + digest.budgets + digest.mirrors + digest.cors + digest.faults)
    lines += table([digest.serviceColumns] + digest.services)
    lines += bullets(digest.foundations)
    lines += list("Not modelled", digest.notModelled)
    lines += list("Assumptions", run.run.assumptions.map { "\($0.id): \($0.text)" })
    if !run.database.isEmpty {
      lines += ["Database: \(Printable.markdown(run.database))", ""]
      lines += ["```sh", Printable.terminal(digest.nextCommand), "```"]
    }
    return lines
  }

  static func sign(_ verdict: Verdict?) -> String {
    switch verdict {
    case nil: "Done:"
    case .pass: "✓ Pass:"
    case .fail: "✗ Fail:"
    case .inconclusive: "? Inconclusive:"
    }
  }

  static func checks(_ digest: RunDigest) -> [String] {
    let marks: [Verdict: String] = [.pass: "✓", .fail: "✗", .inconclusive: "?"]
    let lines = digest.checks.map { "- \(marks[$0.verdict] ?? "?") \(Printable.markdown($0.text))" }
    return lines.isEmpty ? [] : lines + [""]
  }

  private static func bullets(_ facts: [RunDigest.Fact]) -> [String] {
    let lines = facts.map { "- **\($0.heading)**: \(Printable.markdown($0.text))" }
    return lines.isEmpty ? [] : lines + [""]
  }

  private static func table(_ rows: [[String]]) -> [String] {
    rows.count > 1 ? markdownTable(rows, isRight: { $0 > 0 }) + [""] : []
  }

  static func list(_ heading: String, _ items: [String]) -> [String] {
    guard !items.isEmpty else { return [] }
    return ["<details><summary>\(heading): \(items.count)</summary>", ""]
      + items.map { "- \(Printable.markdown($0))" } + ["", "</details>", ""]
  }

  static func cut(_ lines: [String], limit: Int) -> String {
    let notice = "\n_Cut here: the report is longer than \(limit) bytes; `weir report DB` shows all of it._\n"
    let whole = lines.joined(separator: "\n") + "\n"
    guard whole.utf8.count > limit else { return whole }
    var text = ""
    var room = limit - notice.utf8.count
    var isFolded = false
    for line in lines {
      // A fold that is open must be closed again, or it would swallow the notice.
      let closing = "\n</details>\n"
      guard line.utf8.count + 1 + closing.utf8.count <= room else {
        return text + (isFolded ? closing : "") + notice
      }
      if line.hasPrefix("<details>") { isFolded = true }
      if line == "</details>" { isFolded = false }
      text += line + "\n"
      room -= line.utf8.count + 1
    }
    return text + notice
  }
}

/// The lines of a Markdown table, the first row being its head.
func markdownTable(_ rows: [[String]], isRight: (Int) -> Bool) -> [String] {
  guard let head = rows.first else { return [] }
  let rule = head.indices.map { isRight($0) ? "--:" : "---" }
  let cells = rows.map { $0.map(Printable.markdown) }
  return ([cells[0], rule] + cells.dropFirst()).map { "| " + $0.joined(separator: " | ") + " |" }
}
