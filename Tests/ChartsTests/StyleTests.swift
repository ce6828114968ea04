import Charts
import Testing

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
    let parts = linear(colour)
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]
  }

  /// Red, green and blue light of a colour of sRGB.
  private func linear(_ colour: String) -> [Double] {
    let number = Int(colour.dropFirst(), radix: 16) ?? 0
    return [number >> 16, number >> 8 & 255, number & 255].map { part in
      let value = Double(part) / 255
      return value <= 0.04045 ? value / 12.92 : power((value + 0.055) / 1.055)
    }
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

  /// What remains of red, green and blue light without one kind of cone (Machado, Oliveira and Fernandes 2009, severity 1).
  private static let eyes: [[[Double]]] = [
    [[1, 0, 0], [0, 1, 0], [0, 0, 1]],
    [
      [0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881],
    ],
    [
      [0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998],
    ],
  ]

  /// A colour as an eye sees it, in Oklab (Ottosson 2020).
  private func seen(_ colour: String?, by eye: [[Double]]) -> [Double] {
    func times(_ rows: [[Double]], _ values: [Double]) -> [Double] {
      rows.map { row in row[0] * values[0] + row[1] * values[1] + row[2] * values[2] }
    }
    let light: [Double] = times(eye, linear(colour ?? "#000000")).map { max(0, $0) }
    let cones: [Double] = times(
      [
        [0.4122214708, 0.5363325363, 0.0514459929], [0.2119034982, 0.6806995451, 0.1073969566],
        [0.0883024619, 0.2817188376, 0.6299787005],
      ], light)
    let roots: [Double] = cones.map { value -> Double in
      var root = 1.0
      for _ in 0..<60 { root = (2 * root + value / (root * root)) / 3 }
      return root
    }
    return times(
      [
        [0.2104542553, 0.7936177850, -0.0040720468], [1.9779984951, -2.4285922050, 0.4505937099],
        [0.0259040371, 0.7827717662, -0.8086757660],
      ], roots)
  }

  @Test func `tones are apart for the colour-blind, those of verdicts and load most of all`() {
    let core: [Tone] = [.reference, .good, .bad, .warm]
    for values in [Self.properties.light, Self.properties.dark] {
      for eye in Self.eyes {
        let places: [[Double]] = Tone.allCases.map { seen(values[$0.rawValue], by: eye) }
        for (index, tone) in Tone.allCases.enumerated() {
          for (otherIndex, other) in Tone.allCases.enumerated().dropFirst(index + 1) {
            let isCore = core.contains(tone) && core.contains(other)
            let apart = distance(places[index], places[otherIndex])
            #expect(apart > (isCore ? 0.08 : 0.045), "\(tone) and \(other)")
          }
        }
      }
    }
  }

  private func distance(_ first: [Double], _ second: [Double]) -> Double {
    var sum = 0.0
    for (one, other) in zip(first, second) { sum += (one - other) * (one - other) }
    return sum.squareRoot()
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
