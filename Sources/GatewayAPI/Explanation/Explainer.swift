import Documents

extension GatewayConfiguration {
  /// What gRPC calls it when a gateway has no backend for a call.
  private static let unavailable = 14

  /// The way of `request` when it arrives on `port` of `gateway`.
  ///
  /// - Parameter nearMisses: Whether rules are looked for that one condition keeps from taking it; O(matches at the listener).
  public func explain(
    _ request: HTTPRequest, gateway: NamespacedName, port: Int, nearMisses: Bool = false
  ) -> Explanation {
    let shape = RequestShape(request)
    var explanation = Explanation(gateway: gateway)
    switch find(request, shape, gateway: gateway, port: port) {
    case .refused:
      explanation.because += refusal(of: request, gateway: gateway, port: port)
      if nearMisses { explanation.because += elsewhere(shape, request.scheme, gateway: gateway, port: port) }
    case .misdirected(let serving):
      let listener = listener(of: serving)
      explanation.listener = listener
      explanation.answer(by: .gateway, status: 421, grpc: Self.unavailable, request)
      explanation.because.append(
        Decision(
          "listener",
          "the connection is for \(request.serverName ?? shape.host), which listener \(listener.name) of \(listener.owner) "
            + "serves; another listener is for the host \(shape.host): 421, the client should connect anew",
          at: listener.location))
    case .unrouted(let serving):
      explanation.answer(by: .gateway, status: 404, grpc: 12, request)
      explanation.listener = serving.map(listener)
      explanation.because += absence(of: shape, at: serving, gateway: gateway, port: port)
      if nearMisses {
        if let serving { explanation.because += self.nearMisses(of: shape, at: serving, chosen: nil) }
        explanation.because += elsewhere(shape, request.scheme, gateway: gateway, port: port)
      }
    case .routed(let serving, let candidate):
      explain(candidate, at: serving, request, shape, port: port, in: &explanation)
      if nearMisses {
        explanation.because += self.nearMisses(of: shape, at: serving, chosen: candidate)
      }
    }
    return explanation
  }

  private func explain(
    _ candidate: RoutingTable.Candidate, at serving: ServingListener, _ request: HTTPRequest,
    _ shape: RequestShape, port: Int, in explanation: inout Explanation
  ) {
    let route = routes[candidate.route]
    let rule = route.rules[candidate.rule]
    let match = rule.matches[candidate.match]
    let plan = plan(of: candidate, for: request)
    explanation.listener = listener(of: serving)
    explanation.route = route.title
    explanation.rule = candidate.rule
    explanation.match = candidate.match
    explanation.because += decisions(for: candidate, at: serving, shape, port: port)
    let prefix: String? = if case .path(.prefix, let text) = match.target { text.text } else { nil }
    var forwarded = ForwardedRequest(request)
    forwarded.apply(plan.filters, to: request, prefix: prefix)
    explanation.mirrors = plan.mirrors.filter { $0.problem == nil }
    explanation.because += plan.filters.map { Decision("filter", $0.summary, at: $0.location) }
    if plan.gatewayStatus == nil { explanation.apply(plan.filters) }
    if let (cors, location) = plan.corsFilter {
      let headers =
        request.isPreflight ? cors.preflightAnswer(to: request) : cors.responseHeaders(for: request)
      for header in headers { explanation.responseHeaders.set(header.name, header.value) }
      explanation.because.append(corsDecision(cors, at: location, request))
    }
    explanation.because += browserDecision(request, gateway: explanation.gateway, port: port, rule)
    if let status = plan.gatewayStatus {
      explanation.answer(by: .gateway, status: status, grpc: Self.unavailable, request)
      if case .redirect(let redirect)? = plan.filters.last?.kind {
        var original = ForwardedRequest(request)
        original.apply(Array(plan.filters.dropLast()), to: request, prefix: prefix)
        explanation.redirect = RedirectTarget(redirect, original, port: port, prefix: prefix)
      }
      return
    }
    addBackends(plan, forwarded, request, prefix: prefix, to: &explanation)
    addPolicies(plan, rule, to: &explanation)
  }

  private func addBackends(
    _ plan: RulePlan, _ forwarded: ForwardedRequest, _ request: HTTPRequest, prefix: String?,
    to explanation: inout Explanation
  ) {
    let total = plan.backends.reduce(0) { $0 + $1.weight }
    let success = request.carried == .websocket ? 101 : 200
    let isCall = request.carried == .grpc
    for backend in plan.backends {
      let service = inventory.services[backend.service]
      let failure = backend.problem?.status ?? (service?.readyEndpoints == 0 ? 503 : nil)
      var copy = forwarded
      copy.scheme = service?.scheme(at: backend.port) ?? "http"
      copy.apply(backend.filters, to: request, prefix: prefix)
      explanation.backends.append(
        .init(
          service: backend.service, port: backend.port,
          share: total == 0 ? 0 : Double(backend.weight) / Double(total),
          status: isCall ? success : failure ?? success,
          grpcStatus: isCall ? (failure == nil ? 0 : Self.unavailable) : nil,
          request: failure == nil ? copy : nil, mirrors: backend.mirrors.filter { $0.problem == nil }))
    }
    let chosen = explanation.backends.indices.filter { explanation.backends[$0].share > 0 }
    if let first = chosen.first(where: { explanation.backends[$0].request != nil }) {
      explanation.answer(by: .backend, status: success, grpc: 0, request)
      explanation.apply(plan.backends[first].filters)
    } else {
      let status = chosen.first.map { explanation.backends[$0].status } ?? 500
      explanation.answer(by: .gateway, status: status, grpc: Self.unavailable, request)
    }
  }

  private func addPolicies(_ plan: RulePlan, _ rule: Route.Rule, to explanation: inout Explanation) {
    explanation.requestTimeout = plan.requestTimeout.map(GatewayDuration.init(nanoseconds:))
    explanation.backendRequestTimeout = plan.backendRequestTimeout.map(GatewayDuration.init(nanoseconds:))
    explanation.retry = plan.retry
    explanation.retryBudget =
      plan.backends.lazy.filter { $0.problem == nil && $0.weight > 0 }
      .compactMap { retryBudget(of: $0.service) }.first
    explanation.because += policyDecisions(explanation, rule)
  }
}

extension Explanation {
  /// Says who answers. A call gets its status in gRPC's own terms, under HTTP's 200.
  fileprivate mutating func answer(by who: Answerer, status: Int, grpc: Int, _ request: HTTPRequest) {
    answeredBy = who
    self.status = request.carried == .grpc ? 200 : status
    grpcStatus = request.carried == .grpc ? grpc : nil
  }

  /// Lets filters act on the answer.
  fileprivate mutating func apply(_ filters: [RouteFilter]) {
    for filter in filters {
      guard case .responseHeaders(let changes) = filter.kind else { continue }
      responseHeaders.apply(changes) { _ in nil }
    }
  }
}
