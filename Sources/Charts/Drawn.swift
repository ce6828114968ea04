/// Shapes that all charts draw.
enum Drawn {
  /// A filled rectangle.
  static func box(
    _ left: Double, _ top: Double, _ right: Double, _ bottom: Double, tone: Tone, opacity: String? = nil,
    title: String? = nil
  ) -> Markup {
    var path = PathText()
    path.rectangle(left, top, right, bottom)
    return .tag(
      "path",
      [
        ("class", "fill \(tone.style)\(title == nil ? "" : " mark")"), ("fill", tone.light),
        ("fill-opacity", opacity), ("d", path.text),
      ], title.map { [.tag("title", [], [.text(String($0.prefix(500)))])] } ?? [])
  }

  /// The marker of a tone.
  static func marker(_ tone: Tone, _ x: Double, _ y: Double) -> Markup {
    .tag("path", [("class", "fill \(tone.style)"), ("fill", tone.light), ("d", Marker.path(tone, x, y))])
  }

  /// The marker of a tone with a rim in the colour of the paper, for where it stands on a line.
  static func rimmedMarker(_ tone: Tone, _ x: Double, _ y: Double) -> Markup {
    .tag(
      "path",
      [
        ("class", "fill halo \(tone.style)"), ("fill", tone.light), ("stroke", Palette.paper),
        ("stroke-width", "3"),
        ("paint-order", "stroke"), ("d", Marker.path(tone, x, y)),
      ])
  }

  /// A line along `path`.
  static func stroke(
    _ path: String, tone: Tone, width: String = "2", dash: String? = nil, opacity: String? = nil
  ) -> Markup {
    .tag(
      "path",
      [
        ("class", "line \(tone.style)"), ("fill", "none"), ("stroke", tone.light), ("stroke-width", width),
        ("stroke-linejoin", "round"), ("stroke-linecap", dash == nil ? "round" : nil),
        ("stroke-dasharray", dash), ("stroke-opacity", opacity), ("d", path),
      ])
  }

  /// A translucent area between two lines that are interrupted at the same places.
  static func area(
    tone: Tone, between low: [(x: Double, y: Double)?], and high: [(x: Double, y: Double)?],
    holdingLastUntil rightEdge: Double? = nil
  ) -> Markup {
    let lower = PlottedLine(tone: tone, points: low, isStepped: false)
    let upper = PlottedLine(tone: tone, points: high, isStepped: false)
    return .tag(
      "path",
      [
        ("class", "fill \(tone.style)"), ("fill", tone.light), ("fill-opacity", "0.2"),
        ("d", PlottedLine.area(between: lower, and: upper, holdingLastUntil: rightEdge)),
      ])
  }

  /// A pattern of slanted lines.
  static func hatching(_ id: String, _ tone: Tone) -> Markup {
    .tag(
      "pattern", [("id", id), ("width", "8"), ("height", "8"), ("patternUnits", "userSpaceOnUse")],
      [
        .tag(
          "path",
          [
            ("class", "line \(tone.style)"), ("stroke", tone.light), ("stroke-opacity", "0.35"),
            ("d", "M-2,10L10,-2M-2,2L2,-2M6,10L10,6"),
          ])
      ])
  }
}
