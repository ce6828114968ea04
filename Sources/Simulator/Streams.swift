import Engine

/// The random streams of one replication, each keyed by what it is for and by the name of what it belongs to, so that adding or
/// changing one thing shifts the draws of no other.
struct Streams: ~Copyable {
  struct Source {
    var replicas: RandomStream
    var weights: RandomStream
    var overheads: RandomStream
    /// Which browser makes a request.
    var users: RandomStream
    /// What a request's mirrors and splits are drawn from where they share a number.
    var words: RandomStream
    /// The waits before its retries, of the gateway and of the client.
    var backoffs: RandomStream
    var clientBackoffs: RandomStream
    /// Whether its client's throttle keeps a try back.
    var throttles: RandomStream
    /// How long a user thinks.
    var thinks: RandomStream
  }

  struct Service {
    var serviceTimes: RandomStream
    var failures: RandomStream
    var balancing: RandomStream
  }

  struct Mirror {
    var sampling: RandomStream
    var serviceTimes: RandomStream
    var failures: RandomStream
    var balancing: RandomStream
  }

  /// Of the sources, then of the calls of services.
  let sources: Table<Source>
  /// How often each call is made.
  let calls: Table<RandomStream>
  let services: Table<Service>
  let mirrors: Table<Mirror>
  /// One per fault; only latency faults draw.
  let latencies: Table<RandomStream>
  /// One per fault: which attempts it hits, where that is a share of them.
  let hits: Table<RandomStream>
  /// One per autoscaler: how long its endpoints take to start.
  let startTimes: Table<RandomStream>

  init(model: Model, replication: UInt32) {
    func stream(_ purpose: UInt32, _ name: String) -> RandomStream {
      RandomStream(
        seed: model.seed, replication: replication, purpose: purpose,
        entity: RandomStream.entity(named: name))
    }
    sources = Table(
      (model.sources.map(\.name) + model.calls.map(\.name)).map {
        Source(
          replicas: stream(RandomPurpose.replica, $0), weights: stream(RandomPurpose.weight, $0),
          overheads: stream(RandomPurpose.overhead, $0), users: stream(RandomPurpose.user, $0),
          words: stream(RandomPurpose.request, $0), backoffs: stream(RandomPurpose.backoff, $0),
          clientBackoffs: stream(RandomPurpose.clientBackoff, $0),
          throttles: stream(RandomPurpose.throttle, $0), thinks: stream(RandomPurpose.think, $0))
      })
    calls = Table(model.calls.map { stream(RandomPurpose.call, $0.name) })
    services = Table(
      model.services.map {
        Service(
          serviceTimes: stream(RandomPurpose.serviceTime, $0.name),
          failures: stream(RandomPurpose.failure, $0.name),
          balancing: stream(RandomPurpose.balancing, $0.name))
      })
    mirrors = Table(
      model.mirrors.map {
        Mirror(
          sampling: stream(RandomPurpose.mirror, $0.name),
          serviceTimes: stream(RandomPurpose.mirrorServiceTime, $0.name),
          failures: stream(RandomPurpose.mirrorFailure, $0.name),
          balancing: stream(RandomPurpose.mirrorBalancing, $0.name))
      })
    latencies = Table(model.faults.map { stream(RandomPurpose.latency, $0.name) })
    hits = Table(model.faults.map { stream(RandomPurpose.hit, $0.name) })
    startTimes = Table(
      model.autoscalers.map { stream(RandomPurpose.startTime, model.services[$0.service].name) })
  }
}
