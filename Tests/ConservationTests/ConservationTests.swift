import Engine
import Records
import Scenarios
import Simulator
import TestWorlds
import Testing

@Suite("Nothing is lost")
struct ConservationTests {
  /// A world of random shape: rates, services, queues, timeouts, retries, budgets, mirrors and faults of every kind.
  static func world(_ number: Int) throws -> World {
    var draws = RandomStream(seed: 5, replication: 0, purpose: 0, entity: UInt64(number)).draws(0)
    func pick<Value>(_ values: [Value]) -> Value { values[Int(draws.below(UInt64(values.count)))] }
    var station = ServiceModel.station(
      try pick([.exponential(mean: 0.01), .constant(0.02), .lognormal(mean: 0.02, cv: 2)]),
      concurrency: pick([1, 4, nil]), queue: pick([0, 3, 50, nil]))
    station.endpoints = pick([1, 2, 5])
    station.failures = .init(rate: pick([0, 0.05, 0.5]), status: 503, when: pick([.afterService, .atOnce]))
    if draws.below(2) == 0 {
      var outliers = EnvoyCluster.OutlierDetection()
      outliers.consecutive5xx = pick([1, 5])
      outliers.interval = pick([100_000_000, 1_000_000_000])
      outliers.baseEjectionTime = 300_000_000
      outliers.maxEjectionPercent = pick([10, 100])
      outliers.successRate = pick([nil, .init()])
      station.envoy.outlierDetection = outliers
    }
    station.abandoned = pick(ServiceModel.Abandoned.allCases)
    station.queueDiscipline = pick(ServiceModel.QueueDiscipline.allCases)
    var world = World(
      station: station, arrivals: pick([.poisson(rate: 20), .constant(rate: 200), .poisson(rate: 400)]),
      duration: 6)
    world.warmUp = pick([0, 1.3])
    world.deadline = pick([nil, 40_000_000])
    world.seed = UInt64(number)
    world.dataPlane.kind = pick(DataPlane.Kind.allCases)
    world.dataPlane.replicas = pick([1, 3])
    world.dataPlane.loadBalancing = pick([
      .roundRobin, .random, .leastRequest, .leastRequest(choices: 5), .leastRequest(choices: nil),
      .ringHash(.init()), .ringHash(.init(header: "x-user")),
    ])
    world.dataPlane.slowStart = pick([nil, .init(window: 1_000_000_000)])
    world.dataPlane.panicThreshold = pick([0, 0.5])
    world.dataPlane.overhead = pick([nil, try .constant(0.001), try .constant(0.25)])
    var copy = ServiceModel(name: NamespacedName(name: "copy"), serviceTime: try .exponential(mean: 0.02))
    copy.concurrency = 2
    copy.queue = 4
    world.services.append(copy)
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
    world.manifests = """
      apiVersion: gateway.networking.x-k8s.io/v1alpha1
      kind: XBackendTrafficPolicy
      metadata: {name: budget}
      spec:
        targetRefs: [{group: "", kind: Service, name: station}]
        retryConstraint: {budget: {percent: 20, interval: 1s}, minRetryRate: {count: 2, interval: 1s}}
      """
    let effects: [Fault.Effect] = [
      .errors(.init(rate: 0.7, status: 503)), .reset, .blackhole, .latency(try .exponential(mean: 0.05)),
      .slowdown(4),
      .pause, .crash(.lost), .crash(.drained), .capacity(0.5), .capacity(0), .surge(3), .refuse,
      .rollingRestart(.init(startTime: 500_000_000, maxUnavailable: 1, inFlight: .lost)),
      .rollingRestart(.init(startTime: 300_000_000, maxUnavailable: 2)), .gatewayLoss(replicas: 1),
      .gatewayLoss(replicas: world.dataPlane.replicas), .abort(rate: 0.3, status: 503),
      .delay(rate: 0.4, try .exponential(mean: 0.2)),
    ]
    for index in 0..<5 {
      let effect = pick(effects)
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
      // On a coarse grid of times they overlap, and begin and end together, often.
      var fault = Fault(
        name: "fault \(index)", target: target, start: Int64(draws.below(10)) * 500_000_000,
        duration: Int64(1 + draws.below(6)) * 500_000_000, effect: effect)
      if draws.below(3) == 0 {
        fault.repetition = .init(every: fault.duration + pick([0, 500_000_000]), times: 3)
      }
      switch effect {
      case .errors, .reset, .refuse, .blackhole, .latency: fault.share = pick([nil, 0.4])
      default: break
      }
      switch effect {
      case .pause, .crash, .rollingRestart, .gatewayLoss, .abort, .delay: break
      default: fault.ramp = pick([0, 250_000_000, fault.duration])
      }
      world.faults.append(fault)
    }
    return world
  }

  @Test(
    "in any world every request is answered or in flight, and rows, counts and metrics agree",
    arguments: 0..<200)
  func accounts(number: Int) throws {
    let (record, requests, attempts) = try Self.world(number).runRecorded()
    #expect(record.conservation.holds)
    #expect(record.conservation.offered == requests.count)
    #expect(record.conservation.unanswered == requests.count { $0.fate == .unanswered })
    #expect(requests.map(\.request) == Array(0..<Int64(requests.count)))
    #expect(requests.allSatisfy { ($0.fate == .unanswered) == ($0.response < 0) })
    let sent = requests.reduce(0) { $0 + Int($1.attempts) }
    #expect(attempts.count == sent)
    let offered = record.timeline.first { $0.entity == "traffic/clients" && $0.metric == "offered" }
    #expect(offered?.values.reduce(0, +) == Double(requests.count))

    let world = try Self.world(number)
    let start = Int64(world.warmUp * 1e9)
    let measured = requests.filter { $0.arrival >= start }
    #expect(record.value("requests") == Double(measured.count))
    let fates = Fate.allCases.compactMap { record.value("fate_ratio", ["fate": $0.name]) }
    if !measured.isEmpty { #expect(abs(fates.reduce(0, +) - 1) < 1e-9) }
    let numbers = Set(measured.map(\.request))
    let first = attempts.count { numbers.contains($0.request) && $0.attempt == 1 }
    let retries = attempts.count { numbers.contains($0.request) && $0.attempt > 1 }
    #expect(record.value("first_attempts", ReplicationRecord.station) == Double(first))
    #expect(record.value("retries", ReplicationRecord.station) == Double(retries))
    for mirror in record.mirrors {
      #expect(mirror.sent <= mirror.eligible && mirror.failed <= mirror.sent)
    }
  }

  @Test("attempts of a request follow one another and never overlap", arguments: 0..<50)
  func order(number: Int) throws {
    let (_, _, attempts) = try Self.world(number).runRecorded()
    for (one, next) in zip(attempts, attempts.dropFirst()) where one.request == next.request {
      #expect(next.attempt == one.attempt + 1)
      #expect(one.end >= one.start)
      #expect(next.start >= one.end)
    }
  }
}
