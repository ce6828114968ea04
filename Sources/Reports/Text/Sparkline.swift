/// Numbers as a row of bars, for a glance at how they rise and fall.
package enum Sparkline {
  private static let bars = Array("▁▂▃▄▅▆▇█")
  private static let none = Character("·")

  /// A bar for each value; a dot where it is not above 0, a blank where it is not known.
  ///
  /// - Parameter largest: What a whole column stands for; nil for the largest of the values.
  package static func text(_ values: [Double], largest: Double? = nil) -> String {
    let largest = largest ?? values.filter(\.isFinite).max() ?? 0
    return String(
      values.map { value in
        guard value.isFinite else { return " " }
        guard value > 0, largest > 0 else { return none }
        // Rounded up: whatever is there is a bar.
        return bars[max(0, Int(min(8, value / largest * 8).rounded(.up)) - 1)]
      })
  }
}
