import Documents

// The sentences of an explanation.

extension GatewayConfiguration {
  /// Why nothing takes the connection.
  func refusal(of request: HTTPRequest, gateway: NamespacedName, port: Int) -> [Decision] {
    guard let found = gateways.first(where: { $0.name == gateway }) else {
      let known = gateways.map(\.name.description).joined(separator: ", ")
      return [
        Decision(
          "gateway", "there is no Gateway \(gateway); the manifests hold \(known.isEmpty ? "none" : known)",
          at: gateways.first?.location ?? SourceLocation(file: "-", line: 1, column: 1))
      ]
    }
    let here = found.listeners.filter { $0.port == port }
    guard !here.isEmpty else {
      let ports = found.ports.map(String.init).joined(separator: ", ")
      return [
        Decision(
          "listener",
          "\(found.title) has no listener on port \(port)\(ports.isEmpty ? "" : "; it answers on \(ports)")",
          at: found.location)
      ]
    }
    return here.map { Decision("listener", $0.refusal(of: request), at: $0.location) }
  }

  /// Why no rule takes a request that a listener took.
  func absence(
    of shape: RequestShape, at serving: ServingListener?, gateway: NamespacedName, port: Int
  ) -> [Decision] {
    guard let serving else {
      let listeners = gateways.first { $0.name == gateway }?.listeners.filter { $0.port == port } ?? []
      let names = listeners.compactMap(\.hostname).joined(separator: ", ")
      return [
        Decision(
          "listener",
          "no listener on port \(port) is for \(shape.shownHost): they are for \(names)",
          at: listeners.first?.location ?? SourceLocation(file: "-", line: 1, column: 1))
      ]
    }
    let listener = listener(of: serving)
    return [
      Decision("listener", reason(for: listener, shape, port: port), at: listener.location),
      Decision(
        "route",
        "no rule of a route that is attached there takes \(shape.method) \(shape.shownHost)\(shape.path): "
          + (shape.call == nil ? "404" : "gRPC status 12"),
        at: listener.location),
    ]
  }

  /// How many listeners are named that are for the host and elsewhere.
  private static let mostElsewhere = 3

  /// The listeners of the Gateway that name the host, on other ports or for the other scheme.
  func elsewhere(
    _ shape: RequestShape, _ scheme: String, gateway: NamespacedName, port: Int
  ) -> [Decision] {
    let listeners = gateways.first { $0.name == gateway }?.listeners ?? []
    let others = listeners.lazy.filter { listener in
      listener.isServing && (listener.port != port || listener.scheme != scheme)
        && listener.hostname != nil && Hostname.takes(listener.hostname, shape.host)
    }
    return others.prefix(Self.mostElsewhere).map { listener in
      Decision(
        "elsewhere",
        "listener \(listener.name) of \(listener.owner) is for \(shape.host), by \(listener.scheme ?? "") on port "
          + "\(listener.port)", at: listener.location)
    }
  }

  /// Why this rule takes the request.
  func decisions(
    for candidate: RoutingTable.Candidate, at serving: ServingListener, _ shape: RequestShape, port: Int
  ) -> [Decision] {
    let listener = listener(of: serving)
    let route = routes[candidate.route]
    let rule = route.rules[candidate.rule]
    let match = rule.matches[candidate.match]
    return [
      Decision("listener", reason(for: listener, shape, port: port), at: listener.location),
      Decision(
        "route",
        "\(route.title) is attached there for "
          + (route.hostnames.isEmpty ? "every host" : route.hostnames.joined(separator: ", ")),
        at: route.location),
      Decision(
        "rule",
        "rule \(candidate.rule)\(rule.name.map { " (\($0))" } ?? "") is first by precedence among those that match",
        at: rule.location),
      Decision("match", "match \(candidate.match): \(match.summary)", at: match.location),
    ]
  }

