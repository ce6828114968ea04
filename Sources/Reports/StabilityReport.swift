import Results

/// A map of stability: load by trigger, then what keeps down what does not come back.
public enum StabilityReport {
  /// Renders a map for a terminal.
  public static func text(of study: StoredStudy, _ style: TextStyle = .page()) -> String {
    guard let base = study.variants.first else { return "" }
    let paint = style.paint
    let headline = Printable.terminal(headline(of: study))
    let isStable = study.findings.stability.allSatisfy { $0.verdict == .stable }
    var lines = [(isStable ? paint.good : paint.bad)("STABILITY ") + paint.bold(headline)]
    let cells = study.findings.stability
    if style == .plain {
      lines += cells.map {
        Printable.terminal("load \($0.load), trigger \($0.trigger): \(sentence(on: $0))")
      }
    } else {
      lines += style.table(table(cells).map { $0.map(Printable.terminal) }, isRight: { $0 > 0 })
      lines += style.paragraph("", legend)
    }
    for loop in loops(cells) { lines += style.paragraph("Loop", Printable.terminal(loop)) }
    lines += style.paragraph("Run", Printable.terminal(foundation(of: base.run)))
    lines += TerminalReport.model(RunDigest(base), style)
    if !study.database.isEmpty { lines += style.paragraph("Database", Printable.terminal(study.database)) }
    return style.text(lines)
  }

  /// What becomes of a cell, in words.
  static func sentence(on cell: StabilityRecord) -> String {
    let seconds = cell.recovery.map { Figure(for: $0, metric: "recovery_time").text($0) }
    let back = seconds.map { ", back after \($0)" } ?? ""
    return switch cell.verdict {
    case .stable: "stable\(back)"
    case .vulnerable: "vulnerable\(back), but not from a larger trigger"
    case .metastable: "metastable, came back in \(cell.recovered) of \(cell.n)\(back)"
    case .overloaded: "overloaded without the trigger"
    }
  }

  /// Renders a map as Markdown.
  ///
  /// - Parameter limit: The most bytes of UTF-8; what goes beyond is cut at a line, and said to be.
  public static func markdown(of study: StoredStudy, limit: Int = MarkdownReport.largest) -> String {
    guard let base = study.variants.first else { return "" }
    let cells = study.findings.stability
    var lines = ["## Stability: \(Printable.markdown(headline(of: study)))", ""]
    lines += markdownTable(table(cells), isRight: { $0 > 0 })
    lines += ["", legend, ""]
    lines += loops(cells).map { "- \(Printable.markdown($0))" } + [""]
    lines += [Printable.markdown(foundation(of: base.run)), ""]
    lines += MarkdownReport.list("Not modelled", RunDigest(base).notModelled)
    lines += MarkdownReport.list("Assumptions", base.run.assumptions.map { "\($0.id): \($0.text)" })
    return MarkdownReport.cut(lines, limit: limit)
  }

  static let legend =
    "S stable; V vulnerable: it comes back, but not from a larger trigger; M metastable: it stays down for as long as is measured, with how many came "
    + "back; O overloaded without the trigger. Seconds are the mean until goodput was back."

  static func headline(of study: StoredStudy) -> String {
    let cells = study.findings.stability
    let name = study.variants.first?.run.scenario ?? ""
    let partial = study.variants.first?.status == .partial ? " (partial: interrupted)" : ""
    func count(_ verdict: StabilityRecord.Verdict) -> Int { cells.count { $0.verdict == verdict } }
    let said = [
      (count(.stable), "stable"), (count(.vulnerable), "vulnerable"), (count(.metastable), "metastable"),
      (count(.overloaded), "overloaded"),
    ].filter { $0.0 > 0 }.map { "\($0.0) \($0.1)" }
    return "\(name): of \(cells.count) cells \(said.joined(separator: ", "))\(partial)"
  }

  /// A row a load, a column a trigger, in the order of the cells.
  private static func table(_ cells: [StabilityRecord]) -> [[String]] {
    let grid = StabilityGrid(cells)
    return [["load \\ trigger"] + grid.triggers]
      + grid.loads.map { load in [load] + grid.triggers.map { grid[load, $0].map(text(of:)) ?? "" } }
  }

  static func text(of cell: StabilityRecord) -> String {
    let seconds = cell.recovery.map { " " + Figure(for: $0, metric: "recovery_time").text($0) } ?? ""
    return switch cell.verdict {
    case .stable: "S\(seconds)"
    case .vulnerable: "V\(seconds)"
    case .metastable: "M \(cell.recovered)/\(cell.n)\(seconds)"
    case .overloaded: "O"
    }
  }

  /// For each cell that stays down, what it comes back without.
  static func loops(_ cells: [StabilityRecord]) -> [String] {
    cells.filter { $0.verdict == .metastable }.map { cell in
      let share = "\(percent(cell.low)) to \(percent(cell.high))"
      return
        "\(cell.load), \(cell.trigger): came back in \(cell.recovered) of \(cell.n) (\(share)); \(cuts(of: cell))"
    }
  }

  private static func cuts(of cell: StabilityRecord) -> String {
    if cell.cuts.isEmpty { return "there is no loop to cut" }
    let each = cell.cuts.map {
      "without \($0.loops.joined(separator: " and ")) in \($0.recovered) of \($0.n)"
    }.joined(separator: ", ")
    if !cell.sustainedBy.isEmpty {
      return "kept down by \(cell.sustainedBy.joined(separator: " and ")): \(each)"
    }
    let isTogether = cell.cuts.contains { $0.loops.count > 1 && $0.bringsBack }
    return "leaving out one loop does not bring it back\(isTogether ? ", leaving out all does" : ""): \(each)"
  }

  private static func percent(_ share: Double) -> String { Figure.fixed(share * 100, 0) + " %" }

  static func foundation(of record: RunRecord) -> String {
    let paths = record.settings.map(\.path)
    return
      "load \(paths.first ?? "?"), trigger \(paths.last ?? "?"); seed \(record.seed), \(record.replications) "
      + "replications of \(Figure.duration(record.duration)) after \(Figure.duration(record.warmUp)) of warm-up for each cell, "
      + "data plane \(record.dataPlane); shares with exact intervals at 95 %"
  }
}
