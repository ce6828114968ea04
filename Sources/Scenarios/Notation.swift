import Documents

/// How the values of a range are written: with which unit, and with how many decimal places.
struct Notation: Sendable, Equatable {
  private enum Unit: Equatable {
    /// Times are counted in nanoseconds and written with the units that make them shortest.
    case time
    /// All ends have this unit, in which they are counted.
    case common(String)
    /// Ends of different units are counted in that of their dimension.
    case base(String)
  }

  private let unit: Unit
  private var places = 0

  /// The largest whole number up to which doubles have them all: 2^53.
  private static let largest = 9_007_199_254_740_992.0

  /// The notation of what `amounts` have in common.
  init(of amounts: [Amount], _ dimension: Amount.Dimension) {
    if dimension == .time {
      unit = .time
      return
    }
    let units = Set(amounts.filter { $0.text != "0" }.map { $0.written?.unit })
    if units.count == 1, let only = units.first ?? nil {
      unit = .common(only)
    } else {
      unit = .base(dimension == .rate ? "/s" : "")
    }
  }

  /// The number that is counted of `amount`.
  func number(of amount: Amount) -> Double {
    switch unit {
    case .time: Double(Quantity.duration(amount.text) ?? 0)
    case .common: amount.written?.number ?? amount.value
    case .base: amount.value
    }
  }

  /// The same with as many decimal places as tell the values from `low` to `high` apart, and write them exactly where few are enough;
  /// nil where doubles cannot tell them apart.
  func resolving(_ step: Double, from low: Double, to high: Double) -> Notation? {
    let reach = max(abs(low), abs(high), 1)
    if unit == .time { return step >= 1 && reach <= Self.largest ? self : nil }
    guard let most = (0...15).last(where: { reach * Self.power($0) <= Self.largest }),
      let least = (0...most).first(where: { Self.power($0) * step >= 10 || Self.isWhole(step, low, $0) })
    else { return nil }
    var copy = self
    copy.places = (least...most).first { Self.isWhole(step, low, $0) } ?? least
    return copy
  }

  /// Whether `step` and `low` have at most so many decimal places, as far as doubles say.
  private static func isWhole(_ step: Double, _ low: Double, _ places: Int) -> Bool {
    [step, low].allSatisfy { number in
      let scaled = number * power(places)
      return scaled.rounded() != 0 && abs(scaled - scaled.rounded()) <= abs(scaled) * 1e-12 || number == 0
    }
  }

  /// The shortest text of `number`, rounded to its places.
  func text(of number: Double) -> String {
    switch unit {
    case .time: return Quantity.format(nanoseconds: Int64(number.rounded()))
    case .common(let unit), .base(let unit):
      let scaled = Int64((number * Self.power(places)).rounded())
      let digits = String(scaled.magnitude)
      let padded = String(repeating: "0", count: max(0, places + 1 - digits.utf8.count)) + digits
      var fraction = padded.suffix(places)
      while fraction.last == "0" { fraction.removeLast() }
      let sign = scaled < 0 ? "-" : ""
      return sign + padded.dropLast(places) + (fraction.isEmpty ? "" : "." + fraction) + unit
    }
  }

  private static func power(_ exponent: Int) -> Double {
    var power = 1.0
    for _ in 0..<exponent { power *= 10 }
    return power
  }
}
