import Charts
import Results

/// The points of a sweep by the first two metrics that have a better way, and those than which none is better in both.
struct ParetoDrawing {
  private let digest: SweepDigest

  init(_ digest: SweepDigest) {
    self.digest = digest
  }

  /// nil where there are no two such metrics, or nothing was measured.
  var picture: Picture? {
    let directed = digest.metrics.indices.filter { way($0) != .neither }.prefix(2)
    guard let first = directed.first, let second = directed.last, first != second else { return nil }
    // What fails its checks is not to be chosen.
    let front = ParetoFront(
      of: digest.points.indices.map { job in
        let isOut = SweepDigest.verdict(of: digest.points[job]) == .fail
        return [first, second].map { isOut ? nil : digest.summaries[job][$0] }
      }, better: [way(first), way(second)])
    let points = digest.points.indices.compactMap { job -> ScatterChart.Point? in
      guard let x = digest.summaries[job][first], let y = digest.summaries[job][second], let xMean = x.mean,
        let yMean = y.mean
      else { return nil }
      return ScatterChart.Point(
        digest.points[job].run.settings.map(\.value).joined(separator: ", "), x: xMean, y: yMean,
        xInterval: ClosedRange(low: x.low, high: x.high), yInterval: ClosedRange(low: y.low, high: y.high),
        isOnFront: front.places[job] == .front)
    }
    guard !points.isEmpty else { return nil }
    let best = points.count { $0.isOnFront }
    return ScatterChart(
      Caption(
        id: "pareto", title: "What one metric costs in the other",
        summary:
          "\(best) of \(points.count) points are on the front: they do not fail their checks, and of those that do not none is "
          + "better in both metrics."),
      axes: (across: name(first), upright: name(second)),
      wordings: (
        across: RunDrawings.wording(digest.metrics[first].name),
        upright: RunDrawings.wording(digest.metrics[second].name)
      ), points: points
    ).picture()
  }

  private func way(_ metric: Int) -> Metric.Better {
    MetricCatalogue[digest.metrics[metric].name]?.better ?? .neither
  }

  private func name(_ metric: Int) -> String {
    let way = way(metric) == .higher ? "higher is better" : "lower is better"
    return "\(digest.metrics[metric].description), \(way)"
  }
}
