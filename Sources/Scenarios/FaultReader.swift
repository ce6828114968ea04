import Documents
import Traffic

/// Reads `spec.faults`.
struct FaultReader {
  let context: ScenarioContext
  /// What was read of the scenario before.
  let scenario: Scenario

  /// The faults in the order of the file.
  func read(_ spec: Reader) -> [Fault] {
    var faults: [Fault] = []
    var places: [Reader] = []
    var named: [String: SourceLocation] = [:]
    let items = spec.entries("faults", upTo: Bounds.faults) ?? []
    for (value, path) in items {
      let reader = spec.reader(of: value, at: path)
      if let name = reader.field("name")?.text {
        if let first = named[name] {
          reader.report(
            .duplicateName, "there is a fault \"\(name)\" already, on line \(first.line)", about: "name",
            suggestion: "give it another name")
        }
        named[name] = named[name] ?? value.location
      }
      guard let fault = fault(reader) else { continue }
      faults.append(fault)
      places.append(reader)
    }
    checkSurges(faults, places)
    return faults
  }

  /// Surges at one time multiply, so that each may be small and all of them too much.
  private func checkSurges(_ faults: [Fault], _ places: [Reader]) {
    for (fault, reader) in zip(faults, places) {
      guard case .traffic(let name) = fault.target,
        let source = scenario.traffic.first(where: { $0.name == name })
      else { continue }
      let factor = faults.reduce(1.0) { product, other in
        guard other.target == fault.target, case .surge(let factor) = other.effect,
          other.start <= fault.start,
          fault.start < other.start + other.duration
        else { return product }
        return product * max(factor, 1)
      }
      guard factor * source.arrivals.peak > Bounds.rate else { continue }
      reader.report(
        .tooLarge,
        "with this surge \(name) sends more than 10 million requests per second, which are not simulated",
        about: "surge")
    }
  }

  private func fault(_ reader: Reader) -> Fault? {
    let name = reader.requiredString("name")
    let target = target(reader)
    let start = reader.required("at") == nil ? nil : reader.time("at", allowingZero: true)
    let duration = reader.required("for") == nil ? nil : reader.time("for", allowingZero: false)
    let effect = effect(reader)
    reader.refuse("ramp", "percent", "repeat")
    reader.finish()
    if let effect, let target { check(effect, at: target, reader) }
    if let start, let duration { checkTime(from: start, for: duration, reader) }
    guard let name, let target, let start, let duration, let effect else { return nil }
    return Fault(name: name, target: target, start: start, duration: duration, effect: effect.effect)
  }

  private func checkTime(from start: Int64, for duration: Int64, _ reader: Reader) {
    if scenario.duration > 0, start >= context.end {
      reader.report(
        .faultOutside,
        "it begins at \(Quantity.format(nanoseconds: start)), after the end of the run at "
          + Quantity.format(nanoseconds: context.end), severity: .warning, about: "at",
        suggestion: "times count from the start of a replication, warm-up included")
    } else if start + duration <= scenario.warmUp {
      reader.report(
        .faultOutside, "it is over before the warm-up is, so nothing of it is measured", severity: .warning,
        about: "at", suggestion: "times count from the start of a replication, warm-up included")
    }
  }

  // MARK: Target

  private func target(_ reader: Reader) -> Fault.Target? {
    guard reader.required("target") != nil, let fields = reader.mapping("target") else { return nil }
    let errors = reader.diagnostics.errorCount
    let found = ["service", "route", "traffic"].filter(fields.has)
    fields.refuse("gateway")
    let endpoints = fields.field("endpoints")
    fields.finish()
    guard reader.diagnostics.errorCount == errors else { return nil }
    guard let kind = found.first, found.count == 1 else {
      fields.report(
        .faultTarget,
        found.isEmpty
          ? "the fault has no target" : "expected one target, found \(found.joined(separator: " and "))",
        at: fields.value.location, path: fields.path, suggestion: "write {service: shop/checkout}")
      return nil
    }
    if kind != "service", endpoints != nil {
      fields.report(
        .faultMismatch, "only a service has endpoints", about: "endpoints", suggestion: "remove it")
      return nil
    }
    switch kind {
    case "service": return serviceTarget(fields)
    case "route": return routeTarget(fields)
    default: return trafficTarget(fields)
    }
  }

  private func serviceTarget(_ fields: Reader) -> Fault.Target? {
    guard let name = fields.namespacedName("service") else { return nil }
    guard let model = scenario.services.first(where: { $0.name == name }) else {
      // An entry that could not be read has its message by now.
      if !fields.diagnostics.hasErrors || context.configuration.services.allSatisfy({ $0.name != name }) {
        reportUnknown("service", name.description, among: scenario.services.map(\.name.description), fields)
      }
      return nil
    }
    guard let value = fields.field("endpoints") else { return .service(name, endpoints: nil) }
    let path = fields.path.field("endpoints")
    if case .scalar(let scalar) = value.content, case .integer = scalar.resolved {
      guard let count = fields.integer(value, at: path) else { return nil }
      guard (1...max(model.endpoints, 1)).contains(count) else {
        fields.report(
          .invalid, "\(name) has \(model.endpoints) endpoints, so a fault cannot hit \(count)",
          about: "endpoints")
        return nil
      }
      return .service(name, endpoints: count)
    }
    guard let share = fields.share(value, at: path) else { return nil }
    // Assumption A-SCN-3: a share of endpoints is rounded up, to at least one; the first endpoints are meant.
    let exact = share * Double(model.endpoints)
    let nearest = exact.rounded()
    // 0.07 × 100 is a little above 7: what is whole but for the rounding of the product stays whole.
    let count = abs(exact - nearest) <= exact.ulp * 2 ? nearest : exact.rounded(.up)
    return .service(name, endpoints: max(1, Int(count)))
  }

