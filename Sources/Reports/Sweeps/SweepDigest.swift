import Results

/// What a sweep's database says, arranged: axes, points, and the metrics that are shown.
struct SweepDigest {
  /// What was varied.
  struct Axis {
    let path: String
    /// The shortest name that tells it from the others.
    let name: String
    /// Its different values in the order in which they first come.
    let values: [String]
  }

  /// The most services whose amplification is shown where nobody says what is.
  private static let mostServices = 3

  let study: StoredStudy
  private let voice: Voice
  let axes: [Axis]
  let metrics: [MetricKey]
  /// Of each point, the summaries of the metrics.
  let summaries: [[Summary?]]
  let front: ParetoFront
  /// Whether the points are all combinations of the values, the last axis changing first.
  let isGrid: Bool

  var points: [StoredRun] { study.variants }

  /// - Parameter metrics: What is shown; empty for the most important ones.
  init(_ study: StoredStudy, metrics: [MetricKey], _ voice: Voice = .signs) {
    let paths = study.variants.first?.run.settings.map(\.path) ?? []
    let names = ShortNames.of(paths)
    let axes = paths.indices.map { index in
      var seen: Set<String> = []
      let values = study.variants.compactMap { point -> String? in
        let settings = point.run.settings
        guard settings.indices.contains(index) else { return nil }
        return seen.insert(settings[index].value).inserted ? settings[index].value : nil
      }
      return Axis(path: paths[index], name: names[index], values: values)
    }
    let shown = metrics.isEmpty ? Self.metrics(of: study) : metrics
    let summaries = study.variants.map { point in
      let found = Dictionary(
        point.summaries.map { (MetricKey($0.name, $0.labels), $0) }, uniquingKeysWith: { first, _ in first })
      return shown.map { found[$0] }
    }
    self.study = study
    self.voice = voice
    self.axes = axes
    self.metrics = shown
    self.summaries = summaries
    front = ParetoFront(of: summaries, better: shown.map { MetricCatalogue[$0.name]?.better ?? .neither })
    let size = axes.reduce(1) { $0.multipliedReportingOverflow(by: $1.values.count).partialValue }
    isGrid =
      size == study.variants.count
      && study.variants.indices.allSatisfy { job in
        study.variants[job].run.settings.map(\.value) == Self.combination(job, of: axes)
      }
  }

  /// What is shown of every service, if there are few, and of all requests.
  private static func metrics(of study: StoredStudy) -> [MetricKey] {
    let services = study.variants.first?.run.services ?? []
    let shown = services.count <= mostServices ? services : []
    return [MetricKey("success_ratio"), MetricKey("response_time_p99")]
      + shown.map { MetricKey("amplification", ["service": $0]) }
  }

  private static func combination(_ job: Int, of axes: [Axis]) -> [String] {
    var rest = job
    return axes.reversed().map { axis in
      defer { rest /= axis.values.count }
      return axis.values[rest % axis.values.count]
    }.reversed()
  }

  // MARK: Words

  /// What came of the points, in one line.
  var headline: String {
    let name = study.variants.first?.run.scenario ?? ""
    let count = points.count == 1 ? "1 point" : "\(Figure.count(points.count)) points"
    let over = axes.map(\.name).joined(separator: isGrid ? " \(voice == .signs ? "×" : "by") " : ", ")
    return "\(name): \(count) of \(over)\(isGrid ? "" : ", a Latin hypercube")"
  }

  /// How many points meet the checks, nil without checks.
  var verdicts: String? {
    let verdicts = points.compactMap(Self.verdict(of:))
    guard !verdicts.isEmpty else { return nil }
    let counts: [(Verdict, String)] = [
      (.pass, "hold at"), (.fail, "fail at"), (.inconclusive, "are inconclusive at"),
    ]
    let words = counts.compactMap { verdict, words in
      let count = verdicts.count { $0 == verdict }
      return count > 0 ? "\(words) \(Figure.count(count))" : nil
    }
    return "the checks \(words.joined(separator: ", "))"
  }

  /// What must not be overlooked.
  var warnings: [String] {
    let open = points.count { $0.replications.isEmpty }
    var warnings: [String] = []
    if points.first?.status == .partial {
      warnings.append("partial: \(Figure.count(open)) of \(Figure.count(points.count)) points are missing")
    }
    if points.contains(where: { $0.replications.contains { !$0.conservation.holds } }) {
      warnings.append("requests do not add up: offered is not answered + unanswered; please report this")
    }
    return warnings
  }

  /// The seed, and what it is for.
  var foundation: String {
    guard let run = points.first?.run else { return "" }
    let length = Figure.duration(run.duration)
    let seed = axes.contains { $0.path == "spec.seed" } ? "" : "seed \(run.seed) at every point, "
    return "\(seed)\(length) measured, weir \(run.version)"
  }

  /// The verdict over the checks of a point, nil where there are none, or nothing is known of the point.
  static func verdict(of point: StoredRun) -> Verdict? {
    point.checks.isEmpty ? nil : Verdict(of: point.checks)
  }

  // MARK: The table

  /// One row a point below the head.
  ///
  /// - Parameter showsFront: Whether a last column marks the Pareto front.
  func rows(showsFront: Bool) -> [[String]] {
    let head =
      axes.map(\.name) + metrics.map(\.description) + ["n", "checks"] + (showsFront ? ["front"] : [])
    return [head] + points.indices.map { row(of: $0, showsFront: showsFront) }
  }

  private func row(of job: Int, showsFront: Bool) -> [String] {
    let point = points[job]
    let verdict = Self.verdict(of: point).map { voice.verdict($0, open: "open") } ?? "-"
    return point.run.settings.map(\.value) + summaries[job].map(estimate)
      + ["\(point.replications.count)", verdict] + (showsFront ? [front.places[job].mark(voice)] : [])
  }

  private func estimate(_ summary: Summary?) -> String {
    guard let summary else { return "-" }
    let never = summary.never.flatMap { $0 > 0 ? "never in \($0) of \($0 + summary.n)" : nil }
    guard let mean = summary.mean else { return never ?? "-" }
    let half = summary.low.flatMap { low in summary.high.map { ($0 - low) / 2 } }
    let text = Figure(for: mean, metric: summary.name).text(mean, plusMinus: half, voice)
    return never.map { "\(text), \($0)" } ?? text
  }

  /// What the marks of the front mean, and what it is over.
  var frontLegend: String {
    let directed = metrics.filter { (MetricCatalogue[$0.name]?.better ?? .neither) != .neither }
    guard !directed.isEmpty else { return "no metric here has a better way, so there is no front" }
    let (front, near) = (ParetoFront.Place.front.mark(voice), ParetoFront.Place.near.mark(voice))
    return "\(front)\(voice == .signs ? "" : ":") no point is better in "
      + "\(directed.map(\.description).joined(separator: ", ")) at once; "
      + "\(near)\(voice == .signs ? "" : ":") one is, but not beyond the intervals"
  }
}
