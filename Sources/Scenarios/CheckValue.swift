import Documents
import Records

/// The values of checks: a number in the metric's unit, or a quantity with a unit.
enum CheckValue {
  /// The value in the metric's own unit, nil where `text` is none.
  static func read(_ text: String, in unit: Metric.Unit) -> Double? {
    if let number = number(text) { return number }
    switch unit {
    case .count: return nil
    case .ratio:
      if text.hasSuffix("%"), let percent = number(String(text.dropLast())) { return percent / 100 }
      return Quantity.share(text)
    case .seconds: return Quantity.duration(text).map { Double($0) / 1e9 }
    case .perSecond: return Quantity.rate(text)
    }
  }

  private static func number(_ text: String) -> Double? {
    guard let first = text.utf8.first, first >= UInt8(ascii: "0"), first <= UInt8(ascii: "9"),
      case .scalar(let scalar) = Value.Content.scalar(.init(text))
    else { return nil }
    switch scalar.resolved {
    case .integer(let integer): return Double(integer)
    case .number(let number): return number
    case .boolean, .string: return nil
    }
  }

  /// What messages call a unit.
  static func name(of unit: Metric.Unit) -> String {
    switch unit {
    case .count: "a number"
    case .ratio: "a share or a quotient"
    case .seconds: "a time"
    case .perSecond: "a rate"
    }
  }

  /// A value of the unit.
  static func example(of unit: Metric.Unit) -> String {
    switch unit {
    case .count: "100"
    case .ratio: "99.9%"
    case .seconds: "250ms"
    case .perSecond: "400/s"
    }
  }
}
