import Documents

/// Resolves the rules of routes against Services and grants, and reports what cannot be used.
struct RulePlanner {
  let services: [NamespacedName: Service]
  let grants: ReferenceGrants
  let diagnostics: Diagnostics

  /// What each rule of the route does.
  func plans(for route: Route) -> [RulePlan] {
    route.rules.indices.map { plan(of: route.rules[$0], path: "spec.rules[\($0)]", route: route) }
  }

  /// Something that a route refers to and cannot use.
  struct Problem: Sendable {
    let reason: RulePlan.BackendProblem
    let object: String
  }

  /// Everything that the route's rules refer to and cannot use, whether or not a request comes that far.
  func problems(of route: Route) -> [Problem] {
    func problem(_ object: BackendObject) -> Problem? {
      self.problem(of: object, route).map { Problem(reason: $0, object: "\(object.name)") }
    }
    func problems(_ filters: [RouteFilter]) -> [Problem] {
      filters.compactMap { filter in
        switch filter.kind {
        case .mirror(let target, _, _): problem(target)
        case .extensionReference(let name): Problem(reason: .invalidKind, object: name)
        default: nil
        }
      }
    }
    return route.rules.flatMap { rule in
      problems(rule.filters) + rule.backends.compactMap { problem($0.object) }
        + rule.backends.flatMap { problems($0.filters) }
    }
  }

  private func plan(of rule: Route.Rule, path: String, route: Route) -> RulePlan {
    var plan = RulePlan(
      requestTimeout: rule.requestTimeout, backendRequestTimeout: rule.backendRequestTimeout,
      isRequestTimeoutOff: rule.isRequestTimeoutOff,
      isBackendRequestTimeoutOff: rule.isBackendRequestTimeoutOff, retry: rule.retry)
    for (index, filter) in rule.filters.enumerated() where plan.gatewayStatus == nil {
      plan.filters.append(filter)
      switch filter.kind {
      case .mirror(let target, let numerator, let denominator):
        plan.mirrors.append(
          mirror(
            to: target, numerator, denominator, at: filter.location, path: "\(path).filters[\(index)]",
            route: route))
      case .redirect(let redirect):
        // Assumption A-GW-5: filters act in the order of the list, so a mirror after a redirect sees nothing.
        plan.gatewayStatus = redirect.status
      case .extensionReference(let name):
        // Assumption A-GW-6: an ExtensionRef cannot be resolved, so what it filters is answered 500.
        plan.gatewayStatus = 500
        plan.filters = [filter]
        plan.mirrors = []
        reportExtension(name, filter, path: "\(path).filters[\(index)]", route: route)
      case .requestHeaders, .responseHeaders, .rewrite, .cors, .other: break
      }
    }
    // Assumption A-GW-32: a rule without a backend answers 500, and what its mirrors copy is copied all the same.
    guard plan.gatewayStatus == nil else { return plan }
    plan.backends = rule.backends.enumerated().map {
      backend($1, path: "\(path).backendRefs[\($0)]", route: route)
    }
    reportAbsence(of: plan.backends, rule, path: path, route: route)
    return plan
  }

  private func reportExtension(_ name: String, _ filter: RouteFilter, path: String, route: Route) {
    diagnostics.report(
      .extensionUnresolved, .warning,
      "the filter \(name) is not part of the Gateway API and cannot be resolved: requests are answered 500",
      object: route.title, path: path, at: filter.location,
      suggestion: "take the filter out of the copy that Weir reads")
  }

  private func reportAbsence(
    of backends: [RulePlan.Backend], _ rule: Route.Rule, path: String, route: Route
  ) {
    if route.isWithoutRules {
      diagnostics.report(
        .noBackend, .warning, "the route has no rules: it takes every path and answers 500",
        object: route.title, path: "spec", at: rule.location,
        suggestion: "add `rules: [{backendRefs: [{name: SERVICE, port: PORT}]}]`")
    } else if backends.isEmpty {
      diagnostics.report(
        .noBackend, .warning, "the rule has no backendRefs: its requests are answered 500",
        object: route.title, path: path, at: rule.location,
        suggestion: "add `backendRefs: [{name: SERVICE, port: PORT}]`")
    } else if backends.allSatisfy({ $0.weight == 0 }) {
      // Assumption A-GW-7: a rule whose weights are all zero has no usable backend and answers 500.
      diagnostics.report(
        .weightsZero, .warning, "all weights of the rule are 0: its requests are answered 500",
        object: route.title, path: "\(path).backendRefs", at: rule.location,
        suggestion: "give one backend a weight above 0")
    }
  }

