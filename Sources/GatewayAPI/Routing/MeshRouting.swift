/// Which rule takes a call to a Service through the mesh.
struct MeshRouting: Sendable {
  /// What is known of the calls of one place.
  struct Table: Sendable {
    /// The positions of the routes that take them.
    let routes: [Int]
    let targets: RoutingTable.Targets
  }

  let tables: [MeshPlace: Table]

  enum Finding {
    /// No route is attached there.
    case unbound
    /// No rule of the routes takes the call.
    case unrouted
    case routed(RoutingTable.Candidate)
  }

  /// Assumption A-GW-47: the rules of the client's namespace come first; what none of them takes those of the Service's may take.
  func find(_ shape: RequestShape, to service: NamespacedName, port: Int?, from namespace: String) -> Finding
  {
    let tables = tables(of: service, port: port, for: namespace)
    guard let candidate = tables.lazy.compactMap({ $0.targets.first(for: shape) }).first else {
      return tables.isEmpty ? .unbound : .unrouted
    }
    return .routed(candidate)
  }

  /// The consumer's table before the producer's, as far as there are such.
  func tables(of service: NamespacedName, port: Int?, for namespace: String) -> [Table] {
    [namespace, nil].compactMap { tables[MeshPlace(service: service, port: port, clients: $0)] }
  }
}

extension GatewayConfiguration {
  /// Where a call to `service` goes that a client in `namespace` makes through the mesh (GEP-1426).
  ///
  /// Routes of the Service's namespace take calls of every client, routes of another one those of clients in their own. A call that
  /// no rule takes where there are routes is answered 404 (HTTPRoute, `spec.rules[].matches`); where there are none the Service
  /// itself takes it, by a rule that the label `Service/NAMESPACE/NAME` names. A backend that is the Service means its endpoints,
  /// without a second look at the routes. As many look-ups as at a Gateway, twice where both namespaces have routes.
  ///
  /// - Parameter port: The Service's port. Assumption A-GW-49: nil is its first port for TCP.
  public func answerMesh(
    _ request: HTTPRequest, to service: NamespacedName, from namespace: String, port: Int?
  ) -> RouteAnswer {
    let port = port ?? inventory.services[service]?.firstPort
    switch mesh.find(RequestShape(request), to: service, port: port, from: namespace) {
    case .unbound: return .matched(direct(to: service, port: port))
    case .unrouted: return .notFound
    case .routed(let candidate):
      let route = routes[candidate.route]
      return .matched(
        MatchedRule(
          listener: nil, kind: route.kind.rawValue, route: route.name, label: route.label,
          rule: candidate.rule, match: candidate.match, plan: plan(of: candidate, for: request)))
    }
  }

  /// The Services to which calls to `service` from `namespace` may be sent, on any of its ports, sorted: the backends and mirrors of
  /// the routes that take them, and the Service itself where a port has no routes. O(routes × rules) of the Service.
  public func meshReach(of service: NamespacedName, from namespace: String) -> [NamespacedName] {
    let numbers = inventory.services[service]?.ports.map(\.number) ?? []
    var reached: Set<NamespacedName> = []
    for port in numbers.isEmpty ? [nil] : Set(numbers).map(Optional.some) {
      let tables = mesh.tables(of: service, port: port, for: namespace)
      if tables.isEmpty { reached.insert(service) }
      for route in tables.flatMap(\.routes) {
        for (rule, plan) in plans[route].enumerated() where unusableRules[route]?.contains(rule) != true {
          reached.formUnion(plan.destinations)
        }
      }
    }
    return reached.sorted()
  }

  /// What takes a call to a Service without routes.
  private func direct(to service: NamespacedName, port: Int?) -> MatchedRule {
    let problem = inventory.services[service].map { $0.problem(at: port) } ?? .backendNotFound
    let backend = RulePlan.Backend(service: service, port: port, problem: problem)
    return MatchedRule(
      listener: nil, kind: "Service", route: service, label: "Service/\(service)", rule: 0, match: 0,
      plan: RulePlan(backends: [backend]))
  }
}

extension RulePlan {
  /// The Services to which it may send a request or a copy.
  fileprivate var destinations: [NamespacedName] {
    let chosen = backends.filter { $0.weight > 0 }
    let copied = (mirrors + chosen.flatMap(\.mirrors)).filter { $0.problem == nil && $0.numerator > 0 }
    return chosen.filter { $0.problem == nil }.map(\.service) + copied.map(\.service)
  }
}
