import Records
import Results
import Scenarios
import Simulator

/// Holds a model against the periods that were held back: what was recorded beside what is simulated.
package struct CalibrationCheck: Sendable {
  /// The model, which ``CalibratedScenario`` wrote.
  package let calibration: Calibration

  /// The confidence of the intervals around recorded values.
  package static let confidence = 0.99
  /// The relative error up to which a metric may be believed.
  package static let tolerance = 0.2
  /// Fewer recorded requests tell no metric: of ten, a rate is known to a factor of three.
  package static let fewest = 10

  private static let quantiles = [("p50", 0.5), ("p90", 0.9), ("p99", 0.99)]

  /// Creates a check.
  package init(_ calibration: Calibration) { self.calibration = calibration }

  /// The metrics, first of all requests, then of each service.
  ///
  /// - Parameter summaries: what was simulated of the scenario.
  package func figures(_ summaries: [Summary]) -> [CalibrationRecord.Figure] {
    let predicted = Dictionary(
      summaries.compactMap { summary in
        summary.mean.map { (MetricKey(summary.name, summary.labels), $0) }
      }, uniquingKeysWith: { first, _ in first })
    let held = calibration.heldRequests
    var figures = figures(held, .none, nil, predicted)
    // Of one service everything has been said.
    for service in calibration.services where calibration.services.count > 1 {
      figures += self.figures(
        held.filter { $0.service == service.number },
        ["route": "\(CalibratedScenario.namespace)/\(service.name)"], service, predicted)
    }
    return figures
  }

  private func figures(
    _ requests: [RecordedRequest], _ labels: Labels, _ service: ServiceCalibration?,
    _ predicted: [MetricKey: Double]
  ) -> [CalibrationRecord.Figure] {
    var figures = [rate(of: requests.count)]
    let durations = requests.filter { $0.duration >= 0 }.map { Double($0.duration) / 1e9 }.sorted()
    if !durations.isEmpty {
      figures.append(Self.mean(of: durations))
      figures += Self.quantiles.map { Self.quantile($0.0, $0.1, of: durations) }
    }
    let known = requests.filter { $0.status >= 0 }
    if !known.isEmpty { figures.append(Self.successes(known.count { $0.status < 500 }, of: known.count)) }
    lazy var surprise = surprise(durations, service)
    return figures.map { figure in
      var figure = figure
      figure.service = service?.name
      figure.predicted = predicted[MetricKey(figure.metric, labels)]
      figure.objection = objection(to: figure, surprise)
      return figure
    }
  }

  private func rate(of count: Int) -> CalibrationRecord.Figure {
    let seconds = calibration.division.held.seconds
    let interval = PoissonInterval(count: count, confidence: Self.confidence)
    return .init(
      metric: "offered_rate", service: nil, recorded: Double(count) / seconds, low: interval.low / seconds,
      high: interval.high / seconds, predicted: nil, count: count)
  }

  /// The mean, with Student's interval, which wants independent values.
  private static func mean(of durations: [Double]) -> CalibrationRecord.Figure {
    let moments = SampleMoments(durations)
    var half: Double?
    if durations.count >= 2 {
      let n = Double(durations.count)
      half =
        StudentT.critical(confidence: confidence, degrees: n - 1) * moments.deviation / n.squareRoot()
    }
    return .init(
      metric: "response_time_mean", service: nil, recorded: moments.mean,
      low: half.map { max(0, moments.mean - $0) }, high: half.map { moments.mean + $0 }, predicted: nil,
      count: durations.count)
  }

  private static func quantile(
    _ name: String, _ quantile: Double, of durations: [Double]
  ) -> CalibrationRecord.Figure {
    let interval = QuantileInterval(of: quantile, count: durations.count, confidence: confidence)
    return .init(
      metric: "response_time_\(name)", service: nil,
      recorded: nearestRank(quantile, of: durations) ?? 0, low: interval.map { durations[$0.low] },
      high: interval.map { durations[$0.high] }, predicted: nil, count: durations.count)
  }

  private static func successes(_ hits: Int, of trials: Int) -> CalibrationRecord.Figure {
    let interval = BinomialInterval(successes: hits, trials: trials, confidence: confidence)
    return .init(
      metric: "success_ratio", service: nil, recorded: Double(hits) / Double(trials), low: interval?.low,
      high: interval?.high, predicted: nil, count: trials)
  }

  /// Why a metric may not be believed, nil where it may.
  ///
  /// A count (rate, successes) has to lie inside its interval and within the tolerance. A duration has to lie within the tolerance, and its
  /// recorded value has to have an interval: of few requests anything may come.
  private func objection(
    to figure: CalibrationRecord.Figure, _ surprise: @autoclosure () -> String
  ) -> String? {
    guard let predicted = figure.predicted else { return "too few were simulated to tell" }
    guard let low = figure.low, let high = figure.high, figure.count >= Self.fewest else {
      return "\(figure.count) recorded are too few to tell"
    }
    let isInside = low <= predicted && predicted <= high
    let isNear = figure.error.map { abs($0) <= Self.tolerance } ?? (predicted == 0)
    let isCount = figure.metric == "offered_rate" || figure.metric == "success_ratio"
    if isNear, isInside || !isCount { return nil }
    if isInside {
      return "beyond 20 %; \(figure.count) recorded tell it no better"
    }
    let reason = isCount ? unsteadiness(of: figure.metric) : surprise()
    return (isNear ? "beyond chance" : "beyond 20 % and beyond chance") + reason
  }

  private func unsteadiness(of metric: String) -> String {
    if metric == "success_ratio" { return ": failures come together, at other times than those fitted" }
    return calibration.tests.isPoisson ? "" : ": arrivals are not steady"
  }

  /// What speaks for durations that no model of the fitted ones predicts: that the held-back ones are of another law (Kolmogorov and
  /// Smirnov's test of two samples), or that they depend on the load.
  private func surprise(_ held: [Double], _ service: ServiceCalibration?) -> String {
    var reasons: [String] = []
    let fitted = calibration.fittedDurations(of: service?.number)
    if !held.isEmpty, !fitted.isEmpty {
      let probability = KolmogorovSmirnov.probability(
        ofDistance: KolmogorovSmirnov.distance(fitted, held), first: fitted.count, second: held.count)
      if probability < 0.01 { reasons.append("the periods held back are unlike those fitted") }
    }
    let load = service?.load ?? (calibration.services.count == 1 ? calibration.services[0].load : nil)
    if load?.isFound == true { reasons.append("durations depend on the load") }
    return reasons.isEmpty ? "" : ": " + reasons.joined(separator: ", ")
  }
}
