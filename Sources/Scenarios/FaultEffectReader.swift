import Documents
import GatewayAPI
import Traffic

/// Reads what a fault does.
struct FaultEffectReader {
  /// An effect and the key that says it.
  typealias NamedEffect = (key: String, effect: Fault.Effect)

  let context: ScenarioContext
  /// What was read of the scenario before.
  let scenario: Scenario
  /// What the fault hits, nil where that could not be read.
  let target: Fault.Target?

  private static let attemptEffects = ["errors", "reset", "refuse", "blackhole", "latency"]
  private static let serviceEffects =
    attemptEffects + ["slowdown", "pause", "crash", "capacity", "rollingRestart"]
  private static let allEffects = serviceEffects + ["surge", "gatewayLoss"]
  /// The effects that need no parameters, so that `reset:` alone is one.
  private static let plainEffects = ["reset", "refuse", "blackhole", "pause", "crash", "rollingRestart"]

  /// The effect, nil where it cannot be read or cannot happen to the target.
  func read(_ reader: Reader) -> NamedEffect? {
    let found = Self.allEffects.filter(reader.holds)
    guard let key = found.first, found.count == 1 else {
      reader.report(
        .faultEffect,
        found.isEmpty
          ? "the fault has no effect" : "expected one effect, found \(found.joined(separator: " and "))",
        at: reader.value.location, path: reader.path,
        suggestion: "add one of \(Self.allEffects.joined(separator: ", "))")
      return nil
    }
    let fits = checkTarget(of: key, reader)
    guard let effect = effect(key, reader), fits else { return nil }
    return (key, effect)
  }

  private func checkTarget(of key: String, _ reader: Reader) -> Bool {
    guard let target else { return false }
    let (what, allowed) =
      switch target {
      case .service: ("a service", Self.serviceEffects)
      case .route: ("a route", Self.attemptEffects)
      case .traffic: ("a traffic source", ["surge"])
      case .gateway: ("a gateway", ["gatewayLoss"])
      }
    if case .traffic(let name) = target, key == "surge", isClosed(name) {
      reader.report(
        .faultMismatch, "\(name) is a closed population, whose requests follow from answers", about: "surge",
        suggestion: "give it more users, or use poisson arrivals")
      return false
    }
    if allowed.contains(key) { return true }
    reader.report(
      .faultMismatch, "\"\(key)\" cannot happen to \(what)", about: key,
      suggestion: "what can is \(allowed.joined(separator: ", "))")
    return false
  }

  private func isClosed(_ name: String) -> Bool {
    guard let source = scenario.traffic.first(where: { $0.name == name }) else { return false }
    if case .closed = source.arrivals { return true }
    return false
  }

  private func effect(_ key: String, _ reader: Reader) -> Fault.Effect? {
    guard reader.has(key) || Self.plainEffects.contains(key) else {
      reader.report(
        .faultEffect, "the fault has no effect: \"\(key)\" is empty", at: reader.location(of: key),
        path: reader.path.field(key), suggestion: "write what it is, or remove the fault")
      return nil
    }
    switch key {
    case "errors":
      return reader.mapping(key).flatMap { ServiceReader(context: context).failures($0) }.map { .errors($0) }
    case "reset": return plain(key, .reset, reader)
    case "refuse": return plain(key, .refuse, reader)
    case "blackhole": return plain(key, .blackhole, reader)
    case "pause": return plain(key, .pause, reader)
    case "latency":
      return DistributionReader(folder: context.folder).read(key, in: reader).map { .latency($0) }
    case "slowdown": return slowdown(reader)
    case "crash": return crash(reader)
    case "capacity": return capacity(reader)
    case "rollingRestart": return rollingRestart(reader)
    case "gatewayLoss": return gatewayLoss(reader)
    default: return reader.factor(key).map { .surge($0) }
    }
  }

  /// An effect without parameters: `reset: true`, `reset: {}` or `reset:`.
  private func plain(_ key: String, _ effect: Fault.Effect, _ reader: Reader) -> Fault.Effect? {
    guard let value = reader.field(key) else { return effect }
    if case .mapping = value.content {
      reader.reader(of: value, at: reader.path.field(key)).finish()
      return effect
    }
    guard let flag = reader.boolean(key) else { return nil }
    if flag { return effect }
    reader.report(.faultEffect, "the fault has no effect", about: key, suggestion: "write `\(key): true`")
    return nil
  }

