/// Days and times of the Gregorian calendar as nanoseconds since the Unix epoch.
enum CivilTime {
  /// The times that are read, in seconds since the epoch: 1970 to 2200.
  static let seconds: Range<Int64> = 0..<7_258_118_400

  /// The days from 1970-01-01 to a day of the Gregorian calendar (H. Hinnant, "chrono-Compatible Low-Level Date Algorithms",
  /// days_from_civil); nil where there is no such day.
  static func days(year: Int64, month: Int64, day: Int64) -> Int64? {
    guard (1...12).contains(month), day >= 1, day <= length(of: month, year) else { return nil }
    let shifted = month <= 2 ? year - 1 : year
    let era = (shifted >= 0 ? shifted : shifted - 399) / 400
    let yearOfEra = shifted - era * 400
    let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    return era * 146_097 + dayOfEra - 719_468
  }

  /// The day that is `days` of at least 0 after 1970-01-01 (Hinnant, civil_from_days).
  static func date(days: Int64) -> (year: Int64, month: Int64, day: Int64) {
    let shifted = days + 719_468
    let era = shifted / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shiftedMonth = (5 * dayOfYear + 2) / 153
    let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
    return (
      yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
    )
  }

  private static func length(of month: Int64, _ year: Int64) -> Int64 {
    switch month {
    case 4, 6, 9, 11: 30
    case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
    default: 31
    }
  }

  /// Seconds since the epoch, nil where there is no such time; a leap second is the first of the next minute.
  static func seconds(days: Int64, hour: Int64, minute: Int64, second: Int64, offset: Int64 = 0) -> Int64? {
    guard (0...23).contains(hour), (0...59).contains(minute), (0...60).contains(second) else { return nil }
    let time = days * 86_400 + hour * 3600 + minute * 60 + second - offset
    return seconds.contains(time) ? time : nil
  }
}
