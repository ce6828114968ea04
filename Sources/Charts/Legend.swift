/// What the marks of a picture mean, in rows above it.
struct Legend {
  /// One entry.
  enum Entry {
    case line(String, Tone, isDashed: Bool)
    case band(String, Tone)
    case shade(String, Tone, pattern: String?)
    case bar(String, Tone)
    case dot(String, Tone)
    case note(String)
  }

  private var markups: [Markup] = []
  /// How many rows it has.
  private(set) var rowCount = 0

  /// Lays entries out in rows, the first with its middle 9 units below the top.
  init(_ entries: [Entry]) {
    let widest = 240.0
    var x = 2.0
    for entry in entries {
      let swatch: Double = if case .note = entry { 0 } else { 32 }
      let label = Label(
        Self.name(entry), x: 0, y: 0, width: swatch == 0 ? Frame.width - 4 : widest,
        ink: swatch == 0 ? .muted : .plain)
      if rowCount == 0 || x + swatch + label.width > Frame.width - 2 {
        rowCount += 1
        x = 2
      }
      let middle = Double(rowCount - 1) * Frame.lineHeight + 9
      markups.append(Self.mark(entry, x, middle))
      markups.append(
        Label(label.whole, x: x + swatch, y: middle + 4, width: label.width + 0.1, ink: label.ink).markup)
      x += swatch + label.width + 20
    }
  }

  /// Notes for lines without a value, which have no end to stand at.
  static func silent(_ names: [String]) -> [Entry] { names.map { .note("\($0): nothing was measured") } }

  /// Its height in units of the picture.
  var height: Double { Double(rowCount) * Frame.lineHeight }

  /// Its marks and texts.
  var markup: Markup { .group(markups) }

  private static func name(_ entry: Entry) -> String {
    switch entry {
    case .line(let name, _, _), .shade(let name, _, _): name
    case .band(let name, _), .bar(let name, _), .dot(let name, _), .note(let name): name
    }
  }

  private static func mark(_ entry: Entry, _ x: Double, _ middle: Double) -> Markup {
    switch entry {
    case .note: .group([])
    case .line(_, let tone, let isDashed):
      .group([
        .tag(
          "path",
          [
            ("class", "line \(tone.style)"), ("stroke", tone.light), ("stroke-width", "2"), ("fill", "none"),
            ("stroke-dasharray", isDashed ? "6 4" : nil),
            ("d", "M\(Tenths(x).text),\(Tenths(middle).text)h26"),
          ]),
        isDashed ? .group([]) : Drawn.marker(tone, x + 13, middle),
      ])
    case .band(_, let tone): Drawn.box(x, middle - 5, x + 26, middle + 5, tone: tone, opacity: "0.3")
    case .bar(_, let tone): Drawn.box(x, middle - 5, x + 26, middle + 5, tone: tone)
    case .dot(_, let tone): Drawn.marker(tone, x + 13, middle)
    case .shade(_, let tone, let pattern):
      .group([
        Drawn.box(x, middle - 6, x + 26, middle + 6, tone: tone, opacity: "0.12"),
        .tag(
          "path",
          [
            ("fill", pattern.map { "url(#\($0))" } ?? "none"),
            ("d", "M\(Tenths(x).text),\(Tenths(middle - 6).text)h26v12h-26z"),
          ]),
      ])
    }
  }
}
