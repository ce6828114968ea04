/// Numbers as a row of bars, for a glance at how they rise and fall.
package enum Sparkline {
  private static let bars = Array("▁▂▃▄▅▆▇█")
  private static let none = Character("·")

  /// A bar for each count, the largest one a whole column high; a dot where there is nothing.
  package static func text(_ counts: [Int]) -> String {
    guard let largest = counts.max(), largest > 0 else { return String(counts.map { _ in none }) }
    return String(
      counts.map { count in
        // Rounded up: whatever is there is a bar.
        count > 0 ? bars[max(0, Int((Double(count) / Double(largest) * 8).rounded(.up)) - 1)] : none
      })
  }
}