  private func slowdown(_ reader: Reader) -> Fault.Effect? {
    guard let factor = reader.factor("slowdown") else { return nil }
    if factor > 0 { return .slowdown(factor) }
    reader.report(
      .invalid, "expected a factor above 0", about: "slowdown", suggestion: "use pause to stop all work")
    return nil
  }

  /// Assumption A-SCN-4: a crash loses what is in flight unless it says otherwise.
  private func crash(_ reader: Reader) -> Fault.Effect? {
    guard let value = reader.field("crash"), case .mapping = value.content else {
      return plain("crash", .crash(.lost), reader)
    }
    let fields = reader.reader(of: value, at: reader.path.field("crash"))
    let inFlight = inFlight(fields)
    fields.finish()
    return .crash(inFlight ?? .lost)
  }

  private func inFlight(_ fields: Reader) -> Fault.InFlight? {
    fields.choice("inFlight", Fault.InFlight.allCases.map(\.rawValue)).flatMap(Fault.InFlight.init)
  }

  private func capacity(_ reader: Reader) -> Fault.Effect? {
    guard let share = reader.share("capacity") else { return nil }
    if let service, service.concurrency == nil {
      reader.report(
        .faultMismatch, "\(service.name) has unbounded concurrency, of which no share can be left",
        about: "capacity", suggestion: "give the service a `concurrency:`")
      return nil
    }
    return .capacity(share)
  }

  /// The service that the fault hits.
  private var service: ServiceModel? {
    guard case .service(let name, _) = target else { return nil }
    return scenario.services.first { $0.name == name }
  }
}

// MARK: Restarts and gateways

extension FaultEffectReader {
  private static let startTime: Int64 = 10_000_000_000

  /// Assumption A-SCN-7: a rolling restart replaces a quarter of the service's endpoints at a time, rounded down and at least one, as a
  /// Deployment does; each is away for 10 s, the period of a readiness probe, and what it has is drained.
  private func rollingRestart(_ reader: Reader) -> Fault.Effect? {
    var restart = Fault.RollingRestart(
      startTime: Self.startTime, maxUnavailable: Self.part(0.25, of: service?.initialEndpoints ?? 1))
    if let value = reader.field("rollingRestart"), case .mapping = value.content {
      let fields = reader.reader(of: value, at: reader.path.field("rollingRestart"))
      let errors = reader.diagnostics.errorCount
      restart.startTime = fields.time("startTime", allowingZero: false) ?? restart.startTime
      restart.maxUnavailable = maxUnavailable(fields) ?? restart.maxUnavailable
      restart.inFlight = inFlight(fields) ?? restart.inFlight
      fields.finish()
      guard reader.diagnostics.errorCount == errors else { return nil }
    } else if plain("rollingRestart", .rollingRestart(restart), reader) == nil {
      return nil
    }
    if let service, service.initialEndpoints == 0 {
      reader.report(
        .faultMismatch, "\(service.name) has no endpoints that can be replaced", about: "rollingRestart",
        suggestion: "give the service `endpoints:`")
      return nil
    }
    return .rollingRestart(restart)
  }

  private func maxUnavailable(_ fields: Reader) -> Int? {
    guard let value = fields.field("maxUnavailable") else { return nil }
    if case .scalar(let scalar) = value.content, case .integer = scalar.resolved {
      return fields.count("maxUnavailable", from: 1, upTo: Bounds.endpoints)
    }
    return fields.share("maxUnavailable").map { Self.part($0, of: service?.initialEndpoints ?? 1) }
  }

  /// The share of `endpoints`, rounded down, at least one: 0.07 × 100 is 7 though the product of the nearest numbers may be less.
  private static func part(_ share: Double, of endpoints: Int) -> Int {
    max(1, Int((share * Double(endpoints)).nextUp))
  }

  private func gatewayLoss(_ reader: Reader) -> Fault.Effect? {
    var fields = reader
    var key = "gatewayLoss"
    if let value = reader.field(key), case .mapping = value.content {
      fields = reader.reader(of: value, at: reader.path.field(key))
      key = "replicas"
      if fields.required(key) == nil {
        fields.finish()
        return nil
      }
    }
    let count = fields.count(key, from: 1, upTo: Bounds.replicas)
    if key == "replicas" { fields.finish() }
    guard let count else { return nil }
    guard count <= scenario.dataPlane.replicas else {
      fields.report(
        .invalid,
        "the data plane has \(scenario.dataPlane.replicas) gateway replicas, so that \(count) cannot be lost",
        about: key, suggestion: "give it more: `dataPlane: {replicas: \(count)}`")
      return nil
    }
    return .gatewayLoss(replicas: count)
  }
}
