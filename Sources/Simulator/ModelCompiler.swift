import Engine
import Records
import Scenarios

extension Model {
  /// Compiles a scenario that was read without errors. O(services + request shapes + the rules that they take).
  ///
  /// - Parameter version: Weir's version, for the record.
  public init(_ scenario: Scenario, version: String) {
    var compiler = ModelCompiler(scenario, version: version)
    compiler.compile()
    self = compiler.model
  }
}

/// Fills a model from a scenario, and remembers where in its tables things stand that are named more than once.
struct ModelCompiler {
  var model: Model
  let scenario: Scenario
  var serviceIndexes: [NamespacedName: Int] = [:]
  var routeIndexes: [String: Int] = [:]
  /// The plans of requests that no route takes, by status.
  var unroutedPlans: [Int: Int] = [:]
  var corsRuleIndexes: [RuleKey: Int] = [:]
  private var cellIndexes: [Model.Cell: Int] = [:]

  init(_ scenario: Scenario, version: String) {
    self.scenario = scenario
    let (end, overflow) = scenario.warmUp.addingReportingOverflow(scenario.duration)
    var record = RunRecord(
      scenario: scenario.name, seed: scenario.seed, replications: scenario.replications.minimum,
      warmUp: scenario.warmUp, duration: scenario.duration, dataPlane: scenario.dataPlane.kind.rawValue,
      gatewayReplicas: scenario.dataPlane.replicas, version: version)
    record.warmUpNote = scenario.warmUpNote
    model = Model(
      record: record, seed: scenario.seed, measured: scenario.warmUp..<(overflow ? Int64.max : end),
      horizon: 0, dataPlane: scenario.dataPlane)
  }

  mutating func compile() {
    addServices()
    addRings()
    for source in scenario.traffic { addSource(source) }
    addCalls()
    addFaults()
    let longest = model.plans.map(\.requestTimeout).filter { $0 != Model.never }.max() ?? 0
    let drain = longest.addingReportingOverflow(60_000_000_000)
    let stop = model.measured.upperBound.addingReportingOverflow(
      drain.overflow ? Int64.max : drain.partialValue)
    model.horizon = stop.overflow ? Model.never - 1 : stop.partialValue
    model.record.description = scenario.description
    model.record.inputs = scenario.inputs
    model.record.overrides = scenario.overrides
    model.record.services = model.services.map(\.name)
    model.record.notModelled = scenario.configuration.notModelled.map {
      RunRecord.NotModelled(object: $0.object, path: $0.path)
    }
    model.record.assumptions = inputAssumptions + simulatorAssumptions
  }

  private mutating func addServices() {
    var firstEndpoint = 0
    for service in scenario.services {
      if serviceIndexes[service.name] == nil { serviceIndexes[service.name] = model.services.count }
      model.services.append(
        Model.Service(
          name: service.name.description, firstEndpoint: firstEndpoint, endpoints: service.mostEndpoints,
          concurrency: service.concurrency ?? Int.max, queue: service.queue ?? Int.max,
          discipline: service.queueDiscipline, serviceTime: service.serviceTime,
          failures: service.failures ?? ServiceModel.Failures(rate: 0), abandoned: service.abandoned,
          budget: budget(of: service), breakers: breakers(of: service),
          outliers: scenario.dataPlane.isEnvoy ? service.envoy.outlierDetection : nil))
      firstEndpoint += service.mostEndpoints
      if let autoscaler = service.autoscaler {
        model.autoscalers.append(
          Model.Autoscaled(
            service: model.services.count - 1, settings: autoscaler, initial: service.initialEndpoints))
      }
    }
  }

  private mutating func addSource(_ source: TrafficSource) {
    var trace: RecordedTrace?
    if case .trace(let recorded) = source.arrivals { trace = recorded }
    var population: (users: Int, think: TimeDistribution)?
    if case .closed(let users, let think) = source.arrivals { population = (users, think) }
    let deadline = source.deadline ?? Model.never
    let index = model.sources.count
    let salt = RandomStream.entity(named: "source/" + source.name)
    model.sources.append(
      Model.Source(
        name: source.name, gateway: source.gateway, process: source.arrivals, mix: source.mix,
        surges: surges(of: source.name), trace: trace, firstShape: model.shapes.count,
        client: client(of: source),
        population: population, salt: salt))
    for shape in source.shapes {
      let request = source.request(for: shape)
      let answer = scenario.configuration.answer(request, gateway: source.gateway, port: source.port)
      let number = addPlan(answer, isPreflight: request.isPreflight)
      let plan = model.plans[number]
      let cell = addCell(Model.Cell(source: index, route: plan.route))
      addRingKey(of: request)
      model.shapes.append(
        Model.Shape(
          source: index, plan: number, cell: cell, salt: salt, requestTimeout: plan.requestTimeout,
          attemptTimeout: plan.attemptTimeout,
          copyTimeout: scenario.dataPlane.isEnvoy ? plan.requestTimeout : Model.never, deadline: deadline))
      var recorded = RunRecord.Shape(
        traffic: source.name, method: shape.method, host: shape.host, path: shape.path, route: nil, rule: nil)
      if case .matched(let rule) = answer {
        recorded.route = rule.label
        recorded.rule = rule.rule
      }
      model.record.shapes.append(recorded)
    }
    if let browsers = source.browsers { addBrowsers(browsers, of: source) }
  }

  mutating func addCell(_ cell: Model.Cell) -> Int {
    if let index = cellIndexes[cell] { return index }
    cellIndexes[cell] = model.cells.count
    model.cells.append(cell)
    return model.cells.count - 1
  }
}
