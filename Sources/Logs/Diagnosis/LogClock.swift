/// Times of logs, for people and for JSON.
package enum LogClock {
  /// The times that are taken for those since the epoch: from 1973-03-03 on. Before, they are taken for times since the log's own zero.
  ///
  /// A log has no times of the years in which there was no HTTP, and one that counts from its own zero does not begin three years after it.
  private static let earliest: Int64 = 100_000_000_000_000_000

  /// Whether a log that begins at `first`, in nanoseconds, tells times since the Unix epoch.
  package static func isEpoch(_ first: Int64) -> Bool { first >= earliest }

  /// A time in nanoseconds since the epoch as RFC 3339 writes it in UTC, with as many digits of its second as it needs:
  /// `2016-04-15T20:17:00.31Z`.
  package static func text(_ time: Int64) -> String {
    let date = date(days: time.flooredQuotient(86_400_000_000_000))
    let second = time.flooredRemainder(86_400_000_000_000) / 1_000_000_000
    var fraction = String(time.flooredRemainder(1_000_000_000) + 1_000_000_000).dropFirst()
    while fraction.last == "0" { fraction.removeLast() }
    let day = "\(padded(date.year, 4))-\(padded(date.month, 2))-\(padded(date.day, 2))"
    let clock = "\(padded(second / 3600, 2)):\(padded(second / 60 % 60, 2)):\(padded(second % 60, 2))"
    return "\(day)T\(clock)\(fraction.isEmpty ? "" : ".")\(fraction)Z"
  }

  /// The day so many days after 1970-01-01 (H. Hinnant, "chrono-Compatible Low-Level Date Algorithms", civil_from_days).
  private static func date(days: Int64) -> (year: Int64, month: Int64, day: Int64) {
    let shifted = days + 719_468
    let era = shifted.flooredQuotient(146_097)
    let dayOfEra = shifted.flooredRemainder(146_097)
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shiftedMonth = (5 * dayOfYear + 2) / 153
    let day = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
    let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
    return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day)
  }

  private static func padded(_ value: Int64, _ digits: Int) -> String {
    let text = String(value)
    return String(repeating: "0", count: max(0, digits - text.count)) + text
  }
}
