import Engine
import GatewayAPI
import Records
import Scenarios
import TestWorlds
import Traffic

/// A small world of random shape: rates, services, queues, timeouts, retries, budgets, thresholds, mirrors and faults of every kind, under
/// every data plane, controller and reading. It lasts two seconds.
struct RandomWorld {
  /// The budgets' window.
  static let interval: Int64 = 1_000_000_000
  static let percent = 20
  /// Retries that the budget allows whatever the share; in each of `minimumInterval` under the specification.
  static let minimum = 2
  static let minimumInterval: Int64 = 500_000_000

  private(set) var world: World

  private var draws: Draws
  private var losesGateways = false

  init(_ number: Int) throws {
    draws = RandomStream(seed: 5, replication: 0, purpose: 0, entity: UInt64(number)).draws(0)
    let exponential = try TimeDistribution.exponential(mean: 0.01)
    world = World(
      station: .station(exponential), arrivals: .poisson(rate: 1), duration: 2)
    world.seed = UInt64(number)
    try drawServices()
    try drawTraffic()
    try drawDataPlane()
    drawRules()
    // What a lost replica forgets of its budgets cannot be recounted.
    losesGateways = draws.below(4) == 0
    for index in 0..<5 { world.faults.append(try fault(index)) }
  }

  /// The same with what changes how requests come, how many endpoints there are, and which services call others.
  init(wide number: Int) throws {
    try self.init(number)
    try drawClients()
    try drawCalls()
    for index in world.services.indices where draws.below(2) == 0 {
      world.services[index].autoscaler = try autoscaler(concurrency: world.services[index].concurrency)
    }
  }

  private mutating func drawClients() throws {
    if draws.below(3) == 0 {
      // A population has no rate to multiply.
      world.arrivals = .closed(
        users: pick([1, 20]), think: try pick([.constant(0.005), .exponential(mean: 0.05)]))
      world.faults.removeAll { if case .surge = $0.effect { true } else { false } }
    }
    guard draws.below(3) > 0 else { return }
    var client = ClientBehaviour()
    client.timeout = pick([nil, 30_000_000, 250_000_000])
    client.throttle = pick([nil, 2])
    client.instances = pick([1, 3])
    if draws.below(3) > 0 {
      var retries = ClientBehaviour.Retries(attempts: pick([1, 4]))
      retries.onTimeout = pick([true, false])
      retries.backoff = pick([
        .none, .fixed(10_000_000),
        .growing(pick(ClientBehaviour.Jitter.allCases), base: 5_000_000, cap: 90_000_000),
      ])
      client.retries = retries
    }
    world.client = client
  }

  private mutating func drawCalls() throws {
    guard draws.below(3) > 0 else { return }
    var depths = ServiceModel(
      name: NamespacedName(name: "depths"), serviceTime: try .exponential(mean: 0.005))
    depths.concurrency = pick([1, nil])
    depths.queue = 8
    depths.failures = .init(rate: pick([0, 0.3]), status: 503)
    depths.abandoned = pick(ServiceModel.Abandoned.allCases)
    world.services.append(depths)
    for (caller, target) in [(0, "depths"), (0, "copy"), (1, "depths")] {
      var call = ServiceCall(to: NamespacedName(name: target))
      call.when = pick(ServiceCall.When.allCases)
      call.per = pick([0.5, 1, 2.5])
      world.services[caller].calls.append(call)
    }
    guard draws.below(2) == 0 else { return }
    let route = """
      apiVersion: gateway.networking.k8s.io/v1
      kind: HTTPRoute
      metadata: {name: inner}
      spec:
        parentRefs: [{group: "", kind: Service, name: depths}]
        rules:
        - backendRefs: [{name: depths, port: 80}]
          retry: {attempts: 2, codes: [503]}
          timeouts: {request: 100ms, backendRequest: 20ms}
      """
    world.manifests += world.manifests.isEmpty ? route : "\n---\n" + route
  }

