import Charts
import Results

/// Response times over the share of the answers that are faster, up to the last that can be told.
struct PercentileLine {
  /// nil where nothing was answered.
  let points: [(x: Double, y: Double)]?

  /// Twenty points for each factor of ten that is missing to 100 %.
  private static let shares = (1...120).map { 1 - negativePower(of: Double($0) / 20) }

  init(_ course: RunCourse, _ metric: String) {
    let known = zip(Self.shares, course.histogram(metric)?.quantiles(Self.shares) ?? []).compactMap {
      share, value in value.map { (x: share, y: $0) }
    }
    points = known.isEmpty ? nil : known
  }

  static func picture(_ caption: Caption, _ lines: [CurveChart.Line]) -> Picture {
    CurveChart(
      caption, across: "share of the answers that are faster", scale: .tail,
      acrossWording: RunDrawings.percents, axis: "response time",
      wording: RunDrawings.wording("response_time_mean"), isLogarithmic: true, lines: lines
    ).picture()
  }

  /// 10 to the power of `-exponent`, by square roots and quotients alone, which every machine rounds alike.
  private static func negativePower(of exponent: Double) -> Double {
    var result = 1.0
    var rest = exponent
    while rest >= 1 {
      result /= 10
      rest -= 1
    }
    var (root, part) = (10.0, 1.0)
    for _ in 0..<20 {
      root = root.squareRoot()
      part /= 2
      if rest >= part {
        result /= root
        rest -= part
      }
    }
    return result
  }
}
