import Charts
import Results

extension RunDrawings {
  /// What each mirror really copied against what it should, with its exact interval; nil without mirrors.
  var mirrors: Picture? {
    let rows = run.replications.flatMap { replication in
      replication.mirrors.compactMap { mirror -> IntervalChart.Row? in
        let record = mirror.record
        guard record.eligible > 0 else { return nil }
        let ratio = Double(record.sent) / Double(record.eligible)
        let interval = mirror.interval
        return IntervalChart.Row(
          run.replications.count == 1 ? record.mirror : "replication \(replication.number)",
          group: "\(record.mirror), copied by rule \(record.rule) of \(record.route)",
          text: Figure(for: ratio, metric: "mirror_ratio").text(ratio)
            + " of \(Figure.count(record.eligible))",
          tone: interval?.verdict == .fail ? .bad : .good, estimate: ratio,
          interval: interval.map { $0.low...max($0.low, $0.high) }, limit: record.expected)
      }
    }
    guard !rows.isEmpty else { return nil }
    // By mirror, as the chart wants those of a group together.
    var order: [String] = []
    for row in rows where !order.contains(row.group) { order.append(row.group) }
    let sorted = order.flatMap { group in rows.filter { $0.group == group }.prefix(Self.mostReplications) }
    return IntervalChart(
      Caption(
        id: "mirrors", title: "Mirrored share",
        summary: "Observed share of copies with its exact binomial interval of 99.9 % (Clopper and Pearson); "
          + "the tick is what the manifests ask for."),
      axis: "copies of eligible requests", wording: Self.percents, zero: nil, rows: sorted
    ).picture()
  }

  private static let mostReplications = 10
}
