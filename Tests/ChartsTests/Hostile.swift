import Charts

/// Charts of the values and names that come when nobody expects them.
struct Hostile {
  private var random: Seeded
  private let scale: Double

  init(_ seed: Int) {
    random = Seeded(UInt64(seed) &* 7919 &+ 17)
    let scales = [1e-12, 1e-6, 1e-3, 1, 10, 1000, 1e6, 1e9, 1e15]
    scale = scales[random.below(scales.count)]
  }

  private static let names = [
    "", "a", "offered", "shop/payments-v2", "answered by the gateway", String(repeating: "WM", count: 150),
    String(repeating: "long name ", count: 30), "\u{202E}right to left\u{200F} עברית", "👩‍👩‍👧‍👦 🚀🚀🚀", "容量プール",
    "<script>alert(1)</script>", "a\nb\tc\u{0}\u{1F}d", "e\u{301}\u{301}\u{301}", "ﷺﷺﷺﷺﷺﷺﷺﷺ", "&quot;\"'",
  ]

  mutating func name() -> String { Self.names[random.below(Self.names.count)] }

  mutating func value() -> Double {
    switch random.below(40) {
    case 0: .nan
    case 1: .infinity
    case 2: -.infinity
    case 3: 0
    case 4: -random.fraction() * scale
    case 5: -0.0
    case 6: random.below(4) == 0 ? Double.greatestFiniteMagnitude : scale
    case 7: random.below(4) == 0 ? Double.leastNonzeroMagnitude : scale
    default: random.fraction() * scale
    }
  }

  private mutating func values(_ count: Int) -> [Double] {
    switch random.below(6) {
    case 0: return Array(repeating: .nan, count: count)
    case 1: return Array(repeating: scale, count: count)
    default: return (0..<count).map { _ in value() }
    }
  }

  private mutating func count() -> Int {
    let counts = [0, 1, 2, 3, 10, 100, 599, 601, 3000]
    return counts[random.below(counts.count)]
  }

  private mutating func tone() -> Tone { Tone.allCases[random.below(Tone.allCases.count)] }

  private mutating func wording() -> Wording {
    switch random.below(3) {
    case 0: Wording { _ in String(repeating: "W", count: 300) }
    case 1: Wording { "\($0)" }
    default: Gallery.plain
    }
  }

  private mutating func caption() -> Caption { Caption(id: "c", title: name(), summary: name()) }

  private mutating func flip() -> Bool { random.below(2) == 0 }

  private mutating func interval() -> ClosedRange<Double>? {
    let (a, b) = (value(), value())
    return a.isNaN || b.isNaN || random.below(4) == 0 ? nil : min(a, b)...max(a, b)
  }

  mutating func timeChart() -> TimeChart {
    let count = count()
    let length = [1e-3, 1, 60, 300, 3600, 1e6, 1e12][random.below(7)]
    var times = (0..<count).map { Double($0) / Double(max(1, count)) * length }
    if random.below(8) == 0 { times = times.map { _ in 5 } }
    if random.below(8) == 0, count > 3 { times[2] = .nan }
    return TimeChart(
      caption(), times: times, axis: name(), wording: wording(), isLogarithmic: flip(),
      lines: (0..<[0, 1, 2, 3, 6, 40][random.below(6)]).map { _ in
        .init(
          name(), tone(), values(random.below(5) == 0 ? count / 2 : count), isDashed: flip(),
          isStepped: flip(),
          isFilled: flip())
      },
      bands: (0..<random.below(3)).map { _ in .init(name(), tone(), low: values(count), high: values(count))
      },
      shades: (0..<[0, 1, 3, 40, 500][random.below(5)]).map { _ in
        let from = (random.fraction() * 1.4 - 0.2) * length
        return .init(name(), tone(), from: from, to: from + random.fraction() * length * 0.3)
      }, measuredFrom: flip() ? random.fraction() * length : nil)
  }

  mutating func curveChart() -> CurveChart {
    let scales: [CurveChart.Scale] = [.linear, .logarithmic, .tail]
    let kind = scales[random.below(3)]
    let limit: (name: String, value: Double)? = flip() ? (name(), value()) : nil
    return CurveChart(
      caption(), across: name(), scale: kind, acrossWording: wording(), axis: name(), wording: wording(),
      isLogarithmic: flip(),
      lines: (0..<[0, 1, 2, 3, 6, 40][random.below(6)]).map { _ in
        let count = count()
        let size: Double = if case .tail = kind { 1 } else { scale }
        let points = (0..<count).map { (x: Double($0) / Double(max(1, count - 1)) * size, y: value()) }
        return .init(
          name(), tone(), points, intervals: flip() ? points.map { _ in interval() } : [], hasMarkers: flip())
      }, limit: limit)
  }

  mutating func intervalChart() -> IntervalChart {
    var group = ""
    return IntervalChart(
      caption(), axis: name(), wording: wording(), zero: flip() ? 0 : nil,
      rows: (0..<[0, 1, 5, 40, 400][random.below(5)]).map { _ in
        if random.below(4) == 0 { group = name() }
        return .init(
          name(), group: group, text: name(), tone: tone(), estimate: flip() ? value() : nil,
          interval: interval(),
          limit: flip() ? value() : nil)
      }, isScaledByRow: flip())
  }

  mutating func heatMap() -> HeatMap {
    let counts = [0, 1, 3, 10, 70]
    let (rows, columns) = (counts[random.below(5)], counts[random.below(5)])
    return HeatMap(
      caption(), rows: (name(), (0..<rows).map { _ in name() }),
      columns: (name(), (0..<columns).map { _ in name() }),
      cells: (0..<rows).map { _ in
        (0..<(random.below(9) == 0 ? columns / 2 : columns)).map { _ in
          .init(flip() ? value() : nil, name(), tone: random.below(3) == 0 ? tone() : nil)
        }
      }, wording: flip() ? wording() : nil, note: name())
  }

  mutating func waterfall() -> WaterfallChart {
    WaterfallChart(
      caption(), wording: wording(),
      rows: (0..<[0, 1, 5, 40, 300][random.below(5)]).map { _ in
        .init(
          name(), text: name(),
          bars: (0..<random.below(5)).map { _ in .init(name(), tone(), from: value(), to: value()) })
      })
  }

  mutating func scatter() -> ScatterChart {
    ScatterChart(
      caption(), axes: (name(), name()), wordings: (wording(), wording()),
      points: (0..<count()).map { _ in
        .init(
          name(), x: value(), y: value(), xInterval: interval(), yInterval: interval(),
          isOnFront: random.below(4) == 0)
      })
  }
}
