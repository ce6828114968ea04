import Engine
import GatewayAPI
import Scenarios

extension ModelCompiler {
  /// How the clients of a source behave, nil where they take whatever comes.
  func client(of source: TrafficSource) -> Model.Client? {
    guard let behaviour = source.client else { return nil }
    var client = Model.Client()
    client.timeout = behaviour.timeout ?? Model.never
    client.throttle = behaviour.throttle
    client.instances = behaviour.instances
    if let retries = behaviour.retries {
      client.retries = retries.attempts
      client.statuses = StatusSet(retries.statuses)
      client.onTimeout = retries.onTimeout
      client.backoff = Backoff(retries.backoff)
    }
    return client
  }

  /// Adds what services call, after all sources.
  mutating func addCalls() {
    guard scenario.services.contains(where: { !$0.calls.isEmpty }) else { return }
    model.proxies = Array(repeating: -1, count: model.endpointCount)
    var proxies = 0
    for (index, service) in scenario.services.enumerated() where !service.calls.isEmpty {
      let first = model.services[index].firstEndpoint
      for endpoint in first..<first + model.services[index].endpoints {
        model.proxies[endpoint] = proxies
        proxies += 1
      }
      model.services[index].visits = Model.Visits(
        before: addCalls(of: service, .before), during: addCalls(of: service, .during),
        after: addCalls(of: service, .after))
    }
  }

  private mutating func addCalls(of service: ServiceModel, _ when: ServiceCall.When) -> Range<Int> {
    let first = model.calls.count
    for (index, call) in service.calls.enumerated() where call.when == when {
      add(call, named: "call/\(service.name)/\(index)/\(call.service)", from: service.name.namespace)
    }
    return first..<model.calls.count
  }

  private mutating func add(_ call: ServiceCall, named name: String, from namespace: String) {
    let request = HTTPRequest(
      method: call.method, scheme: "http", host: "\(call.service.name).\(call.service.namespace)",
      path: call.path)
    let answer = scenario.configuration.answerMesh(
      request, to: call.service, from: namespace, port: call.port)
    let source = model.sources.count + model.calls.count
    let number = addPlan(answer)
    let plan = model.plans[number]
    addRingKey(of: request)
    model.calls.append(
      Model.Call(
        shape: model.shapes.count, whole: Int32(call.per),
        rest: call.per - call.per.rounded(.down), name: name))
    model.shapes.append(
      Model.Shape(
        source: source, plan: number, cell: addCell(Model.Cell(source: source, route: plan.route)),
        salt: RandomStream.entity(named: name), requestTimeout: plan.requestTimeout,
        attemptTimeout: plan.attemptTimeout,
        copyTimeout: scenario.dataPlane.isEnvoy ? plan.requestTimeout : Model.never,
        deadline: Model.never))
  }
}

extension Backoff {
  /// The backoff of a client.
  init(_ backoff: ClientBehaviour.Backoff) {
    switch backoff {
    case .none: self = .none
    case .fixed(let wait): self = .fixed(wait)
    case .growing(let jitter, let base, let cap):
      let jitters: [ClientBehaviour.Jitter: ClassicJitter] = [
        .exponential: .none, .equal: .equal, .full: .full, .decorrelated: .decorrelated,
      ]
      self = .classic(jitters[jitter] ?? .none, base: base, cap: cap)
    }
  }
}