  /// One that looks often enough to change its mind several times within two seconds.
  private mutating func autoscaler(concurrency: Int?) throws -> Autoscaler {
    let load = pick([0.2, 0.5, 0.9])
    // It looks whole seconds apart at the least in a scenario; here it is in more haste.
    var autoscaler = Autoscaler(
      maximum: pick([5, 9]), target: concurrency == nil ? .inFlight(load * 10) : .utilization(load),
      startTime: try .exponential(mean: pick([0.01, 0.2])))
    autoscaler.minimum = pick([1, 2])
    autoscaler.syncPeriod = pick([100_000_000, 200_000_000])
    autoscaler.metricWindow = pick([100_000_000, 70_000_000])
    autoscaler.scaleDown.stabilization = pick([0, 300_000_000])
    autoscaler.scaleUp.policies = [.init(.pods(pick([1, 4])), period: pick([100_000_000, 500_000_000]))]
    return autoscaler
  }

  private mutating func pick<Value>(_ values: [Value]) -> Value {
    values[Int(draws.below(UInt64(values.count)))]
  }

  private mutating func drawServices() throws {
    var station = ServiceModel.station(
      try pick([.exponential(mean: 0.01), .constant(0.02), .lognormal(mean: 0.02, cv: 2)]),
      concurrency: pick([1, 4, nil]), queue: pick([0, 3, 50, nil]))
    station.endpoints = pick([1, 2, 5])
    station.failures = .init(
      rate: pick([0, 0.05, 0.5, 1]), status: 503, when: pick([.afterService, .atOnce]))
    station.abandoned = pick(ServiceModel.Abandoned.allCases)
    station.queueDiscipline = pick(ServiceModel.QueueDiscipline.allCases)
    station.staticMaxRetries = pick([0, 1, 3])
    station.envoy.maxConnections = pick([0, 1, 4, 1024])
    station.envoy.maxPendingRequests = pick([0, 2, 1024])
    station.envoy.maxRequests = pick([1, 5, 1024])
    station.envoy.maxRetries = pick([nil, 0, 2])
    if draws.below(2) == 0 {
      station.envoy.retryBudget = .init()
      station.envoy.retryBudget?.minimum = pick([0, 3])
    }
    if draws.below(2) == 0 {
      var outliers = EnvoyCluster.OutlierDetection()
      outliers.consecutive5xx = pick([1, 5])
      outliers.interval = pick([100_000_000, 1_000_000_000])
      outliers.baseEjectionTime = 300_000_000
      outliers.maxEjectionPercent = pick([10, 100])
      outliers.successRate = pick([nil, .init()])
      station.envoy.outlierDetection = outliers
    }
    var copy = ServiceModel(name: NamespacedName(name: "copy"), serviceTime: try .exponential(mean: 0.02))
    copy.concurrency = 2
    copy.queue = 4
    world.services = [station, copy]
  }

  private mutating func drawTraffic() throws {
    let states = [
      ArrivalProcess.State(rate: 600, mean: 100_000_000), ArrivalProcess.State(rate: 0, mean: 200_000_000),
    ]
    world.arrivals = pick([
      .poisson(rate: 20), .constant(rate: 200), .poisson(rate: 400), .modulated(states),
    ])
    world.warmUp = pick([0, 0.43])
    world.deadline = pick([nil, 40_000_000])
  }

  private mutating func drawDataPlane() throws {
    world.dataPlane.kind = pick(DataPlane.Kind.allCases)
    world.dataPlane.controller = pick(EnvoyController.allCases)
    world.dataPlane.retryOn = pick([[], ["5xx"], ["gateway-error"], ["connect-failure", "reset"]])
    world.dataPlane.retryRules = pick(DataPlane.RetryRules.allCases)
    world.dataPlane.draws = pick([nil, .shared, .independent])
    let readings = BudgetReadings(
      counted: pick(BudgetReadings.Counted.allCases), minimum: pick(BudgetReadings.Minimum.allCases),
      window: pick(BudgetReadings.Window.allCases), rounding: pick(BudgetReadings.Rounding.allCases),
      denied: pick(BudgetReadings.Denied.allCases), scope: pick(BudgetReadings.Scope.allCases))
    world.dataPlane.readings = pick([BudgetReadings(), readings])
    world.dataPlane.usesNominalWindow = pick([false, true])
    world.dataPlane.replicas = pick([1, 3])
    world.dataPlane.loadBalancing = pick([
      .roundRobin, .random, .leastRequest, .leastRequest(choices: 5), .leastRequest(choices: nil),
      .ringHash(.init()), .ringHash(.init(header: "x-user")),
    ])
    world.dataPlane.slowStart = pick([nil, .init(window: 1_000_000_000)])
    world.dataPlane.panicThreshold = pick([0, 0.5])
    world.dataPlane.overhead = pick([nil, try .constant(0.001), try .constant(0.25)])
  }

