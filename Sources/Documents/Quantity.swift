/// The units of scenario files: times, rates and shares, read from text without loss where the result is a whole number.
public enum Quantity {
  /// Nanoseconds of a time such as `250ms`, `1.5s` or `1h30m`; nil where `text` is none.
  ///
  /// Numbers with the units `h m s ms us µs ns` that add up; `0` needs no unit. Never negative; a time finer than a
  /// nanosecond or longer than about 292 years is no time.
  public static func duration(_ text: String) -> Int64? {
    if text == "0" { return 0 }
    var rest = text.utf8[...]
    var total: Int64 = 0
    repeat {
      guard let number = Decimal(prefixOf: &rest), let unit = TimeUnit(prefixOf: &rest),
        let part = number.scaled(by: unit.nanoseconds)
      else { return nil }
      let (sum, overflow) = total.addingReportingOverflow(part)
      if overflow { return nil }
      total = sum
    } while !rest.isEmpty
    return total
  }

  /// Events per second of a rate such as `400/s`, `24k/min` or `1.5M/h`; nil where `text` is none.
  ///
  /// A number, perhaps `k`, `M` or `G`, then `/` and one of `h min m s ms us µs ns`; `0` needs no unit.
  public static func rate(_ text: String) -> Double? {
    if text == "0" { return 0 }
    var rest = text.utf8[...]
    guard let number = Decimal(prefixOf: &rest) else { return nil }
    var exponent = 0
    switch rest.first {
    case UInt8(ascii: "k"): exponent = 3
    case UInt8(ascii: "M"): exponent = 6
    case UInt8(ascii: "G"): exponent = 9
    default: break
    }
    if exponent > 0 { rest.removeFirst() }
    guard rest.popFirst() == UInt8(ascii: "/"), let count = number.value(exponent: exponent) else {
      return nil
    }
    let isMinute = rest.elementsEqual("min".utf8)
    guard let unit = isMinute ? TimeUnit.minute : TimeUnit(prefixOf: &rest), isMinute || rest.isEmpty else {
      return nil
    }
    let rate =
      unit.nanoseconds >= TimeUnit.second.nanoseconds
      ? count / Double(unit.nanoseconds / TimeUnit.second.nanoseconds)
      : count * Double(TimeUnit.second.nanoseconds / unit.nanoseconds)
    return rate.isFinite ? rate : nil
  }

  /// The share in [0, 1] that `0.1%`, `1/1000` or `0.001` means; nil where `text` is none.
  public static func share(_ text: String) -> Double? {
    guard let value = ratio(text), value <= 1 else { return nil }
    return value
  }

  /// What ``share(_:)`` reads, without its upper bound.
  static func ratio(_ text: String) -> Double? {
    var rest = text.utf8[...]
    guard let number = Decimal(prefixOf: &rest) else { return nil }
    switch rest.popFirst() {
    case nil:
      return number.value(exponent: 0)
    case UInt8(ascii: "%"):
      return rest.isEmpty ? number.value(exponent: -2) : nil
    case UInt8(ascii: "/"):
      guard let divisor = Decimal(prefixOf: &rest), rest.isEmpty, let above = number.value(exponent: 0),
        let below = divisor.value(exponent: 0), below > 0
      else { return nil }
      let quotient = above / below
      return quotient.isFinite ? quotient : nil
    default:
      return nil
    }
  }

  /// The shortest text that ``duration(_:)`` reads back as `nanoseconds`, such as `1h30m`, `1.5s` or `250ms`; negative times get
  /// a sign.
  public static func format(nanoseconds: Int64) -> String {
    if nanoseconds == 0 { return "0s" }
    var text = nanoseconds < 0 ? "-" : ""
    var rest = nanoseconds.magnitude
    for unit in [TimeUnit.hour, .minute] {
      let size = UInt64(unit.nanoseconds)
      if rest >= size { text += "\(rest / size)\(unit.rawValue)" }
      rest %= size
    }
    if rest == 0 { return text }
    let sizes = [TimeUnit.second, .millisecond, .microsecond, .nanosecond]
    let unit = sizes.first { rest >= UInt64($0.nanoseconds) } ?? .nanosecond
    let size = UInt64(unit.nanoseconds)
    text += "\(rest / size)"
    if rest % size > 0 {
      let digits = String(size + rest % size).dropFirst()
      text += "." + digits.trimmingZeros
    }
    return text + unit.rawValue
  }
}

