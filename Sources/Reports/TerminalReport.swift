import Results

/// A run on one screen of a terminal, the verdict first.
public enum TerminalReport {
  private static let width = 80
  private static let margin = 10
  private static let rowsShown = 8

  /// Renders a run.
  ///
  /// - Parameter color: Whether the verdicts are coloured with ANSI sequences.
  public static func text(of run: StoredRun, color: Bool) -> String {
    let digest = RunDigest(run)
    let paint = Paint(isOn: color)
    var lines = headline(digest, paint)
    lines += digest.requests.flatMap(lines(of:))
    lines += table(digest.services, digest.serviceColumns)
    lines += shown(digest.budgets) + shown(digest.mirrors) + shown(digest.cors) + shown(digest.faults)
    lines += checks(digest, paint)
    lines += digest.foundations.flatMap(lines(of:))
    lines += model(digest)
    if !run.database.isEmpty {
      lines += paragraph("Database", Printable.terminal(run.database) + "; look closer with")
      lines.append(paint.bold(Printable.terminal(digest.nextCommand)))
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private static func headline(_ digest: RunDigest, _ paint: Paint) -> [String] {
    let text = Printable.terminal(digest.headline)
    let verdict =
      switch digest.verdict {
      case nil: "DONE "
      case .pass: paint.good("PASS ")
      case .fail: paint.bad("FAIL ")
      case .inconclusive: paint.doubtful("INCONCLUSIVE ")
      }
    return [verdict + paint.bold(text)]
      + digest.warnings.flatMap { paragraph("!", $0).map(paint.doubtful) }
  }

  private static func table(_ services: [RunDigest.ServiceRow], _ columns: [String]) -> [String] {
    guard !services.isEmpty else { return [] }
    let rows = [columns] + services.prefix(rowsShown).map { $0.map(Printable.terminal) }
    let wide = TextTable.lines(rows, rightFrom: 1, separator: "  ")
    let isTooWide = wide.contains { Printable.width($0) > width }
    return (isTooWide ? TextTable.lines(rows, rightFrom: 1, separator: " ") : wide)
      + more(services.count, "services")
  }

  private static func shown(_ facts: [RunDigest.Fact]) -> [String] {
    facts.prefix(rowsShown).flatMap(lines(of:)) + more(facts.count, "of this kind")
  }

  private static func more(_ count: Int, _ what: String) -> [String] {
    guard count > rowsShown else { return [] }
    return [
      String(repeating: " ", count: margin) + "and \(count - rowsShown) more \(what): weir report -o markdown"
    ]
  }

  private static func checks(_ digest: RunDigest, _ paint: Paint) -> [String] {
    digest.checks.enumerated().flatMap { index, check in
      let (mark, color) =
        switch check.verdict {
        case .pass: ("✓", paint.good)
        case .fail: ("✗", paint.bad)
        case .inconclusive: ("?", paint.doubtful)
        }
      var lines = paragraph(index == 0 ? "Checks" : "", "\(mark) \(Printable.terminal(check.text))")
      // Coloured afterwards: the sequences take no columns.
      lines[0] = lines[0].prefix(margin) + color(mark) + lines[0].dropFirst(margin + mark.count)
      return lines
    }
  }

  private static func model(_ digest: RunDigest) -> [String] {
    let left = digest.notModelled
    guard !left.isEmpty else {
      return paragraph("Model", "rests on \(digest.assumptions); nothing in the manifests was left out")
    }
    let named = left.prefix(rowsShown).map(Printable.terminal).joined(separator: "; ")
    let rest = left.count > rowsShown ? "; and \(left.count - rowsShown) more: weir report -o markdown" : ""
    return paragraph("Model", "rests on \(digest.assumptions); not modelled: \(named)\(rest)")
  }

  private static func lines(of fact: RunDigest.Fact) -> [String] {
    paragraph(fact.heading, Printable.terminal(fact.text))
  }

  /// Words in lines of at most 80 columns, a longer word in one of its own, the heading in the margin.
  private static func paragraph(_ heading: String, _ text: String) -> [String] {
    var lines: [String] = []
    var line = Printable.padded(heading, to: margin)
    var isEmpty = true
    for word in words(text) {
      if !isEmpty, Printable.width(line) + 1 + Printable.width(word) > width {
        lines.append(line)
        line = String(repeating: " ", count: margin)
        isEmpty = true
      }
      line += (isEmpty ? "" : " ") + word
      isEmpty = false
    }
    return lines + [line]
  }

  /// The words of a text; a number keeps its interval and its unit.
  private static func words(_ text: String) -> [String] {
    text.split(separator: " ", omittingEmptySubsequences: false).reduce(into: []) { words, word in
      let unit = word.prefix { $0 == "%" || $0.isLetter }
      if word.hasPrefix("±") || ["%", "ns", "us", "ms", "s"].contains(unit), !words.isEmpty {
        words[words.count - 1] += " " + word
      } else {
        words.append(String(word))
      }
    }
  }
}

/// The colours of a terminal, or none.
private struct Paint {
  let isOn: Bool

  func good(_ text: String) -> String { painted(text, "32") }
  func bad(_ text: String) -> String { painted(text, "31;1") }
  func doubtful(_ text: String) -> String { painted(text, "33") }
  func bold(_ text: String) -> String { painted(text, "1") }

  private func painted(_ text: String, _ code: String) -> String {
    isOn ? "\u{1B}[\(code)m\(text)\u{1B}[0m" : text
  }
}
