/// The colours of light pages, for presentation attributes; ``ChartStyle/sheet`` has the same and those of dark pages.
package enum Palette {
  package static let ink = "#1f2328"
  package static let muted = "#59636e"
  package static let grid = "#e4e8ec"
  package static let axis = "#818b98"
  package static let paper = "#ffffff"
  /// The classes of a heat map from low to high, each with the ink that can be read on it.
  package static let steps: [(fill: String, ink: String)] = [
    ("#e2f1fa", "#1f2328"), ("#add2e8", "#1f2328"), ("#7bb2d8", "#1f2328"), ("#4d91c5", "#000000"),
    ("#2770ad", "#ffffff"), ("#0e4f8d", "#ffffff"), ("#093164", "#ffffff"),
  ]
}

extension Tone {
  /// The class of elements in this tone.
  var style: String { "t-" + rawValue }

  /// The colour on light pages: at least 4.5:1 against white, and apart from the others for the colour-blind.
  package var light: String {
    switch self {
    case .reference: "#434e56"
    case .good: "#00826c"
    case .bad: "#a3160a"
    case .warm: "#9a6400"
    case .first: "#0b50a0"
    case .second: "#8a2a86"
    case .third: "#0a7c9c"
    case .fourth: "#a65e4b"
    case .fifth: "#5f68d8"
    case .sixth: "#2f5a1e"
    }
  }
}
