/// A mark of an axis.
package struct Tick: Equatable {
  /// Where it stands.
  package let value: Double
  /// What is written at it.
  package let text: String
}

/// Where marks of axes stand.
package enum Ticks {
  /// Multiples of 1, 2 or 5 times a power of 10 within `low...high`, about `count` of them (Heckbert, "Nice numbers for graph labels",
  /// Graphics Gems 1990).
  package static func linear(_ low: Double, _ high: Double, count: Int) -> [Double] {
    multiples(low, high, step(of: high - low, count: count))
  }

  /// The ends of the smallest range of whole steps around `low...high`.
  package static func niceEnds(_ low: Double, _ high: Double, _ step: Step) -> (low: Double, high: Double) {
    let size = step.size
    let first = (low / size + 1e-9).rounded(.down)
    let last = (high / size - 1e-9).rounded(.up)
    return (step.multiple(first), step.multiple(last))
  }

  /// Times within `low...high` seconds, about `count` of them, at steps in which people count time.
  package static func time(_ low: Double, _ high: Double, count: Int) -> [Double] {
    let steps: [Double] = [
      1, 2, 5, 10, 20, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 10800, 21600, 43200, 86400,
    ]
    let wanted = (high - low) / Double(max(count, 1))
    if wanted < 0.5 { return linear(low, high, count: count) }
    guard let step = steps.first(where: { $0 >= wanted }) else {
      return linear(low / 86400, high / 86400, count: count).map { $0 * 86400 }
    }
    return multiples(low, high, Step(digit: step, exponent: 0))
  }

  /// Powers of 10 within `low...high`, both above 0, and their doubles and fives where that leaves room.
  package static func logarithmic(_ low: Double, _ high: Double, count: Int) -> [Double] {
    let first = Logarithm.floorOfTen(low)
    let last = Logarithm.floorOfTen(high)
    let decades = last - first + 1
    let digits: [Double] = decades * 3 <= count + 2 ? [1, 2, 5] : [1]
    let stride = max(1, (decades + count - 1) / max(count, 1))
    var ticks: [Double] = []
    for exponent in first...last where exponent % stride == 0 {
      for digit in digits {
        let value = Logarithm.tens(digit, exponent)
        if value >= low * (1 - 1e-9), value <= high * (1 + 1e-9) { ticks.append(value) }
      }
    }
    return ticks.count >= 2 ? ticks : linear(low, high, count: count).filter { $0 > 0 }
  }

  /// Shares within `low...high`, below 1: 50 %, and then 90 %, 99 %, 99.9 % and so on.
  package static func tail(_ low: Double, _ high: Double) -> [Double] {
    let shares = [0, 0.5] + (1...12).map { 1 - Logarithm.tens(1, -$0) }
    return shares.filter { $0 >= low - 1e-12 && $0 <= high + 1e-12 }
  }

  /// The least step of 1, 2 or 5 times a power of 10 of which about `count` make up `length`.
  package static func step(of length: Double, count: Int) -> Step {
    let wanted = length / Double(max(count, 1))
    guard wanted.isNormal, wanted > 0 else { return Step(digit: 1, exponent: 0) }
    let exponent = Logarithm.floorOfTen(wanted)
    let rest = wanted / Logarithm.tens(1, exponent)
    let digit: Double = rest <= 1.000_001 ? 1 : rest <= 2 ? 2 : rest <= 5 ? 5 : 10
    return Step(digit: digit, exponent: exponent)
  }

  /// The multiples of a step within `low...high`.
  package static func multiples(_ low: Double, _ high: Double, _ step: Step) -> [Double] {
    let first = (low / step.size - 1e-9).rounded(.up)
    let last = (high / step.size + 1e-9).rounded(.down)
    guard first <= last, last - first < 100 else { return [] }
    return stride(from: first, through: last, by: 1).map { step.multiple($0) }
  }

  /// The distance of marks, as digits and power of 10 so that multiples are rounded only once.
  package struct Step {
    let digit: Double
    let exponent: Int

    var size: Double { Logarithm.tens(digit, exponent) }

    /// `count` steps. Adding 0 makes 0 of -0.
    func multiple(_ count: Double) -> Double { Logarithm.tens(count * digit, exponent) + 0 }
  }
}
