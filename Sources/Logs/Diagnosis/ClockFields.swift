/// Which minutes of the hour and seconds of the minute occur: times that somebody made up or overwrote show in them.
package struct ClockFields {
  /// What is wrong with a clock.
  package struct Doctored: Equatable {
    /// `minute` or `second`.
    package var field: String
    /// The value of the field, or the two, that all times have.
    package var values: [Int]
    /// In how many hours or minutes there are requests.
    package var visits: Int

    /// Says what is wrong.
    package init(field: String, values: [Int], visits: Int) {
      self.field = field
      self.values = values
      self.visits = visits
    }
  }

  /// How often a sound log may seem doctored.
  private static let falseAlarm = 1e-9

  private var records = 0
  private var hours = Visits(unit: 3_600_000_000_000)
  private var minutes = Visits(unit: 60_000_000_000)
  private var tenths: UInt64 = 0

  /// Creates fields of no time.
  package init() {}

  /// Counts an arrival, in nanoseconds, that is not before the last one; O(1).
  package mutating func add(_ arrival: Int64) {
    records += 1
    hours.add(arrival)
    minutes.add(arrival)
    tenths |= 1 << UInt64(arrival.flooredRemainder(1_000_000_000) / 100_000_000)
  }

  /// The field of the clock that is always the same where it cannot be, nil in a sound log.
  ///
  /// The hours in which anything came are taken as visits that begin at any of their 60 minutes. That v of them know only d minutes then has
  /// a probability of at most C(60, d) (d/60)^v, which is asked to be below 10⁻⁹, with d = 1, or 2 where a minute ends amid requests. A job
  /// that runs once an hour comes at such times too, but one at a time or all at once: so there have to be three requests a visit, at seconds
  /// that are spread. The same holds for seconds in minutes.
  package var doctored: Doctored? {
    if let values = hours.suspects(records), minutes.values.nonzeroBitCount >= 10 {
      return Doctored(field: "minute", values: values, visits: hours.count)
    }
    if let values = minutes.suspects(records), tenths.nonzeroBitCount >= 5 {
      return Doctored(field: "second", values: values, visits: minutes.count)
    }
    return nil
  }

  /// In how many hours or minutes anything came, and in which sixtieths of them.
  private struct Visits {
    /// Nanoseconds.
    let unit: Int64
    var count = 0
    /// A bit for each sixtieth.
    var values: UInt64 = 0
    private var last: Int64?

    init(unit: Int64) { self.unit = unit }

    mutating func add(_ arrival: Int64) {
      let visit = arrival.flooredQuotient(unit)
      if visit != last {
        last = visit
        count += 1
      }
      values |= 1 << UInt64(arrival.flooredRemainder(unit) / (unit / 60))
    }

    /// The sixtieths, where they are too few for chance.
    func suspects(_ records: Int) -> [Int]? {
      let distinct = values.nonzeroBitCount
      guard distinct <= 2, records >= 3 * count else { return nil }
      let choices = distinct == 1 ? 60.0 : 60.0 * 59 / 2
      var probability = choices
      for _ in 0..<min(count, 64) { probability *= Double(distinct) / 60 }
      return probability < ClockFields.falseAlarm ? (0..<60).filter { values >> UInt64($0) & 1 == 1 } : nil
    }
  }
}
