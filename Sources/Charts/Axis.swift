/// A stretch of values on the side of a plot.
package struct Axis {
  /// How values become places.
  package enum Kind {
    case linear, logarithmic, tail, time
  }

  package let kind: Kind
  package let wording: Wording
  /// The least value on it.
  package let low: Double
  /// The greatest value on it; the greatest below 1 on a tail.
  package let high: Double
  /// Whether a tail goes on to 1 behind ``high``.
  package let reachesOne: Bool
  /// The step at whose multiples it ends, nil where it ends elsewhere.
  private let step: Ticks.Step?

  /// The axis that holds all of `values` that can stand on it.
  ///
  /// Values beyond 1e100 count as infinite: they are drawn at the end, and do not make the axis longer; those below 1e-100 count as 0.
  package init(
    _ kind: Kind, holding values: some Sequence<Double>, within range: ClosedRange<Double>? = nil,
    wording: Wording
  ) {
    var low = Double.infinity
    var high = -Double.infinity
    var reachesOne = false
    for given in values where abs(given) <= 1e100 {
      let value = abs(given) < 1e-100 ? 0 : given
      if kind == .logarithmic, value < 1e-100 { continue }
      if kind == .tail, value >= 1 - 1e-13 {
        reachesOne = true
        continue
      }
      low = min(low, value)
      high = max(high, value)
    }
    if let range, kind == .linear || kind == .time {
      low = min(low, max(range.lowerBound, -1e100))
      high = max(high, min(range.upperBound, 1e100))
    }
    if low > high { (low, high) = kind == .logarithmic ? (1, 10) : (0, kind == .tail ? 0.9 : 1) }
    self.kind = kind
    self.wording = wording
    self.reachesOne = reachesOne
    step = nil
    (self.low, self.high) = Self.widened(low, high, kind)
  }

  private init(_ other: Axis, _ low: Double, _ high: Double, _ step: Ticks.Step? = nil) {
    (kind, wording, reachesOne) = (other.kind, other.wording, other.reachesOne)
    (self.low, self.high) = (low, high)
    self.step = step
  }

  /// The axis made longer to end at whole steps.
  package func endingNicely(count: Int) -> Axis {
    switch kind {
    case .linear:
      let step = Ticks.step(of: high - low, count: count)
      let (niceLow, niceHigh) = Ticks.niceEnds(low, high, step)
      return Axis(self, min(niceLow, low), max(niceHigh, high), step)
    case .logarithmic: return Axis(self, Self.below(low), Self.above(high))
    case .tail, .time: return self
    }
  }

  /// Where `value` is: 0 at the low end, 1 at the high end, held between them; nil for what has no place.
  package func position(_ value: Double) -> Double? {
    if value.isNaN { return nil }
    if kind == .logarithmic, value <= 0 { return nil }
    let place =
      switch kind {
      case .linear, .time: min(max(value, low), high) / (high - low) - low / (high - low)
      case .logarithmic:
        spread(Logarithm.ten(min(max(value, low), high)), Logarithm.ten(low), Logarithm.ten(high))
      case .tail: tailPosition(value)
      }
    return place.isNaN ? nil : min(max(place, 0), 1)
  }

  /// Its marks, about `count` of them.
  package func ticks(_ count: Int) -> [Tick] {
    let values =
      switch kind {
      case .linear: linearTicks(count)
      case .logarithmic: Ticks.logarithmic(low, high, count: count)
      case .tail: Ticks.tail(low, high) + (reachesOne ? [1] : [])
      case .time: Ticks.time(low, high, count: count)
      }
    return values.map { Tick(value: $0, text: wording.written($0)) }
  }

  /// The marks at whose steps the axis ends, unless fewer are wanted.
  private func linearTicks(_ count: Int) -> [Double] {
    if let step {
      let ticks = Ticks.multiples(low, high, step)
      if (2...count + 3).contains(ticks.count) { return ticks }
    }
    return Ticks.linear(low, high, count: count)
  }

  private func tailPosition(_ value: Double) -> Double {
    let from = Self.nines(low)
    let to = Self.nines(high) + (reachesOne ? 0.5 : 0)
    if value >= 1 - 1e-13 { return 1 }
    return spread(Self.nines(min(max(value, low), high)), from, to)
  }

  private static func nines(_ share: Double) -> Double { -Logarithm.ten(1 - share) }

  private func spread(_ value: Double, _ from: Double, _ to: Double) -> Double {
    (value - from) / (to - from)
  }

  /// Ends that are apart, also where all values are the same.
  private static func widened(_ low: Double, _ high: Double, _ kind: Kind) -> (Double, Double) {
    switch kind {
    case .logarithmic: return high / low < 1.001 ? (below(low * 0.999), above(high * 1.001)) : (low, high)
    case .tail: return high - low < 1e-9 * (1 - low) ? (low, 1 - (1 - low) / 10) : (low, high)
    case .linear, .time:
      let size = max(abs(low), abs(high))
      if high - low > size * 1e-9 { return (low, high) }
      if size == 0 { return (0, 1) }
      return kind == .time ? (low, low + max(1, size * 1e-6)) : (low - size / 20, high + size / 20)
    }
  }

  /// The greatest 1, 2 or 5 times a power of 10 that is not above `value`.
  private static func below(_ value: Double) -> Double {
    let exponent = Logarithm.floorOfTen(value)
    let fitting = [5.0, 2.0].first { Logarithm.tens($0, exponent) <= value }
    return Logarithm.tens(fitting ?? 1, exponent)
  }

  /// The least 1, 2 or 5 times a power of 10 that is not below `value`.
  private static func above(_ value: Double) -> Double {
    let exponent = Logarithm.floorOfTen(value)
    let fitting = [1.0, 2.0, 5.0].first { Logarithm.tens($0, exponent) >= value }
    return Logarithm.tens(fitting ?? 10, exponent)
  }
}
