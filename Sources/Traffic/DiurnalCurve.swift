extension RateCurve {
  /// How many straight pieces make up a period: one a degree.
  private static let piecesOfPeriod = 360

  /// A rate, per second, that swings as a sinusoid between `peak` and as far below `mean`, every `period` nanoseconds.
  ///
  /// rate(t) = mean - (peak - mean) cos(2π t/period), between whole degrees by straight lines: at most
  /// (π/180)²/8 = 3.8e-5 of peak - mean nearer to the mean, by the remainder of linear interpolation; mean and peak are
  /// exact.
  ///
  /// Assumption A-TRF-11: a diurnal rate is a sinusoid, and begins at its lowest.
  init(mean: Double, peak: Double, period: Int64) {
    let number = Self.piecesOfPeriod
    let rates = (0...number).map { (mean - (peak - mean) * cosine(ofDegrees: $0)) / 1e9 }
    let starts = (0...number).map { Double(period) * Double($0) / Double(number) }
    let pieces = (0..<number).map {
      Piece(start: starts[$0], length: starts[$0 + 1] - starts[$0], from: rates[$0], to: rates[$0 + 1])
    }
    self.init(pieces: pieces, repeatingFrom: 0)
  }
}

/// The cosine of 0 to 360 degrees, to a few units of 1e-16: not the C library's, whose last bit depends on its version.
///
/// By its Taylor series within a quarter, of which 12 terms leave less than (π/2)^24/24! < 1e-19.
private func cosine(ofDegrees degrees: Int) -> Double {
  let half = min(degrees, 360 - degrees)
  if half == 90 { return 0 }
  if half > 90 { return -cosine(ofDegrees: 180 - half) }
  let angle = Double(half) * .pi / 180
  var sum = 0.0
  for term in stride(from: 22, to: 0, by: -2) {
    sum = (1 - sum) * angle * angle / Double(term * (term - 1))
  }
  return 1 - sum
}
