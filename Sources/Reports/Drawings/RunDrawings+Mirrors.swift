import Charts
import Results

extension RunDrawings {
  /// What each mirror really copied against what it should, with its exact interval; nil without mirrors.
  var mirrors: Picture? {
    let shown = run.replications.prefix(Self.mostReplications)
    // By mirror, as the chart wants those of a group together.
    let rows = (shown.first?.mirrors.indices ?? 0..<0).flatMap { mirror in
      shown.compactMap { replication in
        replication.mirrors.indices.contains(mirror)
          ? row(replication.mirrors[mirror], replication.number) : nil
      }
    }
    guard !rows.isEmpty else { return nil }
    let left = run.replications.count - shown.count
    return IntervalChart(
      Caption(
        id: "mirrors", title: "Mirrored share",
        summary: "Observed share of copies with its exact binomial interval of 99.9 % (Clopper and Pearson); "
          + "the tick is what the manifests ask for."
          + (left > 0 ? " The first \(shown.count) of \(run.replications.count) replications are drawn." : "")
      ),
      axis: "copies of eligible requests", wording: Self.percents, zero: nil, rows: rows
    ).picture()
  }

  /// nil where nothing reached the mirror.
  private func row(_ mirror: StoredRun.Mirror, _ replication: Int) -> IntervalChart.Row? {
    let record = mirror.record
    guard record.eligible > 0 else { return nil }
    let ratio = Double(record.sent) / Double(record.eligible)
    return IntervalChart.Row(
      run.replications.count == 1 ? record.mirror : "replication \(replication)",
      group: "\(record.mirror), copied by rule \(record.rule) of \(record.route)",
      text: Figure(for: ratio, metric: "mirror_ratio").text(ratio)
        + " of \(Figure.count(record.eligible))",
      tone: mirror.interval?.verdict == .fail ? .bad : .good, estimate: ratio,
      interval: mirror.interval.flatMap { ClosedRange(low: $0.low, high: $0.high) }, limit: record.expected)
  }

  private static let mostReplications = 10
}
