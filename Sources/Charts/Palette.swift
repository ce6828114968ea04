/// The colours of light pages, for presentation attributes; ``ChartStyle/sheet`` has the same and those of dark pages.
enum Palette {
  static let ink = "#1f2328"
  static let muted = "#59636e"
  static let grid = "#e4e8ec"
  static let axis = "#818b98"
  static let paper = "#ffffff"
  /// The classes of a heat map from low to high, each with the ink that can be read on it.
  static let steps: [(fill: String, ink: String)] = [
    ("#e2f1fa", "#1f2328"), ("#add2e8", "#1f2328"), ("#7bb2d8", "#1f2328"), ("#4d91c5", "#000000"),
    ("#2770ad", "#ffffff"), ("#0e4f8d", "#ffffff"), ("#093164", "#ffffff"),
  ]
}

extension Tone {
  /// The class of elements in this tone.
  var style: String { "t-" + rawValue }

  /// The colour on light pages: at least 4.5:1 against white, and apart from the others for the colour-blind.
  var light: String {
    switch self {
    case .reference: "#57606a"
    case .good: "#00795c"
    case .bad: "#c4320a"
    case .warm: "#946200"
    case .first: "#0068b8"
    case .second: "#a63c8c"
    case .third: "#007a8a"
    case .fourth: "#8a4b2d"
    case .fifth: "#5b4bc4"
    case .sixth: "#55760a"
    }
  }
}
