import Charts

/// Charts as they are in reports.
enum Gallery {
  /// One of each kind and more.
  static var all: [(name: String, picture: Picture)] {
    [
      ("storm", storm().picture()),
      (
        "dense",
        storm(points: 3000, names: ["offered by a client with a long name", "answered", "lost"]).picture()
      ),
      ("latency", latency.picture()),
      ("mirrors", mirrors.picture()),
      ("services", services.picture()),
      ("percentiles", percentiles.picture()),
      ("sweep", sweep.picture()),
      ("forest", forest.picture()),
      ("checks", checks.picture()),
      ("heat", heat.picture()),
      ("verdicts", verdicts.picture()),
      ("waterfall", waterfall.picture()),
      ("pareto", pareto.picture()),
    ]
  }

  static let plain = Wording { value in
    let size = abs(value)
    if size >= 1e6 { return "\((value / 1e5).rounded() / 10) M" }
    return value == value.rounded() && size < 1e6 ? "\(Int(value))" : "\((value * 100).rounded() / 100)"
  }
  static let milliseconds = Wording { "\(plain.text($0 * 1000)) ms" }
  static let share = Wording { "\(plain.text($0 * 100)) %" }

  static func caption(_ id: String) -> Caption {
    Caption(
      id: id, title: "Load and answers", summary: "Offered 400 requests a second; 12 % fail during the fault."
    )
  }

  /// A retry storm: a fault, an exhausted budget, a warm-up.
  static func storm(points: Int = 300, names: [String] = ["offered", "answered", "failed"]) -> TimeChart {
    var random = Seeded(1)
    let times = (0..<points).map { Double($0) * 300 / Double(points) }
    func noisy(_ level: @escaping (Double) -> Double) -> [Double] {
      times.map { max(0, level($0) + random.fraction() * 24 - 12) }
    }
    let offered = noisy { _ in 400 }
    let failed = noisy { $0 > 120 && $0 < 180 ? 210 : $0 >= 180 && $0 < 200 ? 60 : -20 }
    return TimeChart(
      caption("load"), times: times, axis: "requests per second", wording: plain,
      lines: [
        .init(names[0], .reference, offered, isStepped: true),
        .init(names[1], .good, zip(offered, failed).map { $0 - $1 }, isStepped: true, isFilled: true),
        .init(names[2], .bad, failed, isStepped: true),
      ],
      shades: [
        .init("backend payments-v2 answers 503", .bad, from: 120, to: 180),
        .init("budget exhausted", .warm, from: 124, to: 150),
        .init("budget exhausted", .warm, from: 155, to: 178),
      ], measuredFrom: 30)
  }
}

extension Gallery {
  /// Response times by percentile.
  static let percentiles: CurveChart = {
    let shares = [0, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95, 0.99, 0.995, 0.999, 0.9999]
    func line(_ name: String, _ tone: Tone, _ factor: Double) -> CurveChart.Line {
      .init(
        name, tone, shares.map { ($0, factor * 0.01 / (1.02 - $0)) },
        intervals: shares.map { factor * 0.008 / (1.02 - $0)...factor * 0.013 / (1.02 - $0) })
    }
    return CurveChart(
      caption("percentiles"), across: "percentile", scale: .tail, acrossWording: share, axis: "response time",
      wording: milliseconds, isLogarithmic: true,
      lines: [line("base", .reference, 1), line("candidate", .first, 1.8), line("third", .second, 2)],
      limit: ("limit 800 ms", 0.8))
  }()

  /// Goodput over the offered load, a marker each.
  static let sweep: CurveChart = {
    let loads = (1...9).map { Double($0) * 50 }
    let held = loads.map { load in (x: load, y: min(load * 0.96, 310)) }
    let broken = loads.map { load in (x: load, y: load < 300 ? load * 0.94 : 520 - load) }
    return CurveChart(
      caption("sweep"), across: "offered requests per second", scale: .linear, acrossWording: plain,
      axis: "goodput in requests per second", wording: plain,
      lines: [
        .init(
          "with a budget of 20 %", .first, held, intervals: held.map { $0.y * 0.93...$0.y * 1.07 },
          hasMarkers: true),
        .init("without", .second, broken, hasMarkers: true),
      ])
  }()
}

extension Gallery {
  /// Differences of two variants.
  static let forest = IntervalChart(
    caption("forest"), axis: "candidate − base", wording: share, zero: 0,
    rows: [
      .init(
        "success ratio", group: "clients", text: "+3.2 %, better", tone: .good, estimate: 0.032,
        interval: 0.02...0.044),
      .init(
        "goodput", group: "clients", text: "−0.4 %, no clear difference", tone: .reference, estimate: -0.004,
        interval: -0.02...0.012),
      .init(
        "retries", group: "gateway", text: "+8 %, worse", tone: .bad, estimate: 0.08, interval: 0.05...0.9),
      .init(
        "mirrored requests of shop/checkout-route", group: "gateway", text: "not measured", tone: .reference,
        estimate: nil, interval: nil),
    ])

  /// Checks with units of their own.
  static let checks = IntervalChart(
    caption("checks"), axis: "below the limit · limit · above the limit", wording: plain, zero: nil,
    rows: [
      .init("p99 < 250 ms", text: "passed", tone: .good, estimate: 180, interval: 170...195, limit: 250),
      .init(
        "success ratio > 0.99", text: "failed", tone: .bad, estimate: 0.97, interval: 0.965...0.975,
        limit: 0.99),
      .init(
        "amplification < 1.2", text: "undecided", tone: .warm, estimate: 1.19, interval: 1.1...1.28,
        limit: 1.2),
    ], isScaledByRow: true)