  /// What bounds and repeats attempts.
  func policyDecisions(_ explanation: Explanation, _ rule: Route.Rule) -> [Decision] {
    var decisions: [Decision] = []
    for (backend, reference) in zip(explanation.backends, rule.backends) {
      decisions.append(
        Decision(
          "backend",
          "\(backend.service) gets \(backend.share.percentage) of the requests"
            + (backend.request == nil && backend.share > 0
              ? ", answered \(backend.shownStatus) by the gateway" : ""),
          at: reference.object.location))
    }
    if explanation.backends.isEmpty {
      decisions.append(Decision("backend", "the rule has no backendRefs: 500", at: rule.location))
    }
    let bounds = [
      explanation.requestTimeout.map { "\($0) for the request" },
      explanation.backendRequestTimeout.map { "\($0) for an attempt" },
    ].compactMap(\.self)
    if !bounds.isEmpty {
      decisions.append(Decision("timeouts", bounds.joined(separator: ", "), at: rule.timeoutsLocation))
    }
    if let retry = explanation.retry {
      decisions.append(Decision("retry", retry.summary, at: rule.retryLocation))
    }
    if let budget = explanation.retryBudget {
      decisions.append(
        Decision(
          "budget", "XBackendTrafficPolicy/\(budget.policy): \(budget.summary)", at: budget.location))
    }
    return decisions
  }

  private func reason(for listener: Listener, _ shape: RequestShape, port: Int) -> String {
    "listener \(listener.name) of \(listener.owner) has port \(port) and "
      + (listener.hostname.map { "the most specific hostname for \(shape.shownHost): \($0)" }
        ?? "takes any host; no listener names \(shape.shownHost)")
  }
}

extension Listener {
  /// Why it does not take a connection on its port.
  fileprivate func refusal(of request: HTTPRequest) -> String {
    let title = "listener \(name) of \(owner)"
    if let conflict { return "\(title) does not serve: \(conflict.rawValue)" }
    if let certificateProblem, certificateProblem.preventsServing {
      return "\(title) does not serve: \(certificateProblem.message)"
    }
    if let authorityProblem, authorityProblem.preventsServing {
      return "\(title) does not serve: \(authorityProblem.message)"
    }
    guard let scheme else { return "\(title) speaks \(`protocol`), which is not simulated" }
    guard scheme == request.scheme else { return "\(title) speaks \(scheme), not \(request.scheme)" }
    let name = request.serverName ?? Hostname.matched(by: request.host)
    return
      "\(title) is for \(hostname ?? "any name"), not for \(name.isEmpty ? "a client that names no server" : name): "
      + "the TLS handshake fails"
  }
}

extension RouteFilter {
  /// What it does, in words.
  var summary: String {
    switch kind {
    case .requestHeaders(let changes): "changes request headers: \(changes.summary)"
    case .responseHeaders(let changes): "changes response headers: \(changes.summary)"
    case .mirror(let target, let numerator, let denominator):
      "copies \(numerator == denominator ? "all" : "\(numerator) of \(denominator)") requests to \(target.name)"
    case .redirect(let redirect): "redirects with \(redirect.status)"
    case .rewrite: "rewrites what the backend sees"
    case .cors: "handles CORS"
    case .extensionReference(let name): "\(name) cannot be resolved: 500"
    case .other(let type): "\(type) is not simulated"
    }
  }
}

extension HeaderChanges {
  fileprivate var summary: String {
    let parts =
      set.map { "set \($0.name): \($0.value)" } + add.map { "add \($0.name): \($0.value)" }
      + remove.map { "remove \($0)" }
    return parts.joined(separator: ", ")
  }
}

extension RulePlan.Retry {
  fileprivate var summary: String {
    let count =
      attempts.map { "up to \($0) \($0 == 1 ? "retry" : "retries")" } ?? "as often as the data plane does"
    let what =
      codes.isEmpty
      ? "connection errors and timeouts only" : "on \(codes.map(String.init).joined(separator: ", "))"
    let wait = backoff.map { ", after at least \(GatewayDuration(nanoseconds: $0))" } ?? ""
    return "\(count), \(what)\(wait)"
  }
}

extension RetryBudget {
  fileprivate var summary: String {
    "retries are at most \(percent) % of the attempts of \(GatewayDuration(nanoseconds: interval)), and always "
      + "\(minimumCount) in \(GatewayDuration(nanoseconds: minimumInterval))"
  }
}

extension RequestShape {
  /// The host, in words where there is none.
  var shownHost: String { host.isEmpty ? "a request without a host" : host }
}

extension Double {
  /// A share as a percentage with at most two decimals.
  fileprivate var percentage: String {
    let hundredths = Int((self * 10_000).rounded())
    let (whole, rest) = (hundredths / 100, hundredths % 100)
    return rest == 0 ? "\(whole) %" : "\(whole).\(rest < 10 ? "0" : "")\(rest) %"
  }
}
