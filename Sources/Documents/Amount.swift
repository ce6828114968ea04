/// A number as it is written in scenarios and manifests, perhaps with a unit.
public struct Amount: Sendable, Hashable {
  /// What is counted or measured; amounts of one dimension can be compared.
  public enum Dimension: String, Sendable {
    /// A number without a unit.
    case number
    /// A time, in seconds.
    case time
    /// A rate, per second.
    case rate
    /// A share, from 0 to 1.
    case share
  }

  /// How it is written.
  public let text: String
  /// What it measures.
  public let dimension: Dimension
  /// The number in the unit of its dimension.
  public let value: Double
  /// Whether it is a whole number without a unit.
  public let isWhole: Bool

  /// Reads `20`, `0.5`, `250ms`, `24k/min`, `10%` or `1/1000`; nil where `text` is no amount.
  ///
  /// A number alone is no share, although ``Quantity/share(_:)`` reads it as one: whether it is depends on what it is for.
  public init?(_ text: String) {
    self.text = text
    switch Value.Scalar(text).resolved {
    case .integer(let whole):
      dimension = .number
      value = Double(whole)
      isWhole = true
      return
    case .number(let number):
      dimension = .number
      value = number
    case .boolean: return nil
    case .string:
      if let nanoseconds = Quantity.duration(text) {
        dimension = .time
        value = Double(nanoseconds) / 1e9
      } else if let rate = Quantity.rate(text) {
        dimension = .rate
        value = rate
      } else if let share = Quantity.share(text) {
        dimension = .share
        value = share
      } else {
        return nil
      }
    }
    isWhole = false
  }

  /// The number as it is written and what follows it, such as 24 and `k/min`; nil for a sum of times, a fraction or an exponent.
  public var written: (number: Double, unit: String)? {
    var rest = text.utf8[...]
    let isNegative = rest.first == UInt8(ascii: "-")
    if isNegative { rest.removeFirst() }
    guard let decimal = Decimal(prefixOf: &rest), let number = decimal.value(exponent: 0) else { return nil }
    let unit = String(Substring(rest))
    guard !unit.utf8.contains(where: Decimal.isDigit), !unit.isEmpty || dimension == .number else {
      return nil
    }
    return (isNegative ? -number : number, unit)
  }
}
