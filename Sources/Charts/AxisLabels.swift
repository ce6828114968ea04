/// The texts along a lying axis.
enum AxisLabels {
  /// As many texts as stand between `from` and `to` without touching, and within `bounds`.
  static func placed(
    _ axis: Axis, from: Double, to: Double, baseline: Double, within bounds: ClosedRange<Double>
  ) -> [(x: Double, label: Label)] {
    for count in stride(from: 10, through: 1, by: -1) {
      let labels = row(axis.ticks(count), axis, from: from, to: to, baseline: baseline, within: bounds)
      if !touching(labels.map(\.label)) { return labels }
    }
    // Marks that cannot be made fewer, as those of a tail: drop what touches its neighbour.
    var kept: [(x: Double, label: Label)] = []
    for next in row(axis.ticks(1), axis, from: from, to: to, baseline: baseline, within: bounds)
    where !touching((kept.suffix(1) + [next]).map(\.label)) {
      kept.append(next)
    }
    return kept
  }

  private static func row(
    _ ticks: [Tick], _ axis: Axis, from: Double, to: Double, baseline: Double,
    within bounds: ClosedRange<Double>
  ) -> [(x: Double, label: Label)] {
    var lastText: String?
    var labels: [(x: Double, label: Label)] = []
    for tick in ticks where tick.text != lastText {
      guard let place = axis.position(tick.value) else { continue }
      lastText = tick.text
      let x = from + place * (to - from)
      let half = min(TextWidth.of(tick.text), 120) / 2
      let centre = min(max(x, bounds.lowerBound + half), bounds.upperBound - half)
      labels.append((x, Label(tick.text, x: centre, y: baseline, anchor: .middle, width: 120, ink: .muted)))
    }
    return labels
  }

  private static func touching(_ labels: [Label]) -> Bool {
    zip(labels, labels.dropFirst()).contains { first, second in
      second.x - second.width / 2 < first.x + first.width / 2 + 10
    }
  }
}
