import Documents

/// What a set of manifests means for traffic: Gateways, routes resolved against Services, and policies.
public struct GatewayConfiguration: Sendable {
  /// The Gateways, by namespace and name.
  public var gateways: [Gateway] { inventory.gateways }
  /// The Services, by namespace and name.
  public let services: [Service]
  /// The HTTPRoutes and GRPCRoutes, by namespace and name.
  public var routes: [Route] { inventory.routes }
  /// What is admitted and not simulated, in input order.
  public var notModelled: [NotModelled] { inventory.notModelled }
  /// Every Service that an attached route's backends or mirrors reach, by namespace and name, with the first place that
  /// names it. Services that cannot be used are not among them.
  public let referencedServices: [(service: NamespacedName, location: SourceLocation)]

  /// Whose rules hold.
  let settings: AdmissionSettings
  let inventory: Inventory
  let attachments: Attachments
  /// By route, then rule.
  let plans: [[RulePlan]]
  /// By route: what it refers to and cannot use.
  let problems: [[RulePlanner.Problem]]
  /// The rules of each route that are dropped.
  let unusableRules: [Int: Set<Int>]
  let policies: PolicyResolution
  let mesh: MeshRouting
  /// By address: the serving listeners by hostname.
  private let listeners: [Address: HostIndex<ServingListener>]
  /// By Gateway: the one whose address it shares.
  private let addresses: [NamespacedName: Int]
  /// By position of a Gateway and scheme: the ports on which it answers itself, ascending.
  private let ports: [[String: [Int]]]

  private struct Address: Hashable {
    let gateway: Int
    let port: Int
    let scheme: String?
  }

  /// A listener that serves, with its routing table.
  struct ServingListener: Sendable {
    let gateway: Int
    let listener: Int
    let table: RoutingTable

    func isSame(as other: ServingListener) -> Bool {
      gateway == other.gateway && listener == other.listener
    }
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
    self.settings = settings
    self.inventory = inventory
    services = inventory.services.values.sorted { $0.name < $1.name }
    inventory.lintGateways(diagnostics)
    let groups = GatewayGroups(inventory.gateways, isMerging: settings.mergeGateways, diagnostics)
    let planner = RulePlanner(
      services: inventory.services, grants: inventory.grants, diagnostics: diagnostics)
    plans = inventory.routes.map(planner.plans)
    problems = inventory.routes.map(planner.problems)
    attachments = Attachments(
      inventory.routes, to: inventory.gateways, inventory.listenerSets, inventory.services,
      NamespaceLabels(declared: inventory.namespaces))
    AttachmentLints(inventory: inventory, attachments: attachments, diagnostics: diagnostics).report()
    let builder = RoutingTableBuilder(inventory, attachments, diagnostics: diagnostics)
    unusableRules = builder.unusableRules
    mesh = builder.mesh
    var listeners: [Address: HostIndex<ServingListener>] = [:]
    for (gatewayIndex, gateway) in inventory.gateways.enumerated() {
      for (index, listener) in gateway.listeners.enumerated() where listener.isServing {
        let address = Address(
          gateway: groups.leads[gatewayIndex], port: listener.port, scheme: listener.scheme)
        listeners[address, default: HostIndex()][listener.hostname] = ServingListener(
          gateway: gatewayIndex, listener: index, table: builder.table(gateway: gatewayIndex, listener: index)
        )
      }
    }
    self.listeners = listeners
    ports = inventory.gateways.map { gateway in
      var schemes: [Int: String] = [:]
      for listener in gateway.listeners where listener.isServing && schemes[listener.port] == nil {
        schemes[listener.port] = listener.scheme
      }
      return Dictionary(grouping: schemes.keys.sorted()) { schemes[$0] ?? "" }
    }
    addresses = Dictionary(
      zip(inventory.gateways.map(\.name), groups.leads), uniquingKeysWith: { first, _ in first })
    let reach = ServiceReach(routes: inventory.routes, plans: plans, attachments: attachments)
    referencedServices = reach.services
    policies = PolicyResolution(
      inventory.policies, of: inventory, retried: reach.retried, diagnostics: diagnostics)
  }

  /// Where `request` goes when it arrives on `port` of `gateway`.
  ///
  /// O(labels of the host × elements of the path) look-ups, whatever the number of routes, but for regular expressions, which are
  /// tried one by one.
  public func answer(_ request: HTTPRequest, gateway: NamespacedName, port: Int) -> RouteAnswer {
    switch find(request, RequestShape(request), gateway: gateway, port: port) {
    case .refused: return .refused
    case .misdirected: return .misdirected
    case .unrouted: return .notFound
    case .routed(let serving, let candidate):
      let route = routes[candidate.route]
      return .matched(
        MatchedRule(
          listener: listener(of: serving), kind: route.kind.rawValue, route: route.name, label: route.label,
          rule: candidate.rule, match: candidate.match, plan: plan(of: candidate, for: request)))
    }
  }

  /// The ports on which the Gateway at a position answers requests of `scheme`, ascending.
  func ports(of gateway: Int, scheme: String) -> [Int] { ports[gateway][scheme] ?? [] }

  /// Whether what arrives at one of the Gateways arrives at the other too.
  func sharesAddress(_ one: NamespacedName, _ other: NamespacedName) -> Bool {
    addresses[one] != nil && addresses[one] == addresses[other]
  }

  /// The retry budget of `service`, nil where no policy sets one.
  public func retryBudget(of service: NamespacedName) -> RetryBudget? { policies.budgets[service] }

  /// What the rule does with this request.
  func plan(of candidate: RoutingTable.Candidate, for request: HTTPRequest) -> RulePlan {
    let plan = plans[candidate.route][candidate.rule]
    return request.isPreflight ? plan.answeringPreflights() : plan
  }

  func listener(of serving: ServingListener) -> Listener {
    gateways[serving.gateway].listeners[serving.listener]
  }

  /// What takes a request, by positions.
  enum Finding {
    /// Nothing listens there, or there is no certificate for the name that the client asked for.
    case refused
    /// The listener whose certificate was given is not the one for the host.
    case misdirected(ServingListener)
    /// No rule of the listener, or no listener for the host on the connection of the given one.
    case unrouted(ServingListener?)
    case routed(ServingListener, RoutingTable.Candidate)
  }

  /// Finds the listener and the rule for a request (reference gateway-api 2.1).
  func find(_ request: HTTPRequest, _ shape: RequestShape, gateway: NamespacedName, port: Int) -> Finding {
    // Assumption A-GW-19: a port without a serving HTTP listener of the request's scheme refuses the connection.
    guard let lead = addresses[gateway],
      let index = listeners[Address(gateway: lead, port: port, scheme: request.scheme)]
    else { return .refused }
    // Assumption A-GW-17: listeners are isolated: only the one with the most specific hostname takes a request.
    let chosen = index.first(for: shape.host) { $0 }
    if request.scheme == "https" {
      // Assumption A-GW-33: a TLS client that is not said to ask for a name asks for the request's host.
      let name = request.serverName.map(Hostname.matched(by:)) ?? shape.host
      guard let connected = index.first(for: name, { $0 }) else { return .refused }
      guard let chosen else { return .unrouted(connected) }
      if !chosen.isSame(as: connected) { return .misdirected(connected) }
    }
    guard let chosen else { return .unrouted(nil) }
    return chosen.table.first(for: shape).map { .routed(chosen, $0) } ?? .unrouted(chosen)
  }
}
