import Records

extension Calibration {
  /// The model for reports, with what has to be known before it is used.
  ///
  /// - Parameters:
  ///   - scenario: the scenario that was made of it.
  ///   - figures: how it does in the periods that were held back.
  package func record(_ scenario: CalibratedScenario, figures: [CalibrationRecord.Figure])
    -> CalibrationRecord
  {
    var record = CalibrationRecord(
      fitted: part(division.fitted), held: part(division.held), holdsWholeWindows: division.isOfWindows,
      arrivals: arrivals(scenario), services: services.map(record(of:)),
      confidence: CalibrationCheck.confidence, tolerance: CalibrationCheck.tolerance)
    record.recording.files = scenario.files
    record.recording.requests = traffic.requests.count
    record.recording.durations = traffic.requests.count { $0.duration >= 0 }
    record.recording.first = traffic.requests.first?.arrival ?? 0
    record.recording.last = traffic.requests.last?.arrival ?? 0
    record.recording.periods = observed.periods.count
    record.recording.seconds = observed.exposure / 1e9
    record.recording.longestGap = observed.longestGap.isFinite ? observed.longestGap / 1e9 : nil
    record.recording.window = window
    record.recording.strays = observed.strays
    record.figures = figures
    record.warnings = warnings(record)
    return record
  }

  private func part(_ periods: [ObservedPeriods.Period]) -> CalibrationRecord.Part {
    .init(periods: periods.count, seconds: periods.seconds, requests: periods.requestCount)
  }

  private func arrivals(_ scenario: CalibratedScenario) -> CalibrationRecord.Arrivals {
    let interval = PoissonInterval(
      count: division.fitted.requestCount, confidence: CalibrationCheck.confidence)
    let seconds = division.fitted.seconds
    var arrivals = CalibrationRecord.Arrivals(
      process: scenario.arrivals, rate: rate, low: interval.low / seconds, high: interval.high / seconds,
      isPoisson: tests.isPoisson, lowestRate: rates.lowerBound, highestRate: rates.upperBound)
    arrivals.dispersion = tests.dispersion?.index
    arrivals.dispersionWindow = tests.dispersion?.window
    arrivals.dispersionProbability = tests.dispersionProbability
    arrivals.gapDistance = tests.gapDistance
    arrivals.gapCritical = tests.gapCritical
    arrivals.gapVariation = tests.gapVariation
    arrivals.misfit = modulated.map { modulated in
      tests.curve.reduce(0) { max($0, abs(modulated.dispersion(window: $1.window) / $1.index - 1)) }
    }
    return arrivals
  }

  private func record(of service: ServiceCalibration) -> CalibrationRecord.Service {
    var name = "empirical"
    var chosen: ServiceTimeFit.Trial?
    switch service.times.choice {
    case .constant: name = "constant"
    case .empirical: break
    case .law(let law):
      name = law.name
      chosen = service.times.trials.first { $0.law == law }
    }
    var record = CalibrationRecord.Service(
      name: service.name, recordedName: traffic.services[Int(service.number)], requests: service.requests,
      durations: service.times.count, distribution: name, greatestInFlight: service.greatestInFlight)
    record.distance = chosen?.distance
    record.critical = chosen?.critical
    record.refused = service.times.trials.filter { !$0.passes }.map(\.law.name)
    record.failures = service.failures
    record.load = service.load.map {
      .init(
        threshold: $0.threshold, low: $0.low.median, high: $0.high.median, probability: $0.probability,
        isFound: $0.isFound)
    }
    return record
  }

  private func warnings(_ record: CalibrationRecord) -> [String] {
    var warnings = [
      "Durations of a log hold waiting as well as service. They are taken as service times, so the model waits no more under more load: it "
        + "may be believed up to \(CalibratedScenario.rate(rates.upperBound)), the highest rate of a period, and never above."
    ]
    if services.count == 1, services[0].name == "recorded" {
      warnings.append(
        "Upstreams name no services, or only addresses of endpoints: all requests are taken for those of one service."
      )
    }
    let dependent = record.services.filter { $0.load?.isFound == true }
    if !dependent.isEmpty {
      let shown = dependent.prefix(5).map { service in
        "\(service.name) (median \(CalibratedScenario.time(service.load?.low ?? 0)) with at most "
          + "\(service.load?.threshold ?? 0) others in flight, \(CalibratedScenario.time(service.load?.high ?? 0)) with more)"
      }
      warnings.append(
        "Durations depend on the load: \(shown.joined(separator: ", ")). The difference is waiting, or sharing, that the model does not make; "
          + "at another rate its durations may not be believed.")
    }
    if !tests.isPoisson {
      warnings.append(
        modulated == nil
          ? "Arrivals are not those of a Poisson process, though counts vary no more: of the model's arrivals only the rate may be believed. "
            + "Clients that wait for their answers, or ask for several things at once, make such arrivals."
          : "Arrivals vary more than those of a Poisson process: a process with two rates has their dispersion, not their course."
      )
    }
    if !division.isOfWindows {
      warnings.append(
        "What is held back lies between what is fitted: that the model holds on another day is not verified.")
    }
    warnings.append(
      "Intervals suppose that requests are independent. Those of one busy moment, or of one user, are alike, so the true ones are wider."
    )
    if let window, observed.strays > 0 {
      warnings.append(
        "\(observed.strays) requests lie in no window of \(CalibratedScenario.time(window)) and are left out."
      )
    } else if observed.strays > 0 {
      warnings.append(
        "\(observed.strays) requests lie in no period with ten requests in a row and are left out.")
    }
    return warnings
  }
}
