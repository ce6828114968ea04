extension ResultsReader {
  /// What was concluded from all variants together.
  func findings() throws(ResultsError) -> Findings {
    var findings = Findings()
    findings.differences = try differences()
    findings.ranks = try map("SELECT variant, metric, labels, rank FROM rank ORDER BY id") {
      row throws(ResultsError) in
      RankRecord(
        variant: try row.int(0), metric: try row.text(1), labels: try row.labels(2), rank: try row.int(3))
    }
    findings.changes = try map(
      "SELECT variant, object, path, at, line, \"from\", \"to\" FROM change ORDER BY id"
    ) { row throws(ResultsError) in
      ChangeRecord(
        variant: try row.int(0), object: try row.text(1), path: try row.text(2), at: try row.text(3),
        line: try row.text(4), from: try row.optionalText(5), to: try row.optionalText(6))
    }
    findings.search = try map(
      "SELECT path, goal, outcome, best, low, high, confidence, reason FROM search ORDER BY id"
    ) { row throws(ResultsError) in
      SearchRecord(
        path: try row.text(0), goal: try row.optionalName(1, SearchRecord.Goal.self),
        outcome: try row.name(2, SearchRecord.Outcome.self), best: try row.optionalText(3),
        low: try row.optionalText(4), high: try row.optionalText(5), confidence: try row.real(6),
        reason: try row.text(7))
    }.first
    findings.stability = try stability()
    return findings
  }

  private func differences() throws(ResultsError) -> [Difference] {
    try map(
      """
      SELECT variant, metric, labels, base, value, difference, relative, low, high, confidence, n, narrowing,
        significant, verdict, headline FROM difference ORDER BY id
      """
    ) { row throws(ResultsError) in
      Difference(
        variant: try row.int(0), metric: try row.text(1), labels: try row.labels(2),
        base: try row.optionalReal(3), value: try row.optionalReal(4), difference: try row.optionalReal(5),
        relative: try row.optionalReal(6), low: try row.optionalReal(7), high: try row.optionalReal(8),
        confidence: try row.real(9), n: try row.int(10), narrowing: try row.optionalReal(11),
        isSignificant: try row.int(12) != 0, verdict: try row.name(13, Difference.Verdict.self),
        isHeadline: try row.int(14) != 0)
    }
  }

  private func stability() throws(ResultsError) -> [StabilityRecord] {
    var cuts: [Int: [StabilityRecord.Cut]] = [:]
    let rows = try map(
      "SELECT stability, variant, loops, recovered, n FROM stability_cut ORDER BY id"
    ) { row throws(ResultsError) in
      guard let loops = JSONText.texts(try row.text(2)) else { throw row.damaged(2, "texts") }
      let cut = StabilityRecord.Cut(
        variant: try row.int(1), loops: loops, recovered: try row.int(3), n: try row.int(4))
      return (cell: try row.int(0), cut: cut)
    }
    for row in rows { cuts[row.cell, default: []].append(row.cut) }
    return try map(
      """
      SELECT id, variant, load, trigger_size, verdict, recovered, n, low, high, recovery_s
      FROM stability ORDER BY id
      """
    ) { row throws(ResultsError) in
      StabilityRecord(
        variant: try row.int(1), load: try row.text(2), trigger: try row.text(3),
        verdict: try row.name(4, StabilityRecord.Verdict.self), recovered: try row.int(5),
        n: try row.int(6), low: try row.real(7), high: try row.real(8), recovery: try row.optionalReal(9),
        cuts: cuts[try row.int(0)] ?? [])
    }
  }
}
