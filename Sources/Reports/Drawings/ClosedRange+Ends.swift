extension ClosedRange<Double> {
  /// An interval; nil where an end is not known, or the low one lies above the high one.
  init?(low: Double?, high: Double?) {
    guard let low, let high, low <= high else { return nil }
    self = low...high
  }
}
