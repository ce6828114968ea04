import Results

/// A run on one screen of a terminal, the verdict first.
public enum TerminalReport {
  private static let width = Paragraph.width
  private static let margin = Paragraph.margin
  private static let rowsShown = 8

  /// Renders a run.
  ///
  /// - Parameter color: Whether the verdicts are coloured with ANSI sequences.
  public static func text(of run: StoredRun, color: Bool) -> String {
    let digest = RunDigest(run)
    let paint = Paint(isOn: color)
    var lines = headline(digest, paint) + facts(digest) + checks(digest, paint)
    lines += foundation(digest, paint)
    return lines.joined(separator: "\n") + "\n"
  }

  /// What happened.
  static func facts(_ digest: RunDigest) -> [String] {
    digest.requests.flatMap(lines(of:)) + table(digest.services, digest.serviceColumns)
      + shown(digest.budgets) + shown(digest.mirrors) + shown(digest.cors) + shown(digest.faults)
  }

  /// What the numbers rest on, and where there are more.
  static func foundation(_ digest: RunDigest, _ paint: Paint) -> [String] {
    var lines = digest.foundations.flatMap(lines(of:))
    lines += model(digest)
    let database = digest.run.database
    if !database.isEmpty {
      lines += Paragraph.lines("Database", Printable.terminal(database) + "; look closer with")
      lines.append(paint.bold(Printable.terminal(digest.nextCommand)))
    }
    return lines
  }

  static func headline(_ digest: RunDigest, _ paint: Paint) -> [String] {
    let text = Printable.terminal(digest.headline)
    let verdict =
      switch digest.verdict {
      case nil: "DONE "
      case .pass: paint.good("PASS ")
      case .fail: paint.bad("FAIL ")
      case .inconclusive: paint.doubtful("INCONCLUSIVE ")
      }
    return [verdict + paint.bold(text)]
      + digest.warnings.flatMap { Paragraph.lines("!", $0).map(paint.doubtful) }
  }

  static func table(_ services: [RunDigest.ServiceRow], _ columns: [String]) -> [String] {
    guard !services.isEmpty else { return [] }
    let rows = [columns] + services.prefix(rowsShown).map { $0.map(Printable.terminal) }
    let wide = TextTable.lines(rows, rightFrom: 1, separator: "  ")
    let isTooWide = wide.contains { Printable.width($0) > width }
    return (isTooWide ? TextTable.lines(rows, rightFrom: 1, separator: " ") : wide)
      + more(services.count, "services")
  }

  static func shown(_ facts: [RunDigest.Fact]) -> [String] {
    facts.prefix(rowsShown).flatMap(lines(of:)) + more(facts.count, "of this kind")
  }

  private static func more(_ count: Int, _ what: String) -> [String] {
    guard count > rowsShown else { return [] }
    return [
      String(repeating: " ", count: margin) + "and \(count - rowsShown) more \(what): weir report -o markdown"
    ]
  }

  static func checks(_ digest: RunDigest, _ paint: Paint) -> [String] {
    digest.checks.enumerated().flatMap { index, check in
      let (mark, color) =
        switch check.verdict {
        case .pass: ("✓", paint.good)
        case .fail: ("✗", paint.bad)
        case .inconclusive: ("?", paint.doubtful)
        }
      var lines = Paragraph.lines(index == 0 ? "Checks" : "", "\(mark) \(Printable.terminal(check.text))")
      // Coloured afterwards: the sequences take no columns.
      lines[0] = lines[0].prefix(margin) + color(mark) + lines[0].dropFirst(margin + mark.count)
      return lines
    }
  }

  static func model(_ digest: RunDigest) -> [String] {
    let left = digest.notModelled
    guard !left.isEmpty else {
      return Paragraph.lines("Model", "rests on \(digest.assumptions); nothing in the manifests was left out")
    }
    let named = left.prefix(rowsShown).map(Printable.terminal).joined(separator: "; ")
    let rest = left.count > rowsShown ? "; and \(left.count - rowsShown) more: weir report -o markdown" : ""
    return Paragraph.lines("Model", "rests on \(digest.assumptions); not modelled: \(named)\(rest)")
  }

  static func lines(of fact: RunDigest.Fact) -> [String] {
    Paragraph.lines(fact.heading, Printable.terminal(fact.text))
  }
}