  private func routeTarget(_ fields: Reader) -> Fault.Target? {
    guard let text = fields.string("route") else { return nil }
    // A name without a namespace is in `default`, as everywhere.
    let name = NamespacedName(qualified: text)?.description ?? text
    let routes = context.configuration.routes.map(\.label)
    if routes.contains(name) { return .route(name) }
    if context.isSound { reportUnknown("route", name, among: routes, fields) }
    return nil
  }

  private func trafficTarget(_ fields: Reader) -> Fault.Target? {
    guard let name = fields.string("traffic") else { return nil }
    if scenario.traffic.contains(where: { $0.name == name }) { return .traffic(name) }
    if !fields.diagnostics.hasErrors || !scenario.traffic.isEmpty {
      reportUnknown("traffic", name, among: scenario.traffic.map(\.name), fields)
    }
    return nil
  }

  private func reportUnknown(_ key: String, _ name: String, among names: [String], _ fields: Reader) {
    fields.report(
      .faultTarget, "there is no \(key == "traffic" ? "traffic source" : key) \(name)", about: key,
      suggestion: context.nearNames.suggestion(for: name, among: names))
  }

  // MARK: Effect

  /// An effect and the key that says it.
  private typealias NamedEffect = (key: String, effect: Fault.Effect)

  private static let attemptEffects = ["errors", "reset", "blackhole", "latency"]
  private static let serviceEffects = attemptEffects + ["slowdown", "pause", "crash", "capacity"]

  private func check(_ effect: NamedEffect, at target: Fault.Target, _ reader: Reader) {
    let (what, allowed) =
      switch target {
      case .service: ("a service", Self.serviceEffects)
      case .route: ("a route", Self.attemptEffects)
      case .traffic: ("a traffic source", ["surge"])
      }
    guard allowed.contains(effect.key) else {
      return reader.report(
        .faultMismatch, "\"\(effect.key)\" cannot happen to \(what)", about: effect.key,
        suggestion: "what can is \(allowed.joined(separator: ", "))")
    }
    if case .capacity = effect.effect, case .service(let name, _) = target,
      let model = scenario.services.first(where: { $0.name == name }), model.concurrency == nil
    {
      reader.report(
        .faultMismatch, "\(name) has unbounded concurrency, of which no share can be left", about: "capacity",
        suggestion: "give the service a `concurrency:`")
    }
  }

  private func effect(_ reader: Reader) -> NamedEffect? {
    let errors = reader.diagnostics.errorCount
    let found = (Self.serviceEffects + ["surge"]).filter(reader.holds)
    reader.refuse("refuse", "rollingRestart", "gatewayLoss")
    guard reader.diagnostics.errorCount == errors else { return nil }
    guard let key = found.first, found.count == 1 else {
      reader.report(
        .faultEffect,
        found.isEmpty
          ? "the fault has no effect" : "expected one effect, found \(found.joined(separator: " and "))",
        at: reader.value.location, path: reader.path,
        suggestion: "add one of \((Self.serviceEffects + ["surge"]).joined(separator: ", "))")
      return nil
    }
    return effect(key, reader).map { (key, $0) }
  }

  /// The effects that need no parameters, so that `reset:` alone is one.
  private static let plainEffects = ["reset", "blackhole", "pause", "crash"]

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
    case "blackhole": return plain(key, .blackhole, reader)
    case "pause": return plain(key, .pause, reader)
    case "latency":
      return DistributionReader(folder: context.folder).read(key, in: reader).map { .latency($0) }
    case "slowdown":
      guard let factor = reader.factor(key) else { return nil }
      if factor > 0 { return .slowdown(factor) }
      reader.report(
        .invalid, "expected a factor above 0", about: key, suggestion: "use pause to stop all work")
      return nil
    case "crash": return crash(reader)
    case "capacity": return reader.share(key).map { .capacity($0) }
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

  /// Assumption A-SCN-4: a crash loses what is in flight unless it says otherwise.
  private func crash(_ reader: Reader) -> Fault.Effect? {
    guard let value = reader.field("crash"), case .mapping = value.content else {
      return plain("crash", .crash(.lost), reader)
    }
    let fields = reader.reader(of: value, at: reader.path.field("crash"))
    let inFlight = fields.choice("inFlight", Fault.InFlight.allCases.map(\.rawValue))
    fields.finish()
    return .crash(inFlight.flatMap(Fault.InFlight.init) ?? .lost)
  }
}

extension ArrivalProcess {
  /// The highest rate per second; 1 for a trace, of which a surge repeats single records.
  fileprivate var peak: Double {
    switch self {
    case .constant(let rate), .poisson(let rate): rate
    case .stages(let stages): stages.map(\.rate).max() ?? 0
    case .modulated(let states): states.map(\.rate).max() ?? 0
    case .diurnal(_, let peak, _): peak
    case .rates(let table): table.peak
    case .trace: 1
    }
  }
}
