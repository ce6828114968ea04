import Results

/// A metric over one or two axes, drawn with letters: more ink is more, and each number stands beside it.
struct SweepMaps {
  private static let shades = ["  ", "░░", "▒▒", "▓▓", "██"]
  private static let barLength = 30
  /// The most columns of a map, and combinations of the axes beyond the first two.
  private static let mostColumns = 12
  private static let mostMaps = 4

  private let digest: SweepDigest

  init(_ digest: SweepDigest) {
    self.digest = digest
  }

  /// The lines of all maps, none where the points are no grid or too many for one.
  var lines: [String] {
    guard digest.isGrid, let first = digest.axes.first, digest.points.count > 1 else { return [] }
    if digest.axes.count == 1 {
      return first.values.count <= 64 ? digest.metrics.indices.flatMap(bars) : []
    }
    let rest = digest.axes.dropFirst(2).reduce(1) { $0 * $1.values.count }
    let isNarrow = digest.axes.prefix(2).contains { $0.values.count <= Self.mostColumns }
    guard rest <= Self.mostMaps, isNarrow else { return [] }
    return digest.metrics.indices.flatMap { metric in (0..<rest).flatMap { map(metric, combination: $0) } }
  }

  // MARK: One axis

  private func bars(_ metric: Int) -> [String] {
    let scale = Scale(digest.summaries.map { $0[metric]?.mean })
    let rows = digest.points.indices.map { job in
      let mean = digest.summaries[job][metric]?.mean
      let length = mean.map { Int((scale.position(of: $0) * Double(Self.barLength)).rounded()) } ?? 0
      let value = Printable.terminal(digest.points[job].run.settings.first?.value ?? "")
      return [value, text(mean, metric), mean == nil ? "" : "▏" + String(repeating: "█", count: length)]
    }
    return [title(metric, scale) + ", by \(Printable.terminal(digest.axes[0].name))"]
      + TextTable.lines(rows, isRight: { $0 < 2 }, separator: "  ").map { "  " + $0 } + [""]
  }

  // MARK: Two axes

  /// The map over the first two axes at the `combination`th values of the others.
  private func map(_ metric: Int, combination: Int) -> [String] {
    let others = digest.axes.dropFirst(2).reduce(1) { $0 * $1.values.count }
    let (upright, flat) = (digest.axes[0], digest.axes[1])
    let scale = Scale(digest.summaries.map { $0[metric]?.mean })
    func cell(_ first: Int, _ second: Int) -> String {
      let mean = digest.summaries[(first * flat.values.count + second) * others + combination][metric]?.mean
      let shade = mean.map { Self.shades[min(4, Int(scale.position(of: $0) * 5))] } ?? ""
      return "\(shade) \(text(mean, metric))"
    }
    let isTurned = flat.values.count > Self.mostColumns
    let (rows, columns) = isTurned ? (flat, upright) : (upright, flat)
    let body = rows.values.indices.map { row in
      [rows.values[row]]
        + columns.values.indices.map { column in isTurned ? cell(column, row) : cell(row, column) }
    }
    let table = [["\(rows.name) \\ \(columns.name)"] + columns.values] + body
    let job = combination
    let place = zip(digest.axes, digest.points[job].run.settings).dropFirst(2)
      .map { "\($0.name)=\($1.value)" }.joined(separator: " ")
    let at = place.isEmpty ? "" : ", at \(Printable.terminal(place))"
    return [title(metric, scale) + ", darker is more" + at]
      + TextTable.lines(table.map { $0.map(Printable.terminal) }, rightFrom: 0, separator: "  ").map {
        "  " + $0
      } + [""]
  }

  // MARK: Words

  private func title(_ metric: Int, _ scale: Scale) -> String {
    let key = digest.metrics[metric]
    let better =
      switch MetricCatalogue[key.name]?.better ?? .neither {
      case .higher: ", higher is better"
      case .lower: ", lower is better"
      case .neither: ""
      }
    let ends = scale.ends.map { "\(text($0.low, metric)) to \(text($0.high, metric))" } ?? "nothing measured"
    return "\(Printable.terminal(key.description)), from \(ends)\(better)"
  }

  private func text(_ value: Double?, _ metric: Int) -> String {
    guard let value else { return "-" }
    return Figure(for: value, metric: digest.metrics[metric].name).text(value)
  }
}

/// The smallest and the largest of values.
private struct Scale {
  let ends: (low: Double, high: Double)?

  init(_ values: [Double?]) {
    let known = values.compactMap { $0 }.filter(\.isFinite)
    ends = known.min().flatMap { low in known.max().map { (low, $0) } }
  }

  /// From 0 at the smallest to 1 at the largest, 0 where all are alike.
  func position(of value: Double) -> Double {
    guard let ends, ends.high > ends.low, value.isFinite else { return 0 }
    return (value - ends.low) / (ends.high - ends.low)
  }
}
