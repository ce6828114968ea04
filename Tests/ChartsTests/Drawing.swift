import Charts

/// What stands where in a picture, read back from its markup.
struct Drawing {
  /// A text with the room that it takes by estimate.
  struct Text {
    let characters: String
    let box: Box
  }

  private(set) var width = 0.0
  private(set) var height = 0.0
  /// The plot's left, right, top and bottom.
  private(set) var plot: [Double] = []
  /// Where the rows of the table stand.
  private(set) var rowPlaces: [Double] = []
  private(set) var texts: [Text] = []
  private(set) var points: [(x: Double, y: Double)] = []
  /// What could not be read, such as a number that is none.
  private(set) var faults: [String] = []

  init(_ picture: Picture) { read(picture.svg) }

  /// What lies outside of the picture, and texts that touch each other.
  var problems: [String] {
    var problems = faults
    for point in points
    where !(-0.5...width + 0.5).contains(point.x) || !(-0.5...height + 0.5).contains(point.y) {
      problems.append("point \(point) outside of \(width) by \(height)")
    }
    let ordered = texts.sorted { $0.box.top < $1.box.top }
    for (index, text) in ordered.enumerated() {
      let box = text.box
      if box.left < -0.5 || box.right > width + 0.5 || box.top < -0.5 || box.bottom > height + 0.5 {
        problems.append("text \(text) outside of \(width) by \(height)")
      }
      for other in ordered[(index + 1)...].prefix(while: { $0.box.top < box.bottom })
      where other.box.touches(box) {
        problems.append("texts touch: \(text) and \(other)")
      }
    }
    return problems
  }

  private mutating func read(_ markup: Markup) {
    switch markup {
    case .group(let pieces): for piece in pieces { read(piece) }
    case .text, .verbatim: return
    case .element(let name, let attributes, let children):
      let values = Dictionary(uniqueKeysWithValues: attributes.map { ($0.name, $0.value) })
      switch name {
      case "pattern": return
      case "svg":
        let box = (values["viewBox"] ?? "").split(separator: " ").compactMap { Double($0) }
        guard box.count == 4 else { return faults.append("viewBox \(values["viewBox"] ?? "")") }
        (width, height) = (box[2], box[3])
        plot = (values["data-plot"] ?? "").split(separator: " ").compactMap { Double($0) }
        rowPlaces = (values["data-at"] ?? "").split(separator: " ").compactMap { Double($0) }
      case "text": readText(values, children)
      case "path": readPath(values["d"] ?? "")
      default: break
      }
      for child in children { read(child) }
    }
  }

  private mutating func readText(_ values: [String: String], _ children: [Markup]) {
    guard let x = Double(values["x"] ?? ""), let y = Double(values["y"] ?? "") else {
      return faults.append("text at \(values)")
    }
    var characters = ""
    for case .text(let piece) in children { characters += piece }
    let width = TextWidth.of(characters)
    let left =
      values["text-anchor"] == "end" ? x - width : values["text-anchor"] == "middle" ? x - width / 2 : x
    texts.append(
      Text(
        characters: characters,
        box: Box(left: left + 0.1, right: left + width - 0.1, top: y - 9.6, bottom: y + 3)))
  }

  /// The points of a path of the commands that charts use.
  private mutating func readPath(_ path: String) {
    var (x, y) = (0.0, 0.0)
    for piece in Self.pieces(path) {
      let numbers = piece.numbers
      switch (piece.command, numbers.count) {
      case ("M", 2), ("L", 2): (x, y) = (numbers[0], numbers[1])
      case ("l", 2): (x, y) = (x + numbers[0], y + numbers[1])
      case ("h", 1): x += numbers[0]
      case ("v", 1): y += numbers[0]
      case ("a", 7): (x, y) = (x + numbers[5], y + numbers[6])
      case ("z", 0): continue
      default: faults.append("path \(path.prefix(200)) at \(piece)")
      }
      points.append((x, y))
    }
  }

  private static func pieces(_ path: String) -> [(command: Character, numbers: [Double])] {
    var pieces: [(command: Character, numbers: [Double])] = []
    var number = ""
    func close(_ pieces: inout [(command: Character, numbers: [Double])]) {
      if !number.isEmpty { pieces[pieces.count - 1].numbers.append(Double(number) ?? .nan) }
      number = ""
    }
    for character in path {
      switch character {
      case ",", " ": close(&pieces)
      case "0"..."9", ".", "-": number.append(character)
      default:
        close(&pieces)
        pieces.append((character, []))
      }
    }
    close(&pieces)
    return pieces
  }
}
