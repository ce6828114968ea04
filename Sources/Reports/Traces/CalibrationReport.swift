import Results

/// What came of a calibration: what may be believed, then the model and what it was made of.
public enum CalibrationReport {
  /// Renders a calibration for a terminal.
  public static func text(of record: CalibrationRecord, _ style: TextStyle = .page()) -> String {
    let paint = style.paint
    let objections = record.figures.count { $0.objection != nil }
    let sign = objections == 0 ? paint.good("CALIBRATED ") : paint.bad("CALIBRATED ")
    var lines = [sign + paint.bold(headline(of: record))]
    lines += style.table(
      printable([figureColumns] + record.figures.map { row($0, style.voice) }),
      isRight: { (2...6).contains($0) })
    lines.append("")
    lines += style.table(
      printable([serviceColumns] + record.services.map { row($0, style.voice) }),
      isRight: { (1...2).contains($0) })
    lines += style.paragraph("Arrivals", Printable.terminal(arrivals(of: record.arrivals)))
    lines += style.paragraph("Recorded", Printable.terminal(recording(of: record)))
    for warning in record.warnings { lines += style.paragraph("Warning", Printable.terminal(warning)) }
    if let scenario = record.scenario { lines += style.paragraph("Scenario", Printable.terminal(scenario)) }
    return style.text(lines)
  }

  private static func printable(_ rows: [[String]]) -> [[String]] { rows.map { $0.map(Printable.terminal) } }

  private static func headline(of record: CalibrationRecord) -> String {
    let believed = record.figures.count { $0.objection == nil }
    return
      "from \(Figure.count(record.fitted.requests)) requests and verified with \(Figure.count(record.held.requests)): \(believed) of "
      + "\(record.figures.count) metrics may be believed"
  }

  private static let figureColumns = [
    "metric", "service", "recorded", "99 % interval", "predicted", "bias", "error", "",
  ]

  private static func row(_ figure: CalibrationRecord.Figure, _ voice: Voice) -> [String] {
    let form = Figure(for: figure.recorded, metric: figure.metric)
    var interval = "-"
    if let low = figure.low, let high = figure.high { interval = "\(form.text(low)) to \(form.text(high))" }
    return [
      figure.metric, figure.service ?? "all", form.text(figure.recorded), interval,
      figure.predicted.map { form.text($0) } ?? "-",
      figure.bias.map { ($0 > 0 ? "+" : "") + form.text($0) } ?? "-",
      figure.error.map { Figure.signedPercent($0) } ?? "-",
      figure.objection.map { "\(voice == .signs ? "✗ " : "")may not be believed: \($0)" }
        ?? "\(voice == .signs ? "✓ " : "")may be believed",
    ]
  }

  private static let serviceColumns = [
    "service", "requests", "durations", "distribution", "in flight", "failures", "load",
  ]

  private static func row(_ service: CalibrationRecord.Service, _ voice: Voice) -> [String] {
    var distribution = service.distribution
    if let distance = service.distance, let critical = service.critical {
      distribution += " (distance \(Figure.fixed(distance, 3)) of \(Figure.fixed(critical, 3)))"
    }
    if !service.refused.isEmpty { distribution += ", not \(service.refused.joined(separator: ", "))" }
    let load = service.load.map { load in
      let form = Figure(for: load.low, metric: "response_time_p50")
      return load.isFound
        ? "median \(form.text(load.low)) at \(voice.atMost) \(load.threshold) in flight, \(form.text(load.high)) above"
        : "none found"
    }
    return [
      service.name, Figure.count(service.requests), Figure.count(service.durations), distribution,
      "\(voice.atMost) \(service.greatestInFlight)",
      service.failures == 0 ? "none" : Figure.percent(service.failures),
      load ?? "too few to tell",
    ]
  }

  private static func arrivals(of arrivals: CalibrationRecord.Arrivals) -> String {
    let form = Figure(for: arrivals.rate, metric: "offered_rate")
    var text =
      "\(arrivals.process); rate \(form.text(arrivals.low)) to \(form.text(arrivals.high)) at 99 % (Garwood), "
      + "\(form.text(arrivals.lowestRate)) to \(form.text(arrivals.highestRate)) in single periods."
    if let index = arrivals.dispersion, let window = arrivals.dispersionWindow,
      let probability = arrivals.dispersionProbability
    {
      text +=
        " Variance of counts over their mean \(Figure.fixed(index, 2)) in windows of \(Figure.fixed(window, 2)) s (p = "
        + "\(Figure.fixed(probability, 4)))."
    }
    if let distance = arrivals.gapDistance, let critical = arrivals.gapCritical {
      text +=
        " Gaps: distance \(Figure.fixed(distance, 3)) from exponential, \(Figure.fixed(critical, 3)) allowed at 1 %, coefficient of "
        + "variation \(Figure.fixed(arrivals.gapVariation ?? 0, 2))."
    }
    if let misfit = arrivals.misfit {
      text +=
        " The model's dispersion is within \(Figure.percent(misfit)) of the recorded one at every window."
    }
    return text + (arrivals.isPoisson ? " A Poisson process passes." : " A Poisson process does not pass.")
  }

  private static func recording(of record: CalibrationRecord) -> String {
    let recording = record.recording
    let one = recording.periods == 1
    let made =
      recording.window.map { (one ? " window" : " windows") + " of \(Figure.fixed($0, 0)) s" }
      ?? (one ? " period" : " periods")
    let gap =
      recording.longestGap.map {
        "; gaps up to \(Figure.fixed($0, 2)) s, and longer ones where requests are rare, are recorded time"
      } ?? ""
    return
      "\(Figure.count(recording.requests)) requests, \(Figure.count(recording.durations)) with durations, in \(recording.periods)\(made), "
      + "\(Figure.fixed(recording.seconds, 1)) s together\(gap). Fitted to \(Figure.fixed(record.fitted.seconds, 1)) s in \(record.fitted.periods), "
      + "held back \(Figure.fixed(record.held.seconds, 1)) s in \(record.held.periods)"
      + (record.holdsWholeWindows ? " whole windows." : " pieces between those.")
  }
}
