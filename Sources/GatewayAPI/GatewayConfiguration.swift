import Documents

/// What a set of manifests means for traffic: Gateways, routes resolved against Services, and policies.
public struct GatewayConfiguration: Sendable {
  /// The Gateways, by namespace and name.
  public private(set) var gateways: [Gateway]
  /// The Services, by namespace and name.
  public private(set) var services: [Service]
  /// The HTTPRoutes, by namespace and name.
  public private(set) var routes: [HTTPRoute]
  /// What is admitted and not simulated, in input order.
  public private(set) var notModelled: [NotModelled]
  /// Every Service that an attached route's backends or mirrors reach, by namespace and name, with the first place that
  /// names it. Services that cannot be used are not among them.
  public private(set) var referencedServices: [(service: NamespacedName, location: SourceLocation)]

  /// By route, then rule.
  private let plans: [[RulePlan]]
  private let budgets: [NamespacedName: RetryBudget]
  /// By Gateway, port and scheme: the serving listeners by hostname.
  private let listeners: [Address: HostIndex<ServingListener>]

  private struct Address: Hashable {
    let gateway: NamespacedName
    let port: Int
    let scheme: String?
  }

  private struct ServingListener: Sendable {
    let gateway: Int
    let listener: Int
    var table: RoutingTable
  }

  /// Reads the objects of `documents`, skipping Weir's own kinds.
  ///
  /// Whatever is wrong with them goes to `diagnostics`; an object with an error takes no part in what is answered. O(n log n) in
  /// the number of matches.
  public static func read(
    _ documents: [Document], settings: AdmissionSettings = AdmissionSettings(), diagnostics: Diagnostics
  ) -> GatewayConfiguration {
    GatewayConfiguration(
      Inventory(documents, settings: settings, diagnostics: diagnostics), settings: settings,
      diagnostics: diagnostics)
  }

  private init(_ inventory: Inventory, settings: AdmissionSettings, diagnostics: Diagnostics) {
    gateways = inventory.gateways
    routes = inventory.routes
    services = inventory.services.values.sorted { $0.name < $1.name }
    notModelled = inventory.notModelled
    inventory.lintGateways(mergeGateways: settings.mergeGateways, diagnostics)
    let planner = RulePlanner(
      services: inventory.services, grants: inventory.grants, diagnostics: diagnostics)
    plans = inventory.routes.map(planner.plans)
    var builder = RoutingTableBuilder(inventory, diagnostics: diagnostics)
    for index in inventory.routes.indices { builder.attach(index) }
    builder.reportDuplicates()
    var listeners: [Address: HostIndex<ServingListener>] = [:]
    for (gatewayIndex, gateway) in gateways.enumerated() {
      for (index, listener) in gateway.listeners.enumerated() where listener.isServing {
        let table = builder.table(gateway: gatewayIndex, listener: index)
        let address = Address(gateway: gateway.name, port: listener.port, scheme: listener.scheme)
        listeners[address, default: HostIndex()][listener.hostname] =
          ServingListener(gateway: gatewayIndex, listener: index, table: table)
      }
    }
    self.listeners = listeners
    let reach = ServiceReach(routes: routes, plans: plans, isAttached: builder.isAttached)
    referencedServices = reach.services
    budgets =
      PolicyResolution(
        inventory.policies, of: inventory, retried: reach.retried, diagnostics: diagnostics
      ).budgets
  }

  /// Where `request` goes when it arrives on `port` of `gateway`.
  ///
  /// O(labels of the host × elements of the path) look-ups, whatever the number of routes, but for regular expressions, which are
  /// tried one by one.
  public func answer(_ request: HTTPRequest, gateway: NamespacedName, port: Int) -> RouteAnswer {
    // Assumption A-GW-19: a port without a serving HTTP listener of the request's scheme refuses the connection.
    let address = Address(gateway: gateway, port: port, scheme: request.scheme)
    guard let index = listeners[address] else { return .refused }
    let shape = RequestShape(request)
    // Assumption A-GW-17: listeners are isolated: only the one with the most specific hostname takes a request.
    guard let serving = index.first(for: shape.host, { $0 }),
      let candidate = serving.table.first(for: shape)
    else { return .notFound }
    var rule = matched(candidate, at: serving, host: shape.host, gateway: gateway, port: port)
    if request.isPreflight, let plan = rule.plan.ofPreflights { rule.plan = plan }
    return .matched(rule)
  }

  /// The retry budget of `service`, nil where no policy sets one.
  public func retryBudget(of service: NamespacedName) -> RetryBudget? { budgets[service] }

  private func matched(
    _ candidate: RoutingTable.Candidate, at serving: ServingListener, host: String, gateway: NamespacedName,
    port: Int
  ) -> MatchedRule {
    let listener = gateways[serving.gateway].listeners[serving.listener]
    let route = routes[candidate.route]
    let rule = route.rules[candidate.rule]
    let match = rule.matches[candidate.match]
    let shown = host.isEmpty ? "a request without a host" : host
    return MatchedRule(
      gateway: gateway, listener: listener.name, route: route.name, rule: candidate.rule,
      match: candidate.match, plan: plans[candidate.route][candidate.rule],
      because: [
        .init(
          "listener",
          "listener \(listener.name) of Gateway \(gateway) has port \(port) and "
            + (listener.hostname.map { "the most specific hostname for \(shown): \($0)" }
              ?? "takes any host; no listener names \(shown)"),
          at: listener.location),
        .init(
          "route",
          "\(route.title) is attached there for "
            + (route.hostnames.isEmpty ? "every host" : route.hostnames.joined(separator: ", ")),
          at: route.location),
        .init(
          "rule",
          "rule \(candidate.rule)\(rule.name.map { " (\($0))" } ?? "") comes first by precedence",
          at: rule.location),
        .init("match", "match \(candidate.match): \(match.summary)", at: match.location),
      ])
  }
}
