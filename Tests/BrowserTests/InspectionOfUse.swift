/// What mouse and keyboard do with the charts of a page on a wide screen.
extension Inspection {
  func use() async throws -> [String] {
    try await tab.open(page)
    try await tab.show(on: .wide)
    let count = Int(try await ask("count").number ?? 0)
    return try await hover(over: count) + keyboard(through: count)
  }

  /// A chart over time, or another scale, reads out the values where the mouse is, and nothing when it has left.
  private func hover(over count: Int) async throws -> [String] {
    var wrong: [String] = []
    for index in 0..<count {
      let chart = try await ask("chart", "\(index)")
      let name = chart["name"].string ?? "?"
      guard chart["hasReadout"].bool == true else { continue }
      let (x, y) = (chart["x"].number ?? 0, chart["y"].number ?? 0)
      let (width, height) = (chart["width"].number ?? 0, chart["height"].number ?? 0)
      try await tab.pointAt(x: x + width / 2, y: y + height / 2)
      if try await readout(of: index).isEmpty { wrong.append("\(name) reads out nothing under the mouse") }
      wrong += try await complaints("readoutPlace", "\(index)")
      try await tab.pointAt(x: 0, y: 0)
      if try await !readout(of: index).isEmpty { wrong.append("\(name) reads on when the mouse has left") }
    }
    return wrong
  }

  /// Tab comes to every chart, where focus shows and arrow keys go from value to value.
  private func keyboard(through count: Int) async throws -> [String] {
    var wrong: [String] = []
    var reached: Set<Int> = []
    for _ in 0..<Int(try await ask("stops").number ?? 0) where reached.count < count {
      try await tab.press(.tab)
      guard let index = try await ask("focused").number.map({ Int($0) }), index >= 0,
        reached.insert(index).inserted
      else { continue }
      let chart = try await ask("chart", "\(index)")
      let name = chart["name"].string ?? "?"
      let box = Tab.Box(
        x: chart["left"].number ?? 0, y: chart["top"].number ?? 0, width: (chart["width"].number ?? 0) + 12,
        height: (chart["height"].number ?? 0) + 12)
      let focused = try await picture(of: box)
      _ = try await tab.evaluate("(window.focused = document.activeElement).blur()")
      let blurred = try await picture(of: box)
      _ = try await tab.evaluate("window.focused.focus()")
      if focused == blurred { wrong.append("\(name) does not show that it has the focus") }
      guard chart["hasReadout"].bool == true else { continue }
      var values: [String] = []
      for _ in 0..<2 {
        try await tab.press(.right)
        try await values.append(readout(of: index))
      }
      if values.contains("") || values[0] == values[1] {
        wrong.append("\(name) reads out \(values) on arrow keys")
      }
    }
    for index in Set(0..<count).subtracting(reached).sorted() {
      let name = try await ask("chart", "\(index)")["name"].string ?? "?"
      wrong.append("\(name) is not reached with Tab")
    }
    return wrong
  }

  private func picture(of box: Tab.Box) async throws -> [UInt8] {
    try await tab.drawn()
    return [UInt8](try await tab.picture(of: box))
  }

  private func readout(of index: Int) async throws -> String {
    try await tab.drawn()
    return try await ask("readout", "\(index)").string ?? ""
  }
}