  /// A sweep of two settings.
  static let heat: HeatMap = {
    let cells = (0..<5).map { row in
      (0..<7).map { column in
        let value = Double((row + 1) * (column + 2)) / 56
        return row == 4 && column == 6 ? HeatMap.Cell(nil, "–") : HeatMap.Cell(value, share.text(value))
      }
    }
    return HeatMap(
      caption("heat"), rows: ("budget", ["5 %", "10 %", "20 %", "40 %", "80 %"]),
      columns: ("offered requests per second", (1...7).map { "\($0 * 100)" }), cells: cells, wording: share,
      note: "success ratio, higher is better")
  }()

  /// Verdicts for two settings.
  static let verdicts = HeatMap(
    caption("verdicts"), rows: ("attempts", ["1", "2", "3", "4"]),
    columns: ("capacity", ["1.0", "1.2", "1.5"]),
    cells: (0..<4).map { row in
      (0..<3).map { column in
        column >= row
          ? .init(nil, "stable", tone: .good)
          : .init(nil, row - column > 1 ? "storm" : "slow", tone: row - column > 1 ? .bad : .warm)
      }
    }, wording: nil)

  /// Attempts of a request.
  static let waterfall = WaterfallChart(
    caption("waterfall"), wording: milliseconds,
    rows: [
      .init("request", text: "200 after 412 ms", bars: [.init("request", .reference, from: 0, to: 0.412)]),
      .init(
        "attempt 1 → payments-v1", text: "503",
        bars: [.init("queued", .warm, from: 0.002, to: 0.08), .init("served", .bad, from: 0.08, to: 0.19)]),
      .init("", text: "", bars: [.init("backoff", .fifth, from: 0.19, to: 0.215)]),
      .init(
        "attempt 2 → payments-v2", text: "200",
        bars: [
          .init("queued", .warm, from: 0.215, to: 0.222), .init("served", .good, from: 0.222, to: 0.412),
        ]),
    ])
}

extension Gallery {
  /// Candidates of a search.
  static let pareto: ScatterChart = {
    var random = Seeded(3)
    let front = [(0.91, 0.08), (0.94, 0.09), (0.965, 0.12), (0.98, 0.19), (0.99, 0.34)]
    let best = front.enumerated().map { index, at in
      ScatterChart.Point(
        "budget \(10 * (index + 1)) %", x: at.0, y: at.1, xInterval: at.0 - 0.004...at.0 + 0.004,
        yInterval: at.1 * 0.93...at.1 * 1.06, isOnFront: true)
    }
    let others = (0..<24).map { index in
      ScatterChart.Point(
        "candidate \(index)", x: 0.9 + random.fraction() * 0.07, y: 0.16 + random.fraction() * 0.25,
        isOnFront: false)
    }
    return ScatterChart(
      caption("pareto"), axes: ("success ratio, higher is better", "p99, lower is better"),
      wordings: (share, milliseconds), points: best + others)
  }()
}

extension Gallery {
  private static let minutes = (0..<120).map { Double($0) * 5 }

  /// Response times over time, on a logarithmic axis, interrupted where nothing was answered.
  static let latency: TimeChart = {
    var random = Seeded(7)
    func line(_ name: String, _ tone: Tone, _ base: Double) -> TimeChart.Line {
      let values = minutes.map { time in
        time > 300 && time < 320
          ? Double.nan : base * (0.9 + random.fraction() * 0.2) * (time > 200 && time < 300 ? 12 : 1)
      }
      return .init(name, tone, values)
    }
    return TimeChart(
      caption("latency"), times: minutes, axis: "response time", wording: milliseconds, isLogarithmic: true,
      lines: [
        line("p50", .first, 0.012), line("p90", .third, 0.03), line("p99", .second, 0.09),
        line("p99.9", .fourth, 0.2),
        .init("limit", .bad, minutes.map { _ in 0.25 }, isDashed: true),
      ], shades: [.init("payments slow ×12", .bad, from: 200, to: 300)], measuredFrom: 60)
  }()

  /// A mirror's share within its band.
  static let mirrors: TimeChart = {
    var random = Seeded(8)
    return TimeChart(
      caption("mirrors"), times: minutes, axis: "mirrored share of requests", wording: share,
      range: 0.05...0.15,
      lines: [
        .init(
          "mirrored", .warm, minutes.map { _ in 0.1 + (random.fraction() - 0.5) * 0.03 }, isStepped: true),
        .init("expected", .reference, minutes.map { _ in 0.1 }, isDashed: true),
      ],
      bands: [
        .init(
          "95 % of binomial draws", .reference, low: minutes.map { _ in 0.08 },
          high: minutes.map { _ in 0.12 })
      ])
  }()

  /// Utilisation of many services.
  static let services = TimeChart(
    caption("services"), times: minutes, axis: "busy servers, share", wording: share, range: 0...1,
    lines: zip(
      [
        "shop/frontend", "shop/checkout", "shop/payments-v1", "shop/payments-v2", "shop/cart",
        "shop/recommendations",
        "shop/shipping", "shop/currency",
      ], Tone.allCases.filter { $0 != .good && $0 != .bad }
    ).enumerated().map { index, pair in
      .init(
        pair.0, pair.1,
        minutes.map { 0.1 + Double(index) * 0.09 + ($0 > 200 && $0 < 300 ? 0.12 * Double(index % 3) : 0) })
    })
}

/// A small generator of random numbers (splitmix64), so that tests are the same every time.
struct Seeded {
  private var state: UInt64

  init(_ seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  mutating func fraction() -> Double { Double(next() >> 11) / 9_007_199_254_740_992 }

  mutating func below(_ count: Int) -> Int { Int(next() % UInt64(count)) }
}
