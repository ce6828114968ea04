import Engine

/// Evenly spaced arrivals, with surges. While a surge grows or shrinks an arrival comes wherever the integrated rate is a whole number.
///
/// Assumption A-TRF-4: a surge spaces its window evenly, and goes back to the old times after it.
struct EvenArrivals: Sendable {
  /// A time with one spacing, or one that changes evenly.
  private struct Span {
    let start: Int64
    let end: Int64
    let factor: Double
    /// How much the factor grows in a nanosecond.
    let growth: Double
    let shapes: RandomStream
  }

  /// Nanoseconds between arrivals outside surges.
  private let period: Double
  private let spans: [Span]
  private var span = 0
  /// The number of the next arrival on the span's own count, on which the source's own arrivals are whole numbers.
  private var number: UInt64 = 1

  init(rate: Double, windows: [SurgeWindow], key: SourceKey, end: Int64) {
    period = 1e9 / rate
    var spans: [Span] = []
    var start: Int64 = 0
    let own = key.stream(TrafficPurpose.shapes)
    for window in windows where window.start < end {
      spans.append(Span(start: start, end: window.start, factor: 1, growth: 0, shapes: own))
      spans.append(
        Span(
          start: window.start, end: min(window.end, end), factor: window.factor,
          growth: window.isLevel ? 0 : (window.endFactor - window.factor) / Double(window.end - window.start),
          shapes: key.window(from: window.start).stream(TrafficPurpose.surgeShapes)))
      start = window.end
    }
    spans.append(Span(start: start, end: end, factor: 1, growth: 0, shapes: own))
    self.spans = spans
  }

  /// The next arrival and the draws that choose its shape.
  mutating func next() -> (time: Int64, draws: Draws)? {
    while span < spans.count {
      let current = spans[span]
      let exact = time(of: number, in: current)
      if exact + 0.5 < Double(current.end), exact.isFinite {
        defer { number += 1 }
        return (Int64(exact + 0.5), current.shapes.draws(number))
      }
      span += 1
      if span < spans.count { number = firstNumber(in: spans[span]) }
    }
    return nil
  }

  /// When arrival `number` of the span's count is due: outside surges an exact multiple of the period.
  private func time(of number: UInt64, in span: Span) -> Double {
    if span.growth == 0, span.factor == 1 { return Double(number) * period }
    let before = Double(span.start) / period
    if span.growth == 0 { return Double(span.start) + (Double(number) - before) * period / span.factor }
    let rest = (Double(number) - before) * period
    // What would have come before the span is not its own; how long before does not matter.
    guard rest > 0 else { return Double(span.start) + rest }
    // The root of factor x + growth x²/2 = rest in the form that does not cancel; there is none where the rate falls to 0 before.
    let square = span.factor * span.factor + 2 * span.growth * rest
    guard square >= 0 else { return .infinity }
    return Double(span.start) + 2 * rest / (span.factor + square.squareRoot())
  }

  private func firstNumber(in span: Span) -> UInt64 {
    // Assumption A-TRF-1: the first request arrives one period after time zero.
    var number = max(1, UInt64(Double(span.start) / period))
    while time(of: number, in: span) + 0.5 < Double(span.start) { number += 1 }
    return number
  }
}
