extension Picture {
  /// The chart as an SVG file of its own: with its title, its style, and a paper below it, light or dark as the reader's browser is.
  public func file() -> String {
    guard case .element(let name, let attributes, let children) = svg else { return "" }
    let titleHeight = 30
    let box =
      attributes.first { $0.name == "viewBox" }?.value.split(separator: " ").compactMap { Int($0) } ?? []
    let width = box.count == 4 ? box[2] : Int(Frame.width)
    let height = box.count == 4 ? box[3] : 0
    // A margin around it, and its title above it.
    let size = (width: width + 32, height: height + titleHeight + 28)
    let others = attributes.filter { !["viewBox", "width", "height", "tabindex"].contains($0.name) }
    let file = Markup.element(
      name: name,
      attributes: [
        .init("xmlns", "http://www.w3.org/2000/svg"),
        .init("viewBox", "-16 -\(titleHeight + 14) \(size.width) \(size.height)"),
        .init("width", "\(size.width)"), .init("height", "\(size.height)"),
      ] + others,
      children: Array(children.prefix(2)) + [
        .tag("style", [], [.verbatim(ChartStyle.sheet.description)]),
        .tag(
          "rect",
          [
            ("class", "paper"), ("x", "-16"), ("y", "-\(titleHeight + 14)"), ("width", "\(size.width)"),
            ("height", "\(size.height)"), ("rx", "6"), ("fill", Palette.paper),
          ]),
        Label(title, x: 0, y: -20, width: Double(width) * 0.85, ink: .heading).markup,
      ] + children.dropFirst(2))
    var text = ""
    file.write(to: &text)
    return text + "\n"
  }
}
