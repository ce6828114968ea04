extension Caption {
  /// The finished picture around what was drawn.
  func picture(
    height: Double, drawn: [Markup], table: DataTable, attributes: [(String, String?)] = []
  ) -> Picture {
    let size = Tenths(height.rounded(.up)).text
    let width = Tenths(Frame.width).text
    let svg = Markup.tag(
      "svg",
      [
        ("class", "plot"), ("role", "img"), ("aria-labelledby", "\(id)-title \(id)-desc"), ("tabindex", "0"),
        ("viewBox", "0 0 \(width) \(size)"), ("width", width), ("height", size),
        ("preserveAspectRatio", "xMidYMid meet"), ("font-family", "system-ui, sans-serif"),
        ("font-size", Tenths(Label.size).text), ("fill", Palette.ink),
      ] + attributes,
      [
        .tag("title", [("id", "\(id)-title")], [.text(title)]),
        .tag("desc", [("id", "\(id)-desc")], [.text(summary)]),
      ] + drawn)
    return Picture(id: id, title: title, summary: summary, svg: svg, table: table)
  }

  /// The picture of a chart without data.
  func emptyPicture(head: [String]) -> Picture {
    let label = Label(
      "nothing was measured", x: Frame.width / 2, y: 44, anchor: .middle, width: Frame.width, ink: .muted)
    let box = Markup.tag(
      "path", [("class", "grid"), ("stroke", Palette.grid), ("fill", "none"), ("d", "M1,1h758v78h-758z")])
    return picture(height: 80, drawn: [box, label.markup], table: DataTable(head: head, rows: []))
  }
}