  private mutating func drawRules() {
    let timeouts = pick([
      "{}", "{request: 200ms}", "{backendRequest: 50ms}", "{request: 300ms, backendRequest: 60ms}",
    ])
    let retry = pick([
      "{attempts: 3, codes: [503]}", "{attempts: 1}", "{attempts: 2, codes: [503], backoff: 30ms}",
    ])
    world.rules = """
      - backendRefs: [{name: station, port: 80, weight: 9}, {name: gone, port: 80, weight: 1}]
        timeouts: \(timeouts)
        retry: \(retry)
        filters:
        - {type: RequestMirror, requestMirror: {backendRef: {name: copy, port: 80}, percent: 30}}
      """
    guard draws.below(4) > 0 else { return }
    world.manifests = """
      apiVersion: gateway.networking.x-k8s.io/v1alpha1
      kind: XBackendTrafficPolicy
      metadata: {name: budget}
      spec:
        targetRefs: [{group: "", kind: Service, name: station}]
        retryConstraint:
          budget: {percent: \(Self.percent), interval: 1s}
          minRetryRate: {count: \(Self.minimum), interval: 500ms}
      """
  }

  /// Whether the service has a policy.
  var hasPolicy: Bool { !world.manifests.isEmpty }

  /// On a coarse grid of times faults overlap, and begin and end together, often.
  private mutating func fault(_ index: Int) throws -> Fault {
    let grid: Int64 = 200_000_000
    let effect = pick(try effects())
    let target: Fault.Target
    switch effect {
    case .surge: target = .traffic("clients")
    case .gatewayLoss: target = .gateway
    case .abort, .delay: target = pick([.route("default/all"), .gateway])
    case .errors, .reset, .refuse, .blackhole, .latency:
      target = pick([
        .route("default/all"), .service(NamespacedName(name: "station"), endpoints: nil),
        .service(NamespacedName(name: "copy"), endpoints: 1),
      ])
    default: target = .service(NamespacedName(name: pick(["station", "copy"])), endpoints: pick([nil, 1]))
    }
    var fault = Fault(
      name: "fault \(index)", target: target, start: Int64(draws.below(9)) * grid,
      duration: Int64(1 + draws.below(5)) * grid, effect: effect)
    if draws.below(3) == 0 {
      fault.repetition = .init(every: fault.duration + pick([0, grid]), times: 3)
    }
    switch effect {
    case .errors, .reset, .refuse, .blackhole, .latency: fault.share = pick([nil, 0.4])
    default: break
    }
    switch effect {
    case .pause, .crash, .rollingRestart, .gatewayLoss, .abort, .delay: break
    default: fault.ramp = pick([0, grid / 2, fault.duration])
    }
    return fault
  }

  private func effects() throws -> [Fault.Effect] {
    [
      .errors(.init(rate: 0.7, status: 503)), .reset, .blackhole, .latency(try .exponential(mean: 0.05)),
      .slowdown(4), .pause, .crash(.lost), .crash(.drained), .capacity(0.5), .capacity(0), .surge(3), .refuse,
      .rollingRestart(.init(startTime: 200_000_000, maxUnavailable: 1, inFlight: .lost)),
      .rollingRestart(.init(startTime: 100_000_000, maxUnavailable: 2)), .abort(rate: 0.3, status: 503),
      .delay(rate: 0.4, try .exponential(mean: 0.2)),
    ]
      + (losesGateways
        ? [.gatewayLoss(replicas: 1), .gatewayLoss(replicas: world.dataPlane.replicas)] : [])
  }
}
