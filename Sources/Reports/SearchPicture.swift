import Documents
import Results

/// The values that a search tried on one axis, which shows where those that pass end and how closely it looked there.
enum SearchPicture {
  private static let width = Paragraph.width - Paragraph.margin

  /// The axis and what its signs mean; none for fewer than three different values, or where one is no amount.
  static func lines(of runs: [StoredRun], _ search: SearchRecord) -> [String] {
    let tried = runs.compactMap { run in
      run.run.settings.last.flatMap { Amount($0.value) }.map { ($0, Verdict(of: run.checks)) }
    }
    let values = tried.map(\.0.value)
    guard tried.count == runs.count, Set(values).count > 2,
      let low = tried.min(by: { $0.0.value < $1.0.value })?.0,
      let high = tried.max(by: { $0.0.value < $1.0.value })?.0
    else { return [] }
    var row = Array(repeating: Character("·"), count: width)
    for (amount, verdict) in tried {
      let place = (amount.value - low.value) / (high.value - low.value)
      let column = Int((place * Double(width - 1)).rounded())
      let mark = Character(Voice.signs.mark(verdict))
      row[column] = row[column] == "·" || row[column] == mark ? mark : "|"
    }
    let legend = "\(low.text) to \(high.text): ✓ passes, ✗ fails, ? is unclear, | several"
    return [Printable.padded("Tried", to: Paragraph.margin) + String(row)]
      + Paragraph.lines("", Printable.terminal(legend))
  }
}
