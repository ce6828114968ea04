import Documents
import GatewayAPI
import Traffic

/// Reads the `target` of a fault.
struct FaultTargetReader {
  let context: ScenarioContext
  /// What was read of the scenario before.
  let scenario: Scenario

  private static let words = ["traffic": "traffic source", "gateway": "Gateway"]

  func read(_ reader: Reader) -> Fault.Target? {
    guard reader.required("target") != nil, let fields = reader.mapping("target") else { return nil }
    let errors = reader.diagnostics.errorCount
    let found = ["service", "route", "traffic", "gateway"].filter(fields.has)
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
    case "gateway": return gatewayTarget(fields)
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
      guard (1...max(model.mostEndpoints, 1)).contains(count) else {
        fields.report(
          .invalid, "\(name) has \(model.mostEndpoints) endpoints, so a fault cannot hit \(count)",
          about: "endpoints")
        return nil
      }
      return .service(name, endpoints: count)
    }
    guard let share = fields.share(value, at: path) else { return nil }
    // Assumption A-SCN-3: a share of endpoints is rounded up, to at least one; the first endpoints are meant.
    let exact = share * Double(model.initialEndpoints)
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

  /// `{gateway: true}`, or a Gateway by its name: the replicas are those of the data plane either way.
  private func gatewayTarget(_ fields: Reader) -> Fault.Target? {
    if let value = fields.field("gateway"), case .scalar(let scalar) = value.content,
      case .boolean(let flag) = scalar.resolved
    {
      if flag { return .gateway }
      fields.report(
        .faultTarget, "the fault has no target", about: "gateway", suggestion: "write {gateway: true}")
      return nil
    }
    guard let name = fields.namespacedName("gateway") else { return nil }
    let gateways = context.configuration.gateways.map(\.name)
    guard gateways.contains(name) else {
      if context.isSound {
        reportUnknown("gateway", name.description, among: gateways.map(\.description), fields)
      }
      return nil
    }
    let others = Set(scenario.traffic.map(\.gateway)).subtracting([name]).map(\.description).sorted()
    if !others.isEmpty {
      fields.report(
        .faultShared, "the replicas of \(name) serve \(others.prefix(5).joined(separator: ", ")) as well",
        severity: .warning, about: "gateway",
        suggestion: "write {gateway: true} for all Gateways; a data plane for each is a scenario for each")
    }
    return .gateway
  }

  private func reportUnknown(_ key: String, _ name: String, among names: [String], _ fields: Reader) {
    fields.report(
      .faultTarget, "there is no \(Self.words[key] ?? key) \(name)", about: key,
      suggestion: context.nearNames.suggestion(for: name, among: names))
  }
}
