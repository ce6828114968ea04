import Charts
import Results

/// Differences from the base with their intervals, as shares of the base: a forest plot.
struct DifferenceDrawing {
  let digest: ComparisonDigest
  /// What is drawn, those of one variant together.
  let differences: [Difference]

  /// What it is called: an identifier, and in words.
  let name: (id: String, title: String)

  /// nil where no difference can be put in relation to the base.
  var picture: Picture? {
    let rows = differences.compactMap(row)
    guard !rows.isEmpty else { return nil }
    let significant = differences.count { $0.isSignificant }
    return IntervalChart(
      Caption(
        id: name.id, title: name.title,
        summary:
          "Relative differences with their intervals, \(significant) of \(differences.count) significant; "
          + "what touches the line at zero may be none."
          + (rows.count < differences.count
            ? " \(differences.count - rows.count) of them cannot be drawn: their base is 0, or one side is not known."
            : "")),
      axis: "difference, as a share of the base", wording: Wording { Figure.signedPercent($0) }, zero: 0,
      rows: rows
    ).picture()
  }

  private func row(_ difference: Difference) -> IntervalChart.Row? {
    guard let base = difference.base, base.isFinite, base != 0, let change = difference.difference
    else { return nil }
    let scale = base.magnitude
    let tone: Tone =
      switch difference.verdict {
      case .better: .good
      case .worse: .bad
      case .same, .inconclusive: difference.isSignificant ? .warm : .reference
      }
    let name =
      digest.study.variants.indices.contains(difference.variant) && difference.variant > 0
      ? digest.study.variants[difference.variant].run.variant : ""
    return IntervalChart.Row(
      difference.metric + difference.labels.description, group: name, text: digest.row(difference).cells[3],
      tone: tone, estimate: change / scale,
      interval: ClosedRange(low: difference.low.map { $0 / scale }, high: difference.high.map { $0 / scale }))
  }
}
