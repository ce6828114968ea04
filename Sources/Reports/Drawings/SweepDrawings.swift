import Charts
import Results

/// A chart for each metric of a sweep: a line over one axis, maps over two.
struct SweepDrawings {
  private let digest: SweepDigest
  /// The most rows or columns of a map, and combinations of the axes beyond the first two.
  private static let mostValues = 24
  private static let mostMaps = 4
  private static let mostMetrics = 8

  init(_ digest: SweepDigest) {
    self.digest = digest
  }

  /// None where the points are no grid.
  var pictures: [Picture] {
    guard digest.isGrid, digest.points.count > 1 else { return [] }
    let metrics = digest.metrics.indices.prefix(Self.mostMetrics)
    if digest.axes.count == 1 { return metrics.compactMap(line) }
    let others = digest.axes.dropFirst(2).reduce(1) { $0 * $1.values.count }
    guard others <= Self.mostMaps, digest.axes.prefix(2).allSatisfy({ $0.values.count <= Self.mostValues })
    else { return [] }
    return metrics.flatMap { metric in (0..<others).map { map(metric, combination: $0, of: others) } }
  }

  private func line(_ metric: Int) -> Picture? {
    let axis = digest.axes[0]
    let positions = Positions(axis.values)
    let order = positions.numbers.indices.sorted { positions.numbers[$0] < positions.numbers[$1] }
    let known = order.compactMap { index -> (x: Double, summary: Summary, mean: Double)? in
      let summary = digest.summaries[index][metric]
      return summary.flatMap { summary in summary.mean.map { (positions.numbers[index], summary, $0) } }
    }
    guard !known.isEmpty else { return nil }
    let key = digest.metrics[metric]
    return CurveChart(
      Caption(
        id: Self.name(metric), title: key.description,
        summary: "\(meaning(key)), by \(axis.path), with intervals."),
      across: axis.path, scale: .linear, acrossWording: positions.wording, axis: key.name,
      wording: RunDrawings.wording(key.name),
      lines: [
        CurveChart.Line(
          key.name, .first, known.map { ($0.x, $0.mean) },
          intervals: known.map { ClosedRange(low: $0.summary.low, high: $0.summary.high) }, hasMarkers: true)
      ]
    ).picture()
  }

  private func map(_ metric: Int, combination: Int, of others: Int) -> Picture {
    let key = digest.metrics[metric]
    let (upright, flat) = (digest.axes[0], digest.axes[1])
    let place = zip(digest.axes, digest.points[combination].run.settings).dropFirst(2)
      .map { "\($0.name)=\($1.value)" }.joined(separator: ", ")
    return HeatMap(
      Caption(
        id: Self.name(metric * others + combination),
        title: key.description + (place.isEmpty ? "" : " at \(place)"),
        summary: "\(meaning(key)), by \(upright.path) and \(flat.path)."),
      rows: (name: upright.name, values: upright.values), columns: (name: flat.name, values: flat.values),
      cells: upright.values.indices.map { row in
        flat.values.indices.map { column in
          let job = (row * flat.values.count + column) * others + combination
          return cell(digest.summaries[job][metric])
        }
      }, wording: RunDrawings.wording(key.name), range: range(of: metric), note: better(key)
    ).picture()
  }

  /// From the least to the greatest value of a metric at all points: its maps have the same colours.
  private func range(of metric: Int) -> ClosedRange<Double>? {
    let means = digest.summaries.compactMap { $0[metric]?.mean }
    return ClosedRange(low: means.min(), high: means.max())
  }

  /// `map`, `map-2` and so on.
  private static func name(_ number: Int) -> String { number == 0 ? "map" : "map-\(number + 1)" }

  private func cell(_ summary: Summary?) -> HeatMap.Cell {
    if let mean = summary?.mean, let name = summary?.name {
      return HeatMap.Cell(mean, Figure(for: mean, metric: name).text(mean))
    }
    return HeatMap.Cell(nil, (summary?.never ?? 0) > 0 ? "never" : "-")
  }

  private func meaning(_ key: MetricKey) -> String {
    let meaning = MetricCatalogue[key.name]?.meaning ?? key.name
    return meaning.prefix(1).uppercased() + meaning.dropFirst()
  }

  private func better(_ key: MetricKey) -> String {
    switch MetricCatalogue[key.name]?.better ?? .neither {
    case .higher: "higher is better"
    case .lower: "lower is better"
    case .neither: ""
    }
  }
}