extension Substring {
  /// The text without the zeros at its end.
  fileprivate var trimmingZeros: Substring {
    var text = self
    while text.last == "0" { text.removeLast() }
    return text
  }
}

/// A unit of time and how it is written.
enum TimeUnit: String {
  case hour = "h"
  case minute = "m"
  case second = "s"
  case millisecond = "ms"
  case microsecond = "us"
  case nanosecond = "ns"

  /// Its length.
  var nanoseconds: Int64 {
    switch self {
    case .hour: 3_600_000_000_000
    case .minute: 60_000_000_000
    case .second: 1_000_000_000
    case .millisecond: 1_000_000
    case .microsecond: 1_000
    case .nanosecond: 1
    }
  }

  /// Takes the letters at the beginning of `text` off it; both of Unicode's micro signs are read.
  init?(prefixOf text: inout Substring.UTF8View) {
    let letters = text.prefix { !Decimal.isDigit($0) && $0 != UInt8(ascii: ".") }
    let name = String(Substring(letters))
    let ascii = name == "\u{b5}s" || name == "\u{3bc}s" ? "us" : name
    guard let unit = TimeUnit(rawValue: ascii) else { return nil }
    self = unit
    text = text.dropFirst(letters.count)
  }
}

/// A plain decimal number without sign or exponent, as it was written.
struct Decimal {
  private let whole: Substring
  private let fraction: Substring

  static func isDigit(_ byte: UInt8) -> Bool { byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9") }

  /// Takes the number at the beginning of `text` off it; it begins and ends with a digit.
  init?(prefixOf text: inout Substring.UTF8View) {
    var rest = text
    let whole = rest.prefix(while: Self.isDigit)
    guard !whole.isEmpty else { return nil }
    rest = rest.dropFirst(whole.count)
    var fraction = rest.prefix(0)
    if rest.first == UInt8(ascii: ".") {
      fraction = rest.dropFirst().prefix(while: Self.isDigit)
      guard !fraction.isEmpty else { return nil }
      rest = rest.dropFirst(1 + fraction.count)
    }
    self.whole = Substring(whole)
    self.fraction = Substring(fraction)
    text = rest
  }

  /// The nearest double of the number times 10 to the `exponent`, nil beyond the range of doubles.
  func value(exponent: Int) -> Double? {
    guard let value = Double("\(whole).\(fraction.isEmpty ? "0" : fraction)e\(exponent)"), value.isFinite
    else {
      return nil
    }
    return value
  }

  /// The number times `unit` (a product of powers of 2, 3 and 5) if that is a whole number that fits, else nil.
  func scaled(by unit: Int64) -> Int64? {
    guard let whole = Int64(whole) else { return nil }
    var (total, overflow) = whole.multipliedReportingOverflow(by: unit)
    if overflow { return nil }
    var numerator: Int64 = 0
    var denominator: Int64 = 1
    for digit in fraction.trimmingZeros.utf8 {
      // Units have at most 13 factors of 10 each of 2 and 5, so longer fractions are never whole.
      guard denominator <= 100_000_000_000_000 else { return nil }
      numerator = numerator * 10 + Int64(digit - UInt8(ascii: "0"))
      denominator *= 10
    }
    let (high, low) = numerator.multipliedFullWidth(by: unit)
    let (quotient, remainder) = denominator.dividingFullWidth((high, low))
    guard remainder == 0 else { return nil }
    (total, overflow) = total.addingReportingOverflow(quotient)
    return overflow ? nil : total
  }
}
