/// A moment of the Gregorian calendar, in UTC.
struct CalendarTime {
  /// The names in logs, whatever the language of the system.
  private static let months = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
  ]

  private let year: Int64
  private let month: Int
  private let day: Int64
  /// The second of the day.
  private let second: Int64
  private let nanosecond: Int64

  /// The moment `nanoseconds` after the Unix epoch (H. Hinnant, "chrono-Compatible Low-Level Date Algorithms", civil_from_days).
  init(_ nanoseconds: Int64) {
    let (seconds, fraction) = Self.floored(nanoseconds, by: 1_000_000_000)
    let (days, second) = Self.floored(seconds, by: 86_400)
    nanosecond = fraction
    self.second = second
    let (era, dayOfEra) = Self.floored(days + 719_468, by: 146_097)
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shifted = (5 * dayOfYear + 2) / 153
    day = dayOfYear - (153 * shifted + 2) / 5 + 1
    month = Int(shifted < 10 ? shifted + 3 : shifted - 9)
    year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
  }

  private static func floored(_ value: Int64, by divisor: Int64) -> (quotient: Int64, rest: Int64) {
    let rest = ((value % divisor) + divisor) % divisor
    return ((value - rest) / divisor, rest)
  }

  /// `2026-01-31`.
  var date: String { "\(padded(year, 4))-\(padded(Int64(month), 2))-\(padded(day, 2))" }

  /// `12:00:00`.
  var clock: String { "\(padded(second / 3600, 2)):\(padded(second / 60 % 60, 2)):\(padded(second % 60, 2))" }

  /// `2026-01-31T12:00:00.123Z`, with so many digits, cut off.
  func iso(digits: Int) -> String { "\(date)T\(clock)\(fraction(digits))Z" }

  /// As Go writes RFC 3339 with nanoseconds: without zeros at the end.
  var isoWithoutZeros: String {
    var fraction = fraction(9)
    while fraction.last == "0" || fraction.last == "." { fraction.removeLast() }
    return "\(date)T\(clock)\(fraction)Z"
  }

  /// `31/Jan/2026:12:00:00 +0000`.
  var common: String { "\(dayMonthYear):\(clock) +0000" }

  /// `31/Jan/2026:12:00:00.123`.
  var commonWithMilliseconds: String { "\(dayMonthYear):\(clock)\(fraction(3))" }

  /// `Jan 31 12:00:00`, days below 10 behind a space (RFC 3164).
  var syslog: String { "\(Self.months[month - 1]) \(day < 10 ? " " : "")\(day) \(clock)" }

  private var dayMonthYear: String { "\(padded(day, 2))/\(Self.months[month - 1])/\(padded(year, 4))" }

  private func fraction(_ digits: Int) -> String {
    digits == 0 ? "" : ".\(padded(nanosecond, 9).prefix(digits))"
  }
}

/// `value`, at least 0, with zeros before it.
func padded(_ value: Int64, _ width: Int) -> String {
  let digits = String(value)
  return String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
}

/// Nanoseconds as seconds with so many digits, cut off.
func seconds(_ nanoseconds: Int64, digits: Int) -> String {
  "\(nanoseconds / 1_000_000_000).\(padded(nanoseconds % 1_000_000_000, 9).prefix(digits))"
}

/// A number of `unit`s, such as nanoseconds, as decimal number of the thousand- or millionfold unit, exactly.
func decimal(_ value: Int64, unit: Int64) -> String {
  let (whole, rest) = value.quotientAndRemainder(dividingBy: unit)
  guard rest > 0 else { return String(whole) }
  var digits = String(unit + rest).dropFirst()
  while digits.last == "0" { digits.removeLast() }
  return "\(whole).\(digits)"
}
