/// A model of recorded requests: how they arrive, and how long each service takes.
package struct Calibration: Sendable {
  /// The recorded requests.
  package let traffic: RecordedTraffic
  /// When was recorded.
  package let observed: ObservedPeriods
  /// What is fitted and what is held back.
  package let division: HeldBack
  /// Windows of the recording in seconds, nil where it is not made of them.
  package let window: Double?
  /// Requests per second in the fitted periods.
  package let rate: Double
  /// What the arrivals of the fitted periods were found to be.
  package let tests: ArrivalStatistics
  /// Taken where counts vary more than those of a Poisson process.
  ///
  /// Assumption A-SIM-129: what a request asks for, and of which service, is drawn anew for each, and so is how long it takes; recorded
  /// requests that follow one another, such as those of one user, are often alike.
  package let modulated: ModulatedArrivals?
  /// The services, those with the most requests first.
  package let services: [ServiceCalibration]

  /// Most services; the others are put together as one.
  static let mostServices = 50

  /// Fits a model.
  ///
  /// - Parameters:
  ///   - window: seconds of the windows of which the recording is made, nil where it is not.
  ///   - holdBack: the share of the recorded time that is held back, above 0 and below 1.
  package init(_ traffic: RecordedTraffic, window: Double?, holdBack: Double) throws(CalibrationProblem) {
    let durations = traffic.requests.count { $0.duration >= 0 }
    guard durations > 0 else { throw .noDurations }
    guard durations >= CalibrationProblem.fewest else { throw .tooFew(durations) }
    let traffic = Self.limited(traffic)
    self.traffic = traffic
    self.window = window
    let arrivals = traffic.requests.map(\.arrival)
    observed = ObservedPeriods(arrivals: arrivals, window: window.map { $0 * 1e9 })
    guard !observed.periods.isEmpty else { throw .noPeriods }
    division = HeldBack(observed, arrivals: arrivals, hasWindows: window != nil, share: holdBack)
    guard !division.fitted.isEmpty, division.fitted.requestCount >= CalibrationProblem.fewest / 2,
      division.held.requestCount > 0
    else { throw .nothingHeldBack }
    rate = Double(division.fitted.requestCount) / division.fitted.seconds
    guard rate <= CalibrationProblem.fastest else { throw .tooFast }
    tests = ArrivalStatistics(arrivals: arrivals, periods: division.fitted)
    modulated = tests.isOverdispersed ? ModulatedArrivals(rate: rate, curve: tests.curve) : nil
    services = Self.services(traffic, division)
    guard !services.isEmpty else { throw .noDurations }
  }

  private static func services(_ traffic: RecordedTraffic, _ division: HeldBack) -> [ServiceCalibration] {
    var isFitted = Array(repeating: false, count: traffic.requests.count)
    for period in division.fitted {
      for index in period.requests { isFitted[index] = true }
    }
    var places = Array(repeating: [Int](), count: traffic.services.count)
    for (index, request) in traffic.requests.enumerated() { places[Int(request.service)].append(index) }
    let names = ServiceNames.unique(traffic.services)
    return places.enumerated().compactMap { number, places in
      ServiceCalibration(
        name: names[number], number: Int32(number), requests: places.map { traffic.requests[$0] },
        isFitted: places.map { isFitted[$0] })
    }.sorted { ($1.requests, $0.number) < ($0.requests, $1.number) }
  }

  /// The traffic with at most ``mostServices`` services: the most frequent, and one for the rest.
  private static func limited(_ traffic: RecordedTraffic) -> RecordedTraffic {
    guard traffic.services.count > mostServices else { return traffic }
    var counts = Array(repeating: 0, count: traffic.services.count)
    for request in traffic.requests { counts[Int(request.service)] += 1 }
    let kept = counts.indices.sorted { (counts[$1], $0) < (counts[$0], $1) }.prefix(mostServices - 1).sorted()
    var numbers = Array(repeating: Int32(kept.count), count: counts.count)
    for (new, old) in kept.enumerated() { numbers[old] = Int32(new) }
    var limited = traffic
    limited.services = kept.map { traffic.services[$0] } + ["other services"]
    for index in limited.requests.indices {
      limited.requests[index].service = numbers[Int(limited.requests[index].service)]
    }
    return limited
  }

  /// The recorded requests of the periods that were held back.
  package var heldRequests: [RecordedRequest] { division.held.flatMap { traffic.requests[$0.requests] } }

  /// The lowest and the highest rate of a period, fitted or held back, per second.
  package var rates: ClosedRange<Double> {
    let rates = (division.fitted + division.held).map { Double($0.requests.count) / $0.length * 1e9 }
    return (rates.min() ?? 0)...(rates.max() ?? 0)
  }

  /// The durations of the fitted periods in seconds, ascending, of one service or of all.
  func fittedDurations(of service: Int32?) -> [Double] {
    division.fitted.flatMap { period in
      traffic.requests[period.requests].filter { $0.duration >= 0 && (service ?? $0.service) == $0.service }
        .map { Double($0.duration) / 1e9 }
    }.sorted()
  }
}
