/// A line of text in a picture, and the room that it takes.
package struct Label {
  /// The size of all texts, in units of the picture.
  package static let size = 12.0

  /// Which point of the text its x is.
  package enum Anchor: String {
    case start, middle, end
  }

  /// What the text is, which makes its colour.
  package enum Ink {
    case plain, muted, heading
    /// In the colour of the paper, on an area in a tone.
    case paper
    case tone(Tone)
    /// In a cell of a class of a heat map.
    case cell(String, light: String)
  }

  package let x: Double
  /// The base line.
  package let y: Double
  /// What is written, shortened.
  package let text: String
  /// What would be written if there were room.
  package let whole: String
  package let anchor: Anchor
  package let ink: Ink
  /// Whether its outline is in the colour of the paper.
  private var hasHalo = false

  /// A label not wider than `width`.
  package init(
    _ text: String, x: Double, y: Double, anchor: Anchor = .start, width: Double, ink: Ink = .plain
  ) {
    self.x = x
    self.y = y
    self.text = TextWidth.shortened(text, to: width)
    self.whole = text
    self.anchor = anchor
    self.ink = ink
  }

  /// The same label, readable where it stands on lines.
  package var onLines: Label {
    var label = self
    label.hasHalo = true
    return label
  }

  /// Its width in units of the picture.
  package var width: Double { TextWidth.of(text) }

  /// The room that it takes.
  package var box: Box {
    let start =
      switch anchor {
      case .start: x
      case .middle: x - width / 2
      case .end: x - width
      }
    return Box(left: start, right: start + width, top: y - 0.8 * Self.size, bottom: y + 0.25 * Self.size)
  }

  /// The `<text>` element.
  package var markup: Markup {
    guard text.contains(where: { $0 != " " }) else { return .group([]) }
    let (style, fill) = look
    let title: [Markup] = text == whole ? [] : [.tag("title", [], [.text(String(whole.prefix(500)))])]
    return .tag(
      "text",
      [
        ("x", Tenths(x).text), ("y", Tenths(y).text),
        ("text-anchor", anchor == .start ? nil : anchor.rawValue),
        ("class", hasHalo ? "\(style ?? "") halo" : style), ("fill", fill),
        ("stroke", hasHalo ? Palette.paper : nil), ("stroke-width", hasHalo ? "4" : nil),
        ("stroke-linejoin", hasHalo ? "round" : nil), ("paint-order", hasHalo ? "stroke" : nil),
      ], title + [.text(text)])
  }

  private var look: (style: String?, fill: String?) {
    switch ink {
    case .plain: (nil, nil)
    case .muted: ("muted", Palette.muted)
    case .heading: ("heading", nil)
    case .paper: ("paper", Palette.paper)
    case .tone(let tone): ("name \(tone.style)", tone.light)
    case .cell(let style, let light): (style, light)
    }
  }
}
