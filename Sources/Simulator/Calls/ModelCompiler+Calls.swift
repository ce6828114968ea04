import Engine
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
