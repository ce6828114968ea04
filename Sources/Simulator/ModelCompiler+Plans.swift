import Engine
import Records
import Scenarios

extension Model {
  /// Adds what the gateway does with the requests that routing answered this way; the same rule is added once.
  mutating func addPlan(_ answer: RouteAnswer) -> Int {
    switch answer {
    // Assumption A-SIM-17: a connection that nothing listens for counts as answered, with status 503 and no route.
    case .refused: return addPlan(Plan(status: 503, fate: .noRoute))
    case .notFound: return addPlan(Plan(status: 404, fate: .noRoute))
    case .matched(let rule):
      let key = RuleKey(route: rule.route.description, rule: rule.rule)
      if let known = rulePlans[key] { return known }
      let index = addRule(rule.plan, key)
      rulePlans[key] = index
      return index
    }
  }

  private mutating func addPlan(_ plan: Plan) -> Int {
    if plan.route < 0, let index = plans.firstIndex(where: { $0.route < 0 && $0.status == plan.status }) {
      return index
    }
    plans.append(plan)
    return plans.count - 1
  }

  private mutating func addRule(_ rule: RulePlan, _ key: RuleKey) -> Int {
    var plan = Plan()
    plan.route = addRoute(key.route)
    plan.mirrors = addMirrors(rule.mirrors, key, backend: "")
    if let status = rule.gatewayStatus {
      plan.status = status
      plan.fate = .gatewayAnswered
      return addPlan(plan)
    }
    plan.requestTimeout = rule.requestTimeout ?? Model.never
    plan.attemptTimeout = rule.backendRequestTimeout ?? Model.never
    if let retry = rule.retry {
      // Assumption A-SIM-18: a `retry` without `attempts` retries once; without `backoff` a retry begins at once; with one it begins
      // exactly that long after the failure. More than 32,766 retries count as 32,766: a recorded attempt's number has 16 bits.
      plan.retries = min(max(0, retry.attempts ?? 1), Int(Int16.max) - 1)
      plan.retryCodes = StatusSet(retry.codes)
      plan.backoff = retry.backoff ?? 0
    }
    addBackends(rule, key, to: &plan)
    return addPlan(plan)
  }

  /// Without a backend that can be drawn the gateway answers 500 (reference gateway-api 2.6).
  private mutating func addBackends(_ rule: RulePlan, _ key: RuleKey, to plan: inout Plan) {
    let first = backends.count
    for (index, backend) in rule.backends.enumerated() where backend.weight > 0 {
      plan.totalWeight += UInt64(backend.weight)
      let service = backend.problem == nil ? serviceIndex(backend.service) : -1
      let mirrors = addMirrors(backend.mirrors, key, backend: "/\(index)")
      backends.append(
        Backend(
          service: service, status: backend.problem?.status ?? 500, cumulativeWeight: plan.totalWeight,
          mirrors: mirrors))
    }
    if backends.count == first {
      plan.totalWeight = 1
      backends.append(Backend(service: -1, status: 500, cumulativeWeight: 1))
    }
    plan.backends = first..<backends.count
  }

  private mutating func addMirrors(_ filters: [RulePlan.Mirror], _ key: RuleKey, backend: String) -> Range<
    Int
  > {
    let first = mirrors.count
    for (index, filter) in filters.enumerated() {
      let target = filter.service.description
      let name = "\(key.route)/\(key.rule)\(backend)/\(index)/\(target)"
      // The same target twice in a rule is legal; its labels must still tell the two apart.
      let twins = mirrors.count {
        $0.record.route == key.route && $0.record.rule == key.rule
          && ($0.record.mirror == target || $0.record.mirror.hasPrefix(target + "#"))
      }
      mirrors.append(
        Mirror(
          service: filter.problem == nil ? serviceIndex(filter.service) : -1,
          numerator: UInt64(max(0, filter.numerator)), denominator: UInt64(max(1, filter.denominator)),
          name: name,
          record: MirrorRecord(
            route: key.route, rule: key.rule, mirror: twins == 0 ? target : "\(target)#\(twins + 1)",
            expected: Double(filter.numerator) / Double(max(1, filter.denominator)))))
    }
    return first..<mirrors.count
  }

  private mutating func addRoute(_ name: String) -> Int {
    if let index = routes.firstIndex(of: name) { return index }
    routes.append(name)
    return routes.count - 1
  }

  private func serviceIndex(_ name: NamespacedName) -> Int {
    services.firstIndex { $0.name == name.description } ?? -1
  }
}

/// A rule of a route.
struct RuleKey: Hashable, Sendable {
  var route: String
  var rule: Int
}
