import Charts
import Results

/// The charts of a run, each a pure function of what was stored.
struct RunDrawings {
  let run: StoredRun
  let course: RunCourse
  /// The means of all metrics but those of single routes, of which there may be thousands.
  private let means: [MetricKey: Double]

  init(run: StoredRun, course: RunCourse) {
    self.run = run
    self.course = course
    means = Dictionary(
      run.summaries.lazy.filter { $0.labels["route"] == nil }.compactMap { summary in
        summary.mean.map { (MetricKey(summary.name, summary.labels), $0) }
      }, uniquingKeysWith: { first, _ in first })
  }

  /// The seconds of the replication.
  var seconds: [Double] { (0..<course.seconds).map(Double.init) }

  /// The end of the warm-up in seconds, nil without one.
  var measuredFrom: Double? { run.run.warmUp > 0 ? Double(run.run.warmUp) / 1e9 : nil }

  /// The first second of which nothing belongs to the warm-up.
  var firstMeasuredSecond: Int {
    let warmUp = max(0, run.run.warmUp)
    return Int(warmUp / 1_000_000_000) + (warmUp % 1_000_000_000 == 0 ? 0 : 1)
  }

  /// The faults, as what happened meanwhile.
  var faults: [TimeChart.Shade] {
    (run.replications.first?.faults ?? []).map {
      TimeChart.Shade($0.name, .bad, from: Double($0.start) / 1e9, to: Double($0.end) / 1e9)
    }
  }

  /// "means of 3 replications", or that there is one.
  var meanOf: String {
    run.replications.count == 1 ? "one replication" : "means of \(run.replications.count) replications"
  }

  /// That what is said of budgets is of several replicas, each of which has one; empty of one replica.
  var together: String {
    let replicas = run.run.gatewayReplicas
    return replicas > 1 ? ", \(replicas) gateway replicas together" : ""
  }

  /// How a metric's values are written: as everywhere, without zeros at the end of fractions, which an axis has many of.
  static func wording(_ metric: String) -> Wording {
    Wording { Figure(for: $0, metric: metric).trimmedText($0) }
  }

  /// How shares are written.
  static let percents = Wording { Figure(for: $0, metric: "success_ratio").trimmedText($0) }

  /// A name as an identifier of a chart: `retries-shop.checkout` for `retries-shop/checkout`; names of objects that differ stay different.
  ///
  /// An identifier stays what it is.
  static func identifier(_ name: String) -> String {
    String(
      name.map { letter in
        if letter == "/" { return "." }
        let isKept = letter == "." || letter.isASCII && (letter.isLetter || letter.isNumber)
        return isKept ? letter : "-"
      })
  }

  /// More lines in one chart are not told apart.
  static let mostLines = 6
  /// Of the lines of a chart, one after the other.
  static let tones: [Tone] = [.first, .second, .third, .fourth, .fifth, .sixth]

  /// A sentence about what has no line, empty where all have one.
  static func left(_ count: Int) -> String { count > 0 ? " \(count) more are not drawn." : "" }

  /// A metric of no single route over all replications, nil where it is not known.
  func mean(_ name: String, _ labels: Labels = .none) -> Double? {
    means[MetricKey(name, labels)]
  }

  /// A metric in words, `-` where it is not known.
  func text(_ name: String, _ labels: Labels = .none) -> String {
    mean(name, labels).map { Figure(for: $0, metric: name).text($0) } ?? "-"
  }
}