  private func backend(
    _ reference: Route.BackendReference, path: String, route: Route
  ) -> RulePlan.Backend {
    let object = reference.object
    var backend = RulePlan.Backend(
      service: object.name, port: object.port, weight: reference.weight, problem: problem(of: object, route))
    if let problem = backend.problem {
      diagnostics.report(
        .backendUnusable, .warning,
        "\(explanation(of: problem, object, route)): its share of the requests is answered 500",
        object: route.title, path: path, at: object.location, suggestion: remedy(for: problem, object, route))
    }
    for (index, filter) in reference.filters.enumerated() {
      let filterPath = "\(path).filters[\(index)]"
      switch filter.kind {
      case .mirror(let target, let numerator, let denominator):
        backend.mirrors.append(
          mirror(to: target, numerator, denominator, at: filter.location, path: filterPath, route: route))
      case .extensionReference(let name):
        backend.problem = backend.problem ?? .invalidKind
        reportExtension(name, filter, path: filterPath, route: route)
      // Assumption A-GW-8: a redirect in a backend's own filters is left out; it is listed as not modelled.
      case .redirect, .cors, .other: break
      case .requestHeaders, .responseHeaders, .rewrite: backend.filters.append(filter)
      }
    }
    return backend
  }

  private func mirror(
    to target: BackendObject, _ numerator: Int, _ denominator: Int, at location: SourceLocation,
    path: String, route: Route
  ) -> RulePlan.Mirror {
    let problem = problem(of: target, route)
    if let problem {
      diagnostics.report(
        .mirrorUnusable, .warning, "\(explanation(of: problem, target, route)): nothing is mirrored to it",
        object: route.title, path: path, at: target.location, suggestion: remedy(for: problem, target, route))
    } else if numerator == 0 {
      diagnostics.report(
        .mirrorNever, .warning, "the mirror's share is 0: nothing is mirrored", object: route.title,
        path: path, at: location, suggestion: "remove the filter or give it a percent above 0")
    }
    return RulePlan.Mirror(
      service: target.name, port: target.port, numerator: numerator, denominator: denominator,
      problem: problem, location: location)
  }

  /// Why `object` cannot be used by `route`. Permission is judged before existence is looked at.
  private func problem(of object: BackendObject, _ route: Route) -> RulePlan.BackendProblem? {
    let source = ReferenceGrants.Source(
      group: ObjectKind.standardGroup, kind: route.kind.rawValue, namespace: route.name.namespace)
    guard grants.permit(source, group: object.group, kind: object.kind, object.name) else {
      return .refNotPermitted
    }
    guard object.isService else { return .invalidKind }
    guard let service = services[object.name] else { return .backendNotFound }
    return service.problem(at: object.port)
  }

  private func explanation(
    of problem: RulePlan.BackendProblem, _ object: BackendObject, _ route: Route
  ) -> String {
    let title = "\(object.kind) \(object.name)"
    switch problem {
    case .refNotPermitted: return "no ReferenceGrant in namespace \(object.name.namespace) permits \(title)"
    case .invalidKind where isExternalName(object):
      return "\(title) is of type ExternalName, which is no backend"
    case .invalidKind: return "\(title) is no backend that can be simulated"
    case .backendNotFound:
      guard let service = services[object.name] else { return "\(title) is not among the manifests" }
      let ports = service.ports.map { "\($0.number)" }.joined(separator: ", ")
      return
        "\(title) has no port \(object.port.map(String.init) ?? ""), only \(ports.isEmpty ? "none" : ports)"
    case .unsupportedProtocol: return "\(title) does not speak TCP on that port"
    }
  }

  private func remedy(
    for problem: RulePlan.BackendProblem, _ object: BackendObject, _ route: Route
  ) -> String? {
    switch problem {
    case .refNotPermitted:
      "add a ReferenceGrant to namespace \(object.name.namespace): "
        + "from {group: gateway.networking.k8s.io, kind: \(route.kind.rawValue), namespace: \(route.name.namespace)} "
        + "to {group: \"\(object.group)\", kind: \(object.kind)}"
    case .backendNotFound where services[object.name] == nil:
      "add the Service: {apiVersion: v1, kind: Service, metadata: {name: \(object.name.name), "
        + "namespace: \(object.name.namespace)}, spec: {ports: [{port: \(object.port ?? 80)}]}}"
    case .invalidKind where isExternalName(object):
      "name a Service of type ClusterIP; EndpointSlices can give one addresses outside the cluster"
    default: nil
    }
  }

  private func isExternalName(_ object: BackendObject) -> Bool {
    object.isService && services[object.name]?.isExternalName == true
  }
}

extension Service {
  /// Why nothing can be sent to the port of that number, if so; nil is the only way to a Service without ports.
  func problem(at number: Int?) -> RulePlan.BackendProblem? {
    // Assumption A-GW-9: an ExternalName Service is no backend, as the API recommends.
    if isExternalName { return .invalidKind }
    if ports.isEmpty, number == nil { return nil }
    // Assumption A-GW-10: a Service without the named port counts as not found.
    guard let port = port(number) else { return .backendNotFound }
    // Assumption A-GW-11: every appProtocol over TCP can be spoken; UDP and SCTP cannot.
    return port.transport == "TCP" ? nil : .unsupportedProtocol
  }
}
