import Engine
import Records
import Scenarios

extension Model {
  /// Compiles a scenario that was read without errors.
  ///
  /// - Parameter version: Weir's version, for the record.
  public init(_ scenario: Scenario, version: String) {
    let (end, overflow) = scenario.warmUp.addingReportingOverflow(scenario.duration)
    record = RunRecord(
      scenario: scenario.name, seed: scenario.seed, replications: scenario.replications.minimum,
      warmUp: scenario.warmUp, duration: scenario.duration, dataPlane: scenario.dataPlane.kind.rawValue,
      gatewayReplicas: scenario.dataPlane.replicas, version: version)
    seed = scenario.seed
    measured = scenario.warmUp..<(overflow ? Int64.max : end)
    horizon = 0
    dataPlane = scenario.dataPlane
    addServices(scenario)
    for source in scenario.traffic { addSource(source, scenario) }
    addFaults(scenario)
    let longest = plans.map(\.requestTimeout).filter { $0 != Model.never }.max() ?? 0
    let drain = longest.addingReportingOverflow(60_000_000_000)
    let stop = measured.upperBound.addingReportingOverflow(
      drain.overflow ? Int64.max : drain.partialValue)
    horizon = stop.overflow ? Model.never - 1 : stop.partialValue
    record.description = scenario.description
    record.inputs = scenario.inputs
    record.overrides = scenario.overrides
    record.services = services.map(\.name)
    record.notModelled = scenario.configuration.notModelled.map {
      RunRecord.NotModelled(object: $0.object, path: $0.path)
    }
    record.assumptions = inputAssumptions + simulatorAssumptions
  }

  private mutating func addServices(_ scenario: Scenario) {
    var firstEndpoint = 0
    for service in scenario.services {
      services.append(
        Service(
          name: service.name.description, firstEndpoint: firstEndpoint, endpoints: service.endpoints,
          concurrency: service.concurrency ?? Int.max, queue: service.queue ?? Int.max,
          serviceTime: service.serviceTime,
          failures: service.failures ?? ServiceModel.Failures(rate: 0), abandoned: service.abandoned,
          budget: budget(of: service, scenario)))
      firstEndpoint += service.endpoints
    }
  }

  /// Assumption A-SIM-16: a Service without an XBackendTrafficPolicy, or whose policy has no `retryConstraint`, has no budget; the
  /// data planes `static` and `none` do not read the policy.
  private func budget(of service: ServiceModel, _ scenario: Scenario) -> BudgetPolicy {
    switch scenario.dataPlane.kind {
    case .none: return .unlimited
    case .static: return .concurrency(maximum: service.staticMaxRetries)
    case .gatewayAPI:
      guard let budget = scenario.configuration.retryBudget(of: service.name) else { return .unlimited }
      return .window(
        WindowBudget.Policy(
          percent: budget.percent, interval: budget.interval, minimumCount: budget.minimumCount,
          minimumInterval: budget.minimumInterval))
    }
  }

  private mutating func addSource(_ source: TrafficSource, _ scenario: Scenario) {
    var trace: RecordedTrace?
    if case .trace(let recorded) = source.arrivals { trace = recorded }
    let requestShapes = trace?.shapes ?? source.mix.entries.map(\.shape)
    let index = sources.count
    sources.append(
      Source(
        name: source.name, gateway: source.gateway, process: source.arrivals, mix: source.mix,
        surges: surges(of: source.name, scenario), trace: trace, firstShape: shapes.count,
        deadline: source.deadline ?? Model.never, salt: RandomStream.entity(named: "source/" + source.name)))
    for shape in requestShapes {
      let request = HTTPRequest(
        method: shape.method, host: shape.host, path: shape.path,
        headers: shape.headers.map { HTTPRequest.Header(name: $0.name, value: $0.value) })
      let answer = scenario.configuration.answer(request, gateway: source.gateway, port: source.port)
      let plan = addPlan(answer)
      let route = plans[plan].route
      shapes.append(
        Shape(
          source: index, plan: plan, cell: addCell(Cell(source: index, route: route)),
          salt: sources[index].salt, requestTimeout: plans[plan].requestTimeout,
          attemptTimeout: plans[plan].attemptTimeout))
      var recorded = RunRecord.Shape(
        traffic: source.name, method: shape.method, host: shape.host, path: shape.path, route: nil, rule: nil)
      if case .matched(let rule) = answer {
        recorded.route = rule.route.description
        recorded.rule = rule.rule
      }
      record.shapes.append(recorded)
    }
  }

  private mutating func addCell(_ cell: Cell) -> Int {
    if let index = cells.firstIndex(of: cell) { return index }
    cells.append(cell)
    return cells.count - 1
  }

  private func surges(of source: String, _ scenario: Scenario) -> [Surge] {
    scenario.faults.compactMap { fault in
      guard case .surge(let factor) = fault.effect, fault.target == .traffic(source) else { return nil }
      return Surge(start: fault.start, end: fault.start + fault.duration, factor: factor)
    }
  }

  private mutating func addFaults(_ scenario: Scenario) {
    for fault in scenario.faults {
      let target: FaultPlan.Target
      switch fault.target {
      case .traffic: target = .arrivals
      case .route(let name):
        // On a route that no request of the scenario takes there is nothing to hit; the fault is reported all the same.
        target = routes.firstIndex(of: name.description).map { .route($0) } ?? .endpoints(0..<0)
      case .service(let name, let endpoints):
        guard let service = services.first(where: { $0.name == name.description }) else { continue }
        let count = min(endpoints ?? service.endpoints, service.endpoints)
        target = .endpoints(service.firstEndpoint..<service.firstEndpoint + count)
      }
      faults.append(
        FaultPlan(
          name: fault.name, target: target, start: fault.start, end: fault.start + fault.duration,
          effect: fault.effect))
    }
  }
}
