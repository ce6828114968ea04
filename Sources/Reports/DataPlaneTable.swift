import GatewayAPI

extension DataPlaneReport {
  /// A block for each Service: the data planes side by side, then what each changes or drops. What is kept is in the JSON.
  public func table(_ style: TextStyle = .page()) -> String {
    guard !comparisons.isEmpty else {
      return "no Service has a retry budget or is retried: there is nothing to compare\n"
    }
    return comparisons.map { style.text(block($0, style)) }.joined(separator: style == .plain ? "" : "\n")
  }

  private func block(_ comparison: DataPlaneComparison, _ style: TextStyle) -> [String] {
    [Printable.terminal(title(comparison)), assumed, ""]
      + style.table(
        [
          [
            "DATA PLANE", "RETRIES LIMITED TO", "OF A REQUEST", "RETRIES/S", "ATTEMPTS/REQUEST",
            "WHEN REFUSED",
            "KEPT", "CHANGED", "DROPPED",
          ]
        ] + comparison.columns.map(row), isRight: { [2, 3, 4, 6, 7, 8].contains($0) })
      + comparison.columns.flatMap { notes($0, of: comparison, style) }
  }

  private func title(_ comparison: DataPlaneComparison) -> String {
    let policy =
      comparison.budget.map { "XBackendTrafficPolicy/\($0.policy)" } ?? "no XBackendTrafficPolicy"
    let retried = comparison.rules.filter(\.isRetried).map { "rule \($0.index) of \($0.route)" }
    let rest = retried.count > 3 ? " and \(retried.count - 3) more" : ""
    return "Service \(comparison.service): \(policy), "
      + (retried.isEmpty
        ? "no rule retries" : "retried by \(retried.prefix(3).joined(separator: ", "))\(rest)")
  }

  private var assumed: String {
    let replicas = conditions.replicas
    return "Where everything fails: \(Self.number(conditions.load)) requests/s, attempts of \(attemptTime), "
      + "\(replicas) gateway replica\(replicas == 1 ? "" : "s"); a lasting bound, without what is saved up before"
  }

  private func row(_ column: DataPlaneComparison.Column) -> [String] {
    let limit = column.budget.setting.sentence(for: column.dataPlane.kind)
    let retries = column.retries.map { "\($0)" } ?? "any"
    let verdicts: [TranslationNote.Verdict] = [.kept, .changed, .dropped]
    let bounds = [column.bound.retriesPerSecond, column.bound.attemptsPerRequest].map(Self.number)
    let counts = verdicts.map { "\(column.count($0))" }
    return [column.dataPlane.name, limit, retries] + bounds + [column.denied?.rawValue ?? "-"] + counts
  }

  /// Three significant digits are enough for a bound.
  private static func number(_ value: Double) -> String {
    value.isFinite ? Figure(for: value, metric: "amplification").text(value) : "unbounded"
  }

  private func notes(
    _ column: DataPlaneComparison.Column, of comparison: DataPlaneComparison, _ style: TextStyle
  ) -> [String] {
    var rows = column.budget.notes.compactMap { Self.row($0, prefix: "", style) }
    for (rule, translated) in zip(comparison.rules, column.rules) {
      rows += translated.notes.compactMap {
        Self.row($0, prefix: "rule \(rule.index) of \(rule.route): ", style)
      }
    }
    guard !rows.isEmpty else { return [] }
    guard style != .plain else {
      return rows.map { "\(column.dataPlane.name): \($0.joined(separator: "; "))" }
    }
    let lines = TextTable.lines(rows, isRight: { _ in false }, separator: "  ")
    return ["", column.dataPlane.name] + lines.map { "  " + $0 }
  }

  /// Nothing for what is kept.
  private static func row(_ note: TranslationNote, prefix: String, _ style: TextStyle) -> [String]? {
    guard note.verdict != .kept else { return nil }
    let written = note.written.map { ": \($0)" } ?? ""
    let becomes = note.becomes.map { "\(style == .plain ? "becomes" : "→") \($0): " } ?? ""
    return [
      note.verdict.rawValue, Printable.terminal("\(prefix)\(note.path)\(written)"),
      "\(becomes)\(note.reason)",
    ]
  }
}
