/// Reads durations whose unit may not be known before the first one is seen.
struct DurationReader {
  /// The unit; nil until it is guessed.
  private(set) var unit: TimeUnit?
  /// Why the unit was guessed; nil where it was told.
  private(set) var guess: String?

  init(unit: TimeUnit?) { self.unit = unit }

  /// The duration of at least 0 in nanoseconds that `range` holds; nil where it is none.
  ///
  /// Without a unit numbers with decimals are seconds, and whole ones milliseconds.
  mutating func parse(_ line: borrowing Span<UInt8>, _ range: Range<Int>) -> Int64? {
    if unit == nil, LogDecimal.value(line, range) != nil {
      let hasDecimals = LogDecimal.decimals(line, range) > 0
      unit = hasDecimals ? .seconds : .milliseconds
      guess = hasDecimals ? "its numbers with decimals" : "its whole numbers"
    }
    guard let unit, let value = LogDecimal.value(line, range, power: unit.power), value >= 0 else {
      return nil
    }
    return value
  }
}
