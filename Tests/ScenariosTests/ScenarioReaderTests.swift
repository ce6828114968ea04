import Documents
import Scenarios
import Testing

private let second: Int64 = 1_000_000_000

@Suite("Reading scenarios")
struct ScenarioReaderTests {
  @Test("what is not written has the defaults of the format")
  func defaults() throws {
    var text = ScenarioText()
    text.more = "description: \"\""
    text.checkout = "name: shop/checkout, serviceTime: 20ms"
    let (scenario, messages) = text.read()
    #expect(messages == [])
    let found = try #require(scenario)
    #expect(found.name == "test")
    #expect(found.seed == 1)
    #expect(found.duration == 60 * second)
    #expect(found.warmUp == 0)
    #expect(found.replications == .init(minimum: 1, maximum: 1))
    #expect(found.dataPlane.kind == .gatewayAPI)
    #expect(found.dataPlane.replicas == 1)
    #expect(found.dataPlane.loadBalancing == .roundRobin)
    #expect(found.dataPlane.overhead == nil)
    let source = try #require(found.traffic.first)
    #expect(source.gateway == NamespacedName(namespace: "infra", name: "edge"))
    #expect(source.port == 80)
    #expect(source.deadline == nil)
    #expect(
      source.mix.entries == [
        .init(weight: 1, shape: .init(method: "GET", host: "shop.example", path: "/checkout"))
      ])
    let service = try #require(found.services.first)
    #expect(service.endpoints == 1)
    #expect(service.concurrency == nil)
    #expect(service.queue == nil)
    #expect(service.failures == nil)
    #expect(service.abandoned == .served)
    #expect(service.staticMaxRetries == 3)
    #expect(found.inputs.map(\.file) == ["scenario.yaml"])
    #expect(found.inputs.first?.text == text.text)
  }

  @Test(
    "load balancing is a name, or a policy with what it takes",
    arguments: [
      ("random", DataPlane.LoadBalancing.random), ("round-robin", .roundRobin),
      ("least-request", .leastRequest(choices: 2)), ("{least-request: {}}", .leastRequest(choices: 2)),
      ("{least-request: {choices: 5}}", .leastRequest(choices: 5)),
      ("{least-request: {choices: all}}", .leastRequest(choices: nil)), ("ring-hash", .ringHash(.init())),
      ("{ring-hash: {header: x-user}}", .ringHash(.init(header: "x-user"))),
    ])
  func loadBalancing(written: String, policy: DataPlane.LoadBalancing) throws {
    var text = ScenarioText()
    text.more = "dataPlane: {loadBalancing: \(written)}"
    let (scenario, messages) = text.read()
    #expect(messages == [])
    #expect(scenario?.dataPlane.loadBalancing == policy)
  }

  @Test("outlier detection has Envoy's defaults, and everything that is written")
  func outlierDetection() throws {
    var text = ScenarioText()
    text.more = "dataPlane: {kind: envoy, panicThreshold: 30%}"
    text.checkout = "name: shop/checkout, serviceTime: 20ms, envoy: {outlierDetection: {}}"
    let (plain, messages) = text.read()
    #expect(messages == [])
    #expect(plain?.dataPlane.panicThreshold == 0.3)
    #expect(plain?.services.first?.envoy.outlierDetection == .init())
    text.checkout = """
      name: shop/checkout, serviceTime: 20ms, envoy: {outlierDetection: {consecutive5xx: 0,
            consecutiveGatewayErrors: 3, interval: 5s, baseEjectionTime: 400s, maxEjectionPercent: 50,
            successRate: {minimumHosts: 3, requestVolume: 10, deviations: 2}}}
      """
    let found = try #require(text.read().scenario?.services.first?.envoy.outlierDetection)
    var expected = EnvoyCluster.OutlierDetection()
    expected.consecutive5xx = 0
    expected.consecutiveGatewayErrors = 3
    expected.interval = 5 * second
    expected.baseEjectionTime = 400 * second
    expected.maxEjectionTime = 400 * second
    expected.maxEjectionPercent = 50
    expected.successRate = .init()
    expected.successRate?.minimumHosts = 3
    expected.successRate?.requestVolume = 10
    expected.successRate?.deviations = 2
    #expect(found == expected)
    #expect(plain?.services.first?.envoy.outlierDetection != expected)
    text.more = "dataPlane: {kind: static, panicThreshold: 30%}"
    #expect(text.read().messages.map(\.code) == ["SCN013"])
  }

  @Test("a slow start is read with its window, its aggression and its least weight")
  func slowStart() {
    var text = ScenarioText()
    text.more = "dataPlane: {slowStart: {window: 60s}}"
    #expect(text.read().messages == [])
    #expect(text.read().scenario?.dataPlane.slowStart == .init(window: 60 * second))
    text.more =
      "dataPlane: {loadBalancing: least-request, slowStart: {window: 30s, aggression: 2, minWeight: 1%}}"
    var expected = DataPlane.SlowStart(window: 30 * second)
    expected.aggression = 2
    expected.minimumWeight = 0.01
    #expect(text.read().scenario?.dataPlane.slowStart == expected)
    text.more = "dataPlane: {loadBalancing: random, slowStart: {window: 30s}}"
    #expect(text.read().messages.map(\.code) == ["SCN013"])
  }

  @Test("replications until a precision are read, and a number of the command line takes their place")
  func replications() throws {
    var text = ScenarioText()
    text.more = "replications: {min: 7, max: 60, until: 2%}"
    #expect(text.read().messages == [])
    #expect(text.read().scenario?.replications == .init(minimum: 7, maximum: 60, until: 0.02))
    #expect(
      text.read(sets: ["spec.replications=3"]).scenario?.replications == .init(minimum: 3, maximum: 3))
    #expect(
      text.read(sets: ["spec.replications.until=1%"]).scenario?.replications
        == .init(minimum: 7, maximum: 60, until: 0.01))
    text.more = "replications: {max: 50, until: 1/20}"
    #expect(text.read().scenario?.replications == .init(minimum: 5, maximum: 50, until: 0.05))
    text.more = "replications: {max: 3, until: 5%}"
    #expect(text.read().scenario?.replications == .init(minimum: 3, maximum: 3, until: 0.05))
  }

  @Test("an automatic warm-up has no length yet, and a time of the command line takes its place")
  func automaticWarmUp() throws {
    var text = ScenarioText()
    text.more = "warmUp: auto"
    let (scenario, messages) = text.read()
    #expect(messages == [])
    let found = try #require(scenario)
    #expect((found.warmUpIsAutomatic, found.warmUp) == (true, 0))
    let fixed = try #require(text.read(sets: ["spec.warmUp=5s"]).scenario)
    #expect((fixed.warmUpIsAutomatic, fixed.warmUp) == (false, 5 * second))
  }

  @Test("with an automatic warm-up times of faults are held to the duration alone")
  func automaticWarmUpFaults() {
    var text = ScenarioText()
    func codes(_ warmUp: String, at: String) -> [String] {
      text.more = "warmUp: \(warmUp)"
      text.faults = "faults: [{name: f, target: {traffic: users}, at: \(at), for: 1s, surge: 2}]"
      return text.read().messages.map(\.code)
    }
    #expect(codes("auto", at: "59s") == [])
    #expect(codes("10s", at: "65s") == [])
    #expect(codes("auto", at: "65s") == [ScenarioCode.faultOutside.rawValue])
  }

  @Test("everything that can be written is read")
  func everything() throws {
    var text = ScenarioText()
    text.more = """
      seed: 7
        warmUp: 30s
        replications: 10
        description: What if?
        gatewayAPI: {release: v1.5, channel: experimental, mergeGateways: false}
        dataPlane: {kind: static, replicas: 2, loadBalancing: least-request, overhead: {exponential: {mean: 0.5ms}}}
      """
    text.source = """
      name: users, gateway: infra/edge, port: 80, deadline: 2s, client: {kind: open},
            arrivals: {stages: [{rate: 24k/min, for: 10s}, {rate: 0/s, for: 1s, step: true}]}
      """
    text.requests = """
      requests: [{weight: 9, host: shop.example, path: /checkout/a},
            {weight: 0.5, method: POST, host: shop.example, path: /checkout, headers: {Origin: "https://a.example"}}]
      """
    text.checkout = """
      name: shop/checkout, endpoints: 4, concurrency: 8, queue: 64, queueDiscipline: fifo, abandoned: aborted,
            serviceTime: {lognormal: {mean: 20ms, cv: 1}}, failures: {rate: 1/1000, status: 500, when: at-once}, calls: [],
            autoscaler: null, envoy: {maxRetries: 3, retryBudget: {percent: 20, minRetryConcurrency: 3}}, static: {maxRetries: 5}
      """
    text.next = "- {name: shop/next, concurrency: unbounded, queue: 0, serviceTime: 20ms}"
    let (scenario, messages) = text.read()
    #expect(messages == [])
    let found = try #require(scenario)
    #expect(found.seed == 7)
    #expect(found.warmUp == 30 * second)
    #expect(found.replications == .init(minimum: 10, maximum: 10))
    #expect(found.description == "What if?")
    #expect(found.dataPlane.kind == .static)
    #expect(found.dataPlane.replicas == 2)
    #expect(found.dataPlane.loadBalancing == .leastRequest)
    #expect(found.dataPlane.overhead?.mean == 0.0005)
    let source = try #require(found.traffic.first)
    #expect(source.deadline == 2 * second)
    guard case .stages(let stages) = source.arrivals else {
      Issue.record("no stages")
      return
    }
    #expect(
      stages == [.init(rate: 400, duration: 10 * second), .init(rate: 0, duration: second, step: true)])
    #expect(source.mix.entries.map(\.weight) == [9, 0.5])
    #expect(
      source.mix.entries[1].shape
        == .init(
          method: "POST", host: "shop.example", path: "/checkout",
          headers: [.init(name: "Origin", value: "https://a.example")]))
    let (checkout, next) = (found.services[0], found.services[1])
    #expect(checkout.endpoints == 4)
    #expect(checkout.concurrency == 8)
    #expect(checkout.queue == 64)
    #expect(checkout.failures == .init(rate: 0.001, status: 500, when: .atOnce))
    #expect(checkout.abandoned == .aborted)
    #expect(checkout.staticMaxRetries == 5)
    #expect(next.concurrency == nil)
    #expect(next.queue == 0)
  }

  @Test("the endpoints of a service are those of its EndpointSlices unless the scenario says otherwise")
  func endpointSlices() throws {
    var text = ScenarioText()
    text.checkout = "name: shop/checkout, serviceTime: 20ms"
    text.objects += """

      ---
      apiVersion: discovery.k8s.io/v1
      kind: EndpointSlice
      metadata: {name: checkout-1, namespace: shop, labels: {kubernetes.io/service-name: checkout}}
      addressType: IPv4
      endpoints: [{addresses: [10.0.0.1]}, {addresses: [10.0.0.2], conditions: {ready: false}}, {addresses: [10.0.0.3]}]
      """
    #expect(text.read().scenario?.services.first?.endpoints == 2)
    text.checkout = "name: shop/checkout, endpoints: 5, serviceTime: 20ms"
    #expect(text.read().scenario?.services.first?.endpoints == 5)
  }

  @Test(
    "every fault is read with its target, its time and its effect",
    arguments: [
      (
        "target: {service: shop/checkout}, errors: {rate: 50%, status: 500}",
        "errors 0.5 500 afterService all"
      ),
      ("target: {service: shop/checkout}, errors: {rate: 1}", "errors 1.0 503 afterService all"),
      ("target: {service: shop/checkout, endpoints: 1}, reset: true", "reset 1"),
      ("target: {service: shop/checkout, endpoints: 50%}, blackhole: {}", "blackhole 2"),
      ("target: {service: shop/checkout, endpoints: 51%}, blackhole: ~", "blackhole 3"),
      ("target: {service: shop/checkout, endpoints: 0.1%}, pause: true", "pause 1"),
      ("target: {service: shop/checkout}, latency: 100ms", "latency 0.1 all"),
      ("target: {service: shop/checkout}, slowdown: 3", "slowdown 3.0 all"),
      ("target: {service: shop/checkout}, crash: {inFlight: drained}", "crash drained all"),
      ("target: {service: shop/checkout}, crash: true", "crash lost all"),
      ("target: {service: shop/checkout}, capacity: 25%", "capacity 0.25 all"),
      ("target: {route: shop/front}, reset: {}", "reset route shop/front"),
      ("target: {traffic: users}, surge: 2.5", "surge 2.5 traffic users"),
      ("target: {service: shop/checkout}, refuse: true", "refuse all"),
      ("target: {gateway: true}, gatewayLoss: 1", "gatewayLoss 1 gateway"),
      ("target: {gateway: infra/edge}, gatewayLoss: {replicas: 1}", "gatewayLoss 1 gateway"),
      ("target: {route: shop/front}, abort: {rate: 5%}", "abort 0.05 503 route shop/front"),
      ("target: {gateway: true}, abort: {rate: 1, status: 299}", "abort 1.0 299 gateway"),
      (
        "target: {gateway: true}, delay: {rate: 10%, time: {exponential: {mean: 2s}}}",
        "delay 0.1 2.0 gateway"
      ),
    ])
  func faults(fields: String, expected: String) throws {
    var text = ScenarioText()
    text.faults = "faults: [{name: f, at: 10s, for: 5s, \(fields)}]"
    let (scenario, messages) = text.read()
    #expect(messages == [])
    let fault = try #require(scenario?.faults.first)
    #expect(fault.name == "f")
    #expect(fault.start == 10 * second)
    #expect(fault.duration == 5 * second)
    #expect("\(words(fault.effect)) \(words(fault.target))" == expected)
  }

  @Test(
    "a rolling restart takes as long as it takes to replace what it hits, or until it is ended",
    arguments: [
      ("rollingRestart: true", "restart 1 10000 drained", 40),
      ("rollingRestart: {startTime: 5s, maxUnavailable: 3, inFlight: lost}", "restart 3 5000 lost", 10),
      ("rollingRestart: {startTime: 5s, maxUnavailable: 99%}", "restart 3 5000 drained", 10),
      ("rollingRestart: {startTime: 5s, maxUnavailable: 10%}", "restart 1 5000 drained", 20),
      ("rollingRestart: {startTime: 5s}, for: 12s", "restart 1 5000 drained", 12),
      ("rollingRestart: {startTime: 5s}, for: 60s", "restart 1 5000 drained", 20),
    ])
  func rollingRestart(fields: String, expected: String, seconds: Int64) throws {
    var text = ScenarioText()
    text.faults = "faults: [{name: f, target: {service: shop/checkout}, at: 1s, \(fields)}]"
    let (scenario, messages) = text.read()
    #expect(messages == [])
    let fault = try #require(scenario?.faults.first)
    #expect(words(fault.effect) == expected)
    #expect(fault.duration == seconds * second)
  }

  @Test(
    "the endpoints that a rolling restart hits decide how long it takes, all of them how many go at a time")
  func partialRestart() throws {
    var text = ScenarioText()
    text.checkout = "name: shop/checkout, endpoints: 100, serviceTime: 20ms"
    text.faults =
      "faults: [{name: f, target: {service: shop/checkout, endpoints: 30}, at: 1s, "
      + "rollingRestart: {startTime: 1s, maxUnavailable: 7%}}]"
    let fault = try #require(text.read().scenario?.faults.first)
    #expect(words(fault.effect) == "restart 7 1000 drained")
    #expect(fault.duration == 5 * second)
  }

  @Test("a fault is read with its ramp, the share of attempts that it hits and how often it comes")
  func course() throws {
    var text = ScenarioText()
    text.faults =
      "faults: [{name: f, target: {service: shop/checkout}, at: 1s, for: 2s, latency: 1s, ramp: 2s, percent: 5%, "
      + "repeat: {every: 2s, times: 10}}]"
    let (scenario, messages) = text.read()
    #expect(messages == [])
    let fault = try #require(scenario?.faults.first)
    #expect(fault.share == 0.05)
    #expect(fault.ramp == 2 * second)
    #expect(fault.repetition == Fault.Repetition(every: 2 * second, times: 10))
    #expect(fault.start(of: 9) == 19 * second)
  }

  @Test("a loss at one of several Gateways is warned of, because it hits the others too")
  func sharedReplicas() throws {
    var text = ScenarioText()
    text.objects += """

      ---
      apiVersion: gateway.networking.k8s.io/v1
      kind: Gateway
      metadata: {name: other, namespace: infra}
      spec: {gatewayClassName: example, listeners: [{name: http, port: 80, protocol: HTTP}]}
      """
    text.source = "name: users, gateway: infra/edge, arrivals: {poisson: {rate: 10/s}}"
    text.faults = "faults: [{name: f, target: {gateway: infra/other}, at: 1s, for: 1s, gatewayLoss: 1}]"
    let (scenario, messages) = text.read()
    #expect(messages.map(\.code) == [ScenarioCode.faultShared.rawValue])
    #expect(messages.first?.severity == .warning)
    #expect(scenario?.faults.first?.target == .gateway)
  }

  private func words(_ target: Fault.Target) -> String {
    switch target {
    case .service(_, let endpoints): endpoints.map(String.init) ?? "all"
    case .route(let name): "route \(name)"
    case .traffic(let name): "traffic \(name)"
    case .gateway: "gateway"
    }
  }

  private func words(_ effect: Fault.Effect) -> String {
    switch effect {
    case .errors(let failures): "errors \(failures.rate) \(failures.status) \(failures.when)"
    case .reset: "reset"
    case .blackhole: "blackhole"
    case .latency(let time): "latency \(time.mean)"
    case .slowdown(let factor): "slowdown \(factor)"
    case .pause: "pause"
    case .crash(let inFlight): "crash \(inFlight.rawValue)"
    case .capacity(let share): "capacity \(share)"
    case .surge(let factor): "surge \(factor)"
    case .refuse: "refuse"
    case .rollingRestart(let restart):
      "restart \(restart.maxUnavailable) \(restart.startTime / 1_000_000) \(restart.inFlight)"
    case .gatewayLoss(let replicas): "gatewayLoss \(replicas)"
    case .abort(let rate, let status): "abort \(rate) \(status)"
    case .delay(let rate, let time): "delay \(rate) \(time.mean)"
    }
  }

  @Test("all errors of all parts come in one pass")
  func onePass() {
    var text = ScenarioText()
    text.duration = "duration: 60"
    text.more = "sed: 1"
    text.source = "name: users, arrivals: {poisson: {rate: 10}}"
    text.checkout = "name: shop/checkout, serviceTime: 20"
    text.faults = "faults: [{name: f, target: {service: shop/chekout}, at: 1s, for: 1s, reset: true}]"
    text.checks = "checks: [sucess_ratio > 1]"
    text.objects = text.objects.replacing("port: 80, protocol", with: "port: 0, protocol")
    let lines = Set(text.read().messages.filter { $0.severity == .error }.compactMap(\.location?.line))
    #expect(lines.isSuperset(of: [5, 6, 8, 10, 13]))
    #expect(lines.contains { $0 > 14 })
  }
}
