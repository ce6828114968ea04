/// Which of the recorded time a model is fitted to, and which is held back to verify it.
package struct HeldBack: Sendable {
  /// What the model is fitted to.
  package private(set) var fitted: [ObservedPeriods.Period] = []
  /// What it is verified with.
  package private(set) var held: [ObservedPeriods.Period] = []
  /// Whether whole windows of the recording are held back, or pieces of periods that are partly fitted.
  package let isOfWindows: Bool

  /// Pieces into which the recorded time is cut at least, where it is not made of windows.
  static let pieces = 10.0

  /// Divides the recorded time.
  ///
  /// Windows stay whole where there are two at least; else every period is cut into equal pieces of at most a tenth of the recorded time.
  /// Of N, round(N × share) are held back, but at least one and not all: those with the numbers ⌊(i + 1/2) N / held⌋, so that both halves
  /// cover the whole time.
  ///
  /// - Parameters:
  ///   - arrivals: in nanoseconds, ascending.
  ///   - share: above 0 and below 1.
  package init(
    _ observed: ObservedPeriods, arrivals: [Int64], hasWindows: Bool, share: Double
  ) {
    isOfWindows = hasWindows && observed.periods.count >= 2
    var blocks = observed.periods
    if !isOfWindows {
      let longest = observed.exposure / Self.pieces
      blocks = observed.periods.flatMap {
        // What is a tenth but for rounding stays whole.
        ObservedPeriods.pieces(
          of: $0, count: max(1, Int(($0.length / longest - 1e-9).rounded(.up))), arrivals)
      }
    }
    let count = max(1, min(blocks.count - 1, Int((Double(blocks.count) * share).rounded())))
    let chosen = Set((0..<count).map { Int((Double($0) + 0.5) * Double(blocks.count) / Double(count)) })
    for (number, block) in blocks.enumerated() {
      if chosen.contains(number) { held.append(block) } else { fitted.append(block) }
    }
  }
}

extension [ObservedPeriods.Period] {
  /// Their length together, in seconds.
  package var seconds: Double { reduce(0) { $0 + $1.length } / 1e9 }

  /// How many requests arrived in them.
  package var requestCount: Int { reduce(0) { $0 + $1.requests.count } }
}
