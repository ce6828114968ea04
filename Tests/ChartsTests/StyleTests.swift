import Testing

@testable import Charts

@Suite struct StyleTests {
  /// The custom properties of the sheet, of light pages and of dark ones.
  private static let properties: (light: [String: String], dark: [String: String]) = {
    let parts = ChartStyle.sheet.description.split(separator: "@media", maxSplits: 1)
    return (read(parts[0]), read(parts[1]))
  }()

  private static func read(_ sheet: Substring) -> [String: String] {
    var values: [String: String] = [:]
    for declaration in sheet.split(whereSeparator: { "{};\n".contains($0) }) where declaration.hasPrefix("--")
    {
      let sides = declaration.split(separator: ":")
      if sides.count == 2, sides[1].hasPrefix("#") {
        values[String(sides[0].dropFirst(2))] = String(sides[1])
      }
    }
    return values
  }

  /// The contrast of two colours by WCAG 2.2, from 1 to 21.
  private func contrast(_ first: String?, _ second: String?) -> Double {
    let lights = [first, second].map { luminance($0 ?? "#000000") }.sorted()
    return (lights[1] + 0.05) / (lights[0] + 0.05)
  }

  private func luminance(_ colour: String) -> Double {
    let number = Int(colour.dropFirst(), radix: 16) ?? 0
    let parts = [number >> 16, number >> 8 & 255, number & 255].map { part -> Double in
      let value = Double(part) / 255
      return value <= 0.04045 ? value / 12.92 : power((value + 0.055) / 1.055)
    }
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]
  }

  /// `base` to the power of 2.4: its square times the fifth root of its square.
  private func power(_ base: Double) -> Double {
    var root = 1.0
    for _ in 0..<60 { root = (4 * root + base * base / (root * root * root * root)) / 5 }
    return base * base * root
  }

  @Test func `texts have a contrast of 4.5 and lines of 3, in light and dark`() {
    for values in [Self.properties.light, Self.properties.dark] {
      for name in ["ink", "muted"] + Tone.allCases.map(\.rawValue) {
        #expect(contrast(values[name], values["paper"]) >= 4.5, "\(name)")
      }
      #expect(contrast(values["axis"], values["paper"]) >= 3)
    }
  }

  @Test func `numbers can be read on each class of a heat map, and classes go evenly from the paper away`() {
    for values in [Self.properties.light, Self.properties.dark] {
      let contrasts = (0..<7).map { contrast(values["q\($0)"], values["paper"]) }
      #expect(contrasts == contrasts.sorted())
      for index in 0..<7 { #expect(contrast(values["i\(index)"], values["q\(index)"]) >= 4.5) }
    }
  }

  @Test func `presentation attributes have the light colours of the sheet`() {
    let light = Self.properties.light
    for tone in Tone.allCases { #expect(light[tone.rawValue] == tone.light) }
    #expect(
      [Palette.ink, Palette.muted, Palette.grid, Palette.axis, Palette.paper]
        == ["ink", "muted", "grid", "axis", "paper"].map { light[$0] })
    for (index, step) in Palette.steps.enumerated() {
      #expect(step.fill == light["q\(index)"] && step.ink == light["i\(index)"])
    }
  }

  @Test func `both pages know the same properties, and dark is for screens only`() {
    #expect(Self.properties.light.keys.sorted() == Self.properties.dark.keys.sorted())
    #expect(ChartStyle.sheet.description.contains("@media screen and (prefers-color-scheme:dark)"))
  }

  @Test func `tones differ in shape as well as in colour`() {
    #expect(Set(Tone.allCases.map { Marker.path($0, 0, 0) }).count == Tone.allCases.count)
    #expect(Set(Tone.allCases.map(\.light)).count == Tone.allCases.count)
  }
}
