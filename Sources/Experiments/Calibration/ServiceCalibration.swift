/// One service of a model.
package struct ServiceCalibration: Sendable {
  /// Its name as that of a Kubernetes Service.
  package let name: String
  /// Its place among the recorded services.
  package let number: Int32
  /// Requests that it is fitted to.
  package let requests: Int
  /// Its times.
  ///
  /// Assumption A-SIM-128: the durations of a log are taken whole as service times, with slots without bound, so that the waiting that
  /// they hold comes at the recorded load and is not added a second time; the model does not slow down under more load.
  package let times: ServiceTimeFit
  /// Share of the requests that failed, with a status of 500 or above.
  package let failures: Double
  /// The status of most of them.
  package let failureStatus: Int16?
  /// Most requests in flight at once in the whole recording.
  package let greatestInFlight: Int
  /// How its durations depend on how many others it has in flight.
  package let load: LoadDependence?
  /// What was asked of it, with how often.
  package let shapes: [(shape: Int32, count: Int)]

  /// Most distinct requests of a service; the others are one.
  static let mostShapes = 50

  /// Nil where none of the fitted requests has a duration.
  ///
  /// - Parameters:
  ///   - requests: all of the service, and whether each is one that the model is fitted to.
  init?(name: String, number: Int32, requests: [RecordedRequest], isFitted: [Bool]) {
    self.name = name
    self.number = number
    let fitted = zip(requests, isFitted).filter(\.1).map(\.0)
    self.requests = fitted.count
    let durations = fitted.filter { $0.duration >= 0 }.map { Double($0.duration) / 1e9 }.sorted()
    guard !durations.isEmpty else { return nil }
    times = ServiceTimeFit(ascending: durations)
    let known = fitted.filter { $0.status >= 0 }
    let failed = known.filter { $0.status >= 500 }
    failures = known.isEmpty ? 0 : Double(failed.count) / Double(known.count)
    failureStatus = Self.tally(failed.map(\.status)).first?.value
    let inFlight = LoadDependence.inFlight(requests)
    greatestInFlight = (inFlight.max() ?? 0) + 1
    let pairs = requests.indices.filter { isFitted[$0] && requests[$0].duration >= 0 }
    load = LoadDependence(
      durations: pairs.map { Double(requests[$0].duration) / 1e9 }, inFlight: pairs.map { inFlight[$0] })
    shapes = Self.tally(fitted.map(\.shape)).map { ($0.value, $0.count) }
  }

  /// The distinct values, the most frequent first, then ascending.
  private static func tally<Value: Hashable & Comparable>(_ values: [Value]) -> [(value: Value, count: Int)] {
    var counts: [Value: Int] = [:]
    for value in values { counts[value, default: 0] += 1 }
    return counts.map { (value: $0.key, count: $0.value) }
      .sorted { ($1.count, $0.value) < ($0.count, $1.value) }
  }
}
