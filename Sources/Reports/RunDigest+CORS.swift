import Results

extension RunDigest {
  /// What browsers asked and decided at each rule with cross-origin requests, means over the replications.
  var cors: [Fact] {
    var means: [Labels: [String: Double]] = [:]
    var order: [Labels] = []
    for summary in run.summaries where summary.name.hasPrefix("cors_") {
      if means[summary.labels] == nil { order.append(summary.labels) }
      means[summary.labels, default: [:]][summary.name] = summary.mean
    }
    return order.map { Fact(heading: "CORS", text: Self.corsText($0, means[$0] ?? [:])) }
  }

  private static func corsText(_ labels: Labels, _ means: [String: Double]) -> String {
    func mean(_ name: String) -> Double { means["cors_" + name] ?? 0 }
    func text(_ name: String) -> String {
      Figure(for: mean(name), metric: "cors_" + name).text(mean(name)) + " " + name
    }
    let requests = mean("allowed") + mean("refused")
    var asked = text("preflights")
    if requests > 0 {
      let share = mean("preflights") / requests
      asked += " (\(Figure(for: share, metric: "success_ratio").text(share)))"
    }
    let place = "\(labels["route"] ?? "-"), rule \(labels["rule"] ?? "-")"
    return "\(place): \(asked), \(text("allowed")), \(text("refused"))"
  }
}
