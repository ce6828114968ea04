import Engine
import Records
import Scenarios

extension ModelCompiler {
  /// Adds what the gateway does with the requests that routing answered this way; the same rule is added once.
  mutating func addPlan(_ answer: RouteAnswer, isPreflight: Bool = false) -> Int {
    switch answer {
    // Assumption A-SIM-17: a connection that nothing listens for counts as answered, with status 503 and no route.
    case .refused: return addUnrouted(status: 503)
    case .notFound: return addUnrouted(status: 404)
    case .misdirected: return addUnrouted(status: 421)
    case .matched(let rule):
      let key = RuleKey(
        route: rule.label, rule: rule.rule, isOfPreflights: isPreflight && rule.plan.cors != nil)
      if let known = model.rulePlans[key] { return known }
      let index = add(plan(of: rule.plan, key))
      model.rulePlans[key] = index
      return index
    }
  }

  private mutating func addUnrouted(status: Int) -> Int {
    if let known = unroutedPlans[status] { return known }
    let index = add(Model.Plan(status: status, fate: .noRoute))
    unroutedPlans[status] = index
    return index
  }

  private mutating func add(_ plan: Model.Plan) -> Int {
    model.plans.append(plan)
    return model.plans.count - 1
  }

  private mutating func plan(of rule: RulePlan, _ key: RuleKey) -> Model.Plan {
    var plan = Model.Plan()
    plan.route = addRoute(key.route)
    let firstMirror = model.mirrors.count
    plan.mirrors = addMirrors(
      rule.mirrors, key, backend: key.isOfPreflights ? "/preflights" : "", ofRuleFrom: firstMirror)
    if let status = rule.gatewayStatus {
      plan.status = status
      plan.fate = .gatewayAnswered
      return plan
    }
    apply(rule, to: &plan)
    addBackends(rule, key, to: &plan, ofRuleFrom: firstMirror)
    return plan
  }

  /// Without a backend that can be drawn the gateway answers 500 (reference gateway-api 2.6).
  private mutating func addBackends(
    _ rule: RulePlan, _ key: RuleKey, to plan: inout Model.Plan, ofRuleFrom firstMirror: Int
  ) {
    let first = model.backends.count
    for (index, backend) in rule.backends.enumerated() where backend.weight > 0 {
      plan.totalWeight += UInt64(backend.weight)
      let service = backend.problem == nil ? serviceIndexes[backend.service] ?? -1 : -1
      let mirrors = addMirrors(backend.mirrors, key, backend: "/\(index)", ofRuleFrom: firstMirror)
      model.backends.append(
        Model.Backend(
          service: service, status: backend.problem?.status ?? 500, cumulativeWeight: plan.totalWeight,
          mirrors: mirrors))
    }
    if model.backends.count == first {
      plan.totalWeight = 1
      model.backends.append(Model.Backend(service: -1, status: 500, cumulativeWeight: 1))
    }
    plan.backends = first..<model.backends.count
  }

  /// - Parameter firstMirror: Where the mirrors of this rule begin.
  private mutating func addMirrors(
    _ filters: [RulePlan.Mirror], _ key: RuleKey, backend: String, ofRuleFrom firstMirror: Int
  ) -> Range<Int> {
    let first = model.mirrors.count
    for (index, filter) in filters.enumerated() {
      let target = filter.service.description
      let name = "\(key.route)/\(key.rule)\(backend)/\(index)/\(target)"
      // The same target twice in a rule is legal; its labels must still tell the two apart.
      let twins = model.mirrors[firstMirror...].count {
        $0.record.mirror == target || $0.record.mirror.hasPrefix(target + "#")
      }
      let label = (twins == 0 ? target : "\(target)#\(twins + 1)") + (key.isOfPreflights ? "#preflights" : "")
      let fraction = scenario.dataPlane.translator.mirror(
        numerator: max(0, filter.numerator), denominator: max(1, filter.denominator))
      model.mirrors.append(
        Model.Mirror(
          service: filter.problem == nil ? serviceIndexes[filter.service] ?? -1 : -1,
          numerator: UInt64(fraction.numerator), denominator: UInt64(fraction.denominator),
          name: name,
          record: MirrorRecord(
            route: key.route, rule: key.rule, mirror: label,
            expected: Double(filter.numerator) / Double(max(1, filter.denominator)))))
    }
    return first..<model.mirrors.count
  }

  private mutating func addRoute(_ name: String) -> Int {
    if let index = routeIndexes[name] { return index }
    routeIndexes[name] = model.routes.count
    model.routes.append(name)
    return model.routes.count - 1
  }
}

/// A rule of a route.
struct RuleKey: Hashable, Sendable {
  var route: String
  var rule: Int
  /// Preflights have a plan of their own where the rule has a CORS filter.
  var isOfPreflights = false
}
