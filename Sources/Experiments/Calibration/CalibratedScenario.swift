import Documents

/// A calibrated model as a scenario with its manifests in one file.
///
/// Requests carry a header that names their service, so that a route takes them whatever their path is: a log tells who served a request, not
/// by which rule.
package struct CalibratedScenario: Sendable {
  /// The model.
  package let calibration: Calibration
  /// The scenario's name.
  package let name: String
  /// The recorded files, as they were named.
  package let files: [String]
  /// Weir's version.
  package let version: String

  /// The namespace of what is written.
  package static let namespace = "recorded"
  private static let header = "weir-service"

  package init(_ calibration: Calibration, name: String, files: [String], version: String) {
    self.calibration = calibration
    self.name = name
    self.files = files
    self.version = version
  }

  /// A name that scenarios may have, made of a file's.
  package static func name(of file: String) -> String {
    let base = (file.split(separator: "/").last ?? "").prefix { $0 != "." }
    let plain = String(
      base.unicodeScalars.map {
        $0.isASCII && ($0.properties.isAlphabetic || ("0"..."9").contains($0) || $0 == "_")
          ? Character($0) : "-"
      }.prefix(100))
    return plain.isEmpty || plain == "-" ? "calibrated" : plain
  }

  /// The file, complete: the provenance, the scenario, and its manifests.
  package var text: String {
    provenance + ([scenario, gateway] + calibration.services.map(route)).joined(separator: "---\n")
  }

  private var provenance: String {
    let model = calibration
    var lines = [
      "A model of recorded requests, written by weir trace calibrate (weir \(version)).",
      "Recorded: \(files.map(Self.quoted).joined(separator: " ")), \(model.traffic.requests.count) requests",
      "  in periods of \(Self.seconds(model.observed.exposure / 1e9)) together; \(model.observed.strays) requests lie outside and are left out.",
      "Fitted to \(described(model.division.fitted)); held back to verify it: \(described(model.division.held)).",
      "Believe it between \(Self.rate(model.rates.lowerBound)) and \(Self.rate(model.rates.upperBound)), the lowest and the highest rate "
        + "of a period, and never above:",
      "  capacity is unknown from a log alone, so slots are unbounded, and durations hold the waiting of that time.",
      "Requests carry the header \(Self.header), by which the routes below find their service.",
    ]
    if calibration.modulated == nil, !calibration.tests.isPoisson {
      lines.append("Arrivals are not those of a Poisson process; only their rate is to be believed.")
    }
    return lines.map { "# \($0)\n" }.joined()
  }

  private func described(_ periods: [ObservedPeriods.Period]) -> String {
    "\(periods.requestCount) requests in \(Self.seconds(periods.seconds))"
  }

  private var scenario: String {
    let model = calibration
    return """
      apiVersion: weir/v1
      kind: Scenario
      metadata:
        name: \(Self.quoted(name))
      spec:
        description: \(Self.quoted(description))
        seed: 1
        duration: \(Quantity.format(nanoseconds: duration))
        replications: \(replications)
        traffic:
          - name: recorded
            arrivals: \(arrivals)
            requests:
      \(model.services.flatMap(mix).joined(separator: "\n"))
        services:
      \(model.services.map(service).joined(separator: "\n"))

      """
  }

  private var description: String {
    let model = calibration
    return "Calibrated from \(model.traffic.requests.count) recorded requests of "
      + "\(files.joined(separator: ", ")): fitted to \(described(model.division.fitted)), verified with "
      + "\(described(model.division.held)); weir \(version)."
  }

  /// Requests that all replications together aim at, so that a 99th percentile of a tenth of them can be told.
  private static let wanted = 50_000.0
  /// The most requests of one replication.
  private static let most = 200_000.0

  /// As long as what was held back, in nanoseconds, but a hundred times as long as requests take, so that those in flight at the end are few,
  /// and no longer than 200,000 requests take.
  package var duration: Int64 {
    let slowest = calibration.services.map(\.times.mean).max() ?? 0
    let seconds = min(
      max(calibration.division.held.seconds, 100 * slowest), Self.most / calibration.rate, 720 * 3600)
    return Int64((max(seconds, 0.001) * 1e3).rounded(.up)) * 1_000_000
  }

  /// So many that there are about 50,000 requests, 5 to 1000.
  package var replications: Int {
    let expected = calibration.rate * Double(duration) / 1e9
    return Int(max(5, min(1000, (Self.wanted / max(expected, 1)).rounded(.up))))
  }

  /// The arrivals, in flow style.
  package var arrivals: String {
    guard let modulated = calibration.modulated else {
      return "{poisson: {rate: \(Self.rate(calibration.rate))}}"
    }
    let states = modulated.states.map {
      "{rate: \(Self.rate($0.rate)), mean: \(Self.plain(min(max($0.mean, 1e-6), 2_592_000)))s}"
    }
    return "{mmpp: {states: [\(states.joined(separator: ", "))]}}"
  }

  private func mix(_ service: ServiceCalibration) -> [String] {
    let most = ServiceCalibration.mostShapes
    var entries = service.shapes.prefix(most).map { shape, count in
      entry(calibration.traffic.shapes[Int(shape)], service, count)
    }
    let rest = service.shapes.dropFirst(most).reduce(0) { $0 + $1.count }
    if rest > 0 {
      entries.append(
        entry(.init(), service, rest) + "  # \(service.shapes.count - most) more distinct requests")
    }
    return entries
  }

  private func entry(_ shape: RecordedTraffic.Shape, _ service: ServiceCalibration, _ count: Int) -> String {
    var parts = ["weight: \(count)"]
    let method = shape.method.uppercased()
    if !method.isEmpty, method.utf8.count <= 40, method.utf8.allSatisfy({ (65...90).contains($0) }) {
      parts.append("method: \(Self.quoted(method))")
    }
    if !shape.host.isEmpty, !shape.host.contains(where: { $0.isWhitespace || $0 == "/" }) {
      parts.append("host: \(Self.quoted(shape.host))")
    }
    if !shape.path.isEmpty {
      parts.append("path: \(Self.quoted(shape.path.hasPrefix("/") ? shape.path : "/" + shape.path))")
    }
    parts.append("headers: {\(Self.header): \(Self.quoted(service.name))}")
    return "        - {\(parts.joined(separator: ", "))}"
  }

  private func service(_ service: ServiceCalibration) -> String {
    var lines = ["# \(service.times.count) durations: \(Self.reason(service.times))"]
    if let load = service.load, load.isFound {
      lines += [
        "# Durations depend on the load: the median is \(Self.time(load.low.median)) with at most \(load.threshold) others in flight and "
          + "\(Self.time(load.high.median)) with more.",
        "# Once its slots are known, this is nearer to the time in one: \(Self.flow(ServiceTimeFit(ascending: load.lowDurations)))",
      ]
    }
    lines += [
      "- name: \(Self.namespace)/\(service.name)",
      "  serviceTime: \(Self.flow(service.times))",
      "  concurrency: unbounded  # \(service.greatestInFlight) were in flight at once: it has so many slots at least",
    ]
    if service.failures > 0 {
      lines.append(
        "  failures: {rate: \(Self.plain(service.failures)), status: \(min(599, max(500, service.failureStatus ?? 503)))}"
      )
    }
    return lines.map { "    \($0)" }.joined(separator: "\n")
  }

  private static func reason(_ fit: ServiceTimeFit) -> String {
    switch fit.choice {
    case .constant: return "all the same."
    case .law(let law):
      let trial = fit.trials.first { $0.law == law }
      return
        "\(law.name) by maximum likelihood, distance \(plain(trial?.distance ?? 0)) of \(plain(trial?.critical ?? 0)) allowed at 5 %."
    case .empirical(let values):
      let why =
        !fit.trials.isEmpty
        ? "no family passes at 5 %"
        : fit.count < ServiceTimeFit.fewest ? "too few to refuse a family" : "some are 0, as in no family"
      return
        "\(why), so \(values.count == fit.count ? "the values themselves" : "\(values.count) quantiles of them")."
    }
  }

  private var gateway: String {
    """
    apiVersion: gateway.networking.k8s.io/v1
    kind: GatewayClass
    metadata: {name: recorded}
    spec: {controllerName: weir.example/recorded}
    ---
    apiVersion: gateway.networking.k8s.io/v1
    kind: Gateway
    metadata: {name: recorded, namespace: \(Self.namespace)}
    spec:
      gatewayClassName: recorded
      listeners: [{name: http, port: 80, protocol: HTTP}]

    """
  }

  private func route(_ service: ServiceCalibration) -> String {
    """
    apiVersion: gateway.networking.k8s.io/v1
    kind: HTTPRoute
    metadata: {name: \(service.name), namespace: \(Self.namespace)}
    spec:
      parentRefs: [{name: recorded}]
      rules:
        - matches: [{headers: [{name: \(Self.header), value: \(service.name)}]}]
          backendRefs: [{name: \(service.name), port: 80}]
    ---
    apiVersion: v1
    kind: Service
    metadata: {name: \(service.name), namespace: \(Self.namespace)}
    spec: {selector: {app: \(service.name)}, ports: [{name: http, port: 80}]}

    """
  }
}

extension DurationLaw {
  /// Its name in a scenario.
  package var name: String {
    switch self {
    case .exponential: "exponential"
    case .lognormal: "lognormal"
    case .gamma: "gamma"
    case .weibull: "weibull"
    }
  }
}
