extension RowWriter {
  /// Writes what is concluded from all variants together.
  func write(_ findings: Findings) throws(SQLiteFailure) {
    try beginIfNeeded()
    try insert(
      into: "difference",
      findings.differences.enumerated().map { index, difference in
        let metric = MetricCatalogue[difference.metric]
        return [
          SQLValue(index), SQLValue(difference.variant), .text(difference.metric),
          .text(JSONText.object(difference.labels)), SQLValue(metric?.unit.rawValue),
          SQLValue(metric?.better.rawValue), SQLValue(difference.base), SQLValue(difference.value),
          SQLValue(difference.difference), SQLValue(difference.relative), SQLValue(difference.low),
          SQLValue(difference.high), .real(difference.confidence), SQLValue(difference.n),
          SQLValue(difference.narrowing), SQLValue(difference.isSignificant ? 1 : 0),
          .text(difference.verdict.rawValue), SQLValue(difference.isHeadline ? 1 : 0),
        ]
      })
    try insert(
      into: "rank",
      findings.ranks.enumerated().map { index, rank in
        [
          SQLValue(index), SQLValue(rank.variant), .text(rank.metric), .text(JSONText.object(rank.labels)),
          SQLValue(rank.rank),
        ]
      })
    try insert(
      into: "change",
      findings.changes.enumerated().map { index, change in
        [
          SQLValue(index), SQLValue(change.variant), .text(change.object), .text(change.path),
          .text(change.at), .text(change.line), SQLValue(change.from), SQLValue(change.to),
        ]
      })
    if let search = findings.search {
      try insert(
        into: "search",
        [
          [
            .integer(0), .text(search.path), SQLValue(search.goal?.rawValue), .text(search.outcome.rawValue),
            SQLValue(search.best), SQLValue(search.low), SQLValue(search.high), .real(search.confidence),
            .text(search.reason),
          ]
        ])
    }
    try write(findings.stability)
  }

  private func write(_ cells: [StabilityRecord]) throws(SQLiteFailure) {
    try insert(
      into: "stability",
      cells.enumerated().map { index, cell in
        [
          SQLValue(index), SQLValue(cell.variant), .text(cell.load), .text(cell.trigger),
          .text(cell.verdict.rawValue), SQLValue(cell.recovered), SQLValue(cell.n), .real(cell.low),
          .real(cell.high), SQLValue(cell.recovery), .text(JSONText.array(cell.sustainedBy)),
        ]
      })
    let cuts = cells.enumerated().flatMap { index, cell in cell.cuts.map { (cell: index, cut: $0) } }
    try insert(
      into: "stability_cut",
      cuts.enumerated().map { index, row in
        [
          SQLValue(index), SQLValue(row.cell), SQLValue(row.cut.variant),
          .text(JSONText.array(row.cut.loops)), SQLValue(row.cut.recovered), SQLValue(row.cut.n),
        ]
      })
  }
}
