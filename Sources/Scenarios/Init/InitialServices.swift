import GatewayAPI

/// What is taken for granted of the Services that routes reach, and how much of them the traffic takes.
struct InitialServices {
  /// One Service.
  struct Entry {
    let name: NamespacedName
    /// Ready endpoints.
    let endpoints: Int
    /// From where that number is.
    let origin: Origin
    /// Time that a request takes, in nanoseconds.
    let meanServiceTime: Int64
    /// The shortest timeout that requests to it have, of which the service time is a tenth; nil where it is longer than matters.
    let timeout: Int64?
    /// Requests and copies that come for each request of a client, all clients together.
    var load = 0.0
    /// The part of that which are copies.
    var copies = 0.0

    /// Requests per second that it can serve.
    var capacity: Double {
      Double(endpoints * InitialServices.concurrency) * 1e9 / Double(meanServiceTime)
    }
  }

  /// From where a number of endpoints is.
  enum Origin: Equatable {
    case endpointSlices
    case workloads([String])
    case nowhere
  }

  /// In the order of their names.
  private(set) var entries: [Entry]
  private var indices: [NamespacedName: Int] = [:]

  /// Slots, waiting places and mean service time of one endpoint where nothing is known; those that messages suggest.
  static let concurrency = 8
  static let queue = 64
  static let serviceTime: Int64 = 20_000_000
  /// How busy the busiest service is.
  static let utilization = 0.5
  /// Requests per second of all sources at most, so that a first run takes seconds.
  static let highestRate = 5_000.0

  /// The Services that the routes of `configuration` reach, with the load of `traffic`, of which every request comes as often as any other.
  init(_ configuration: GatewayConfiguration, traffic: InitialTraffic, replicas: DeployedReplicas) {
    let services = Dictionary(
      configuration.services.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
    let timeouts = Self.timeouts(traffic)
    entries = configuration.referencedServices.map { name, _ in
      let (endpoints, origin): (Int, Origin) =
        if let ready = services[name]?.readyEndpoints {
          (ready, .endpointSlices)
        } else if let found = replicas[name] {
          (found.count, .workloads(found.workloads))
        } else {
          (1, .nowhere)
        }
      let timeout = timeouts[name].flatMap { $0 < 10 * Self.serviceTime ? $0 : nil }
      return Entry(
        name: name, endpoints: endpoints, origin: origin,
        meanServiceTime: max(1, timeout.map { $0 / 10 } ?? Self.serviceTime), timeout: timeout)
    }
    for (index, entry) in entries.enumerated() { indices[entry.name] = index }
    addLoad(of: traffic)
  }

  /// The entry of a Service that a route reaches.
  subscript(name: NamespacedName) -> Entry? { indices[name].map { entries[$0] } }

  /// The shortest timeout of the rules that send to each Service, in nanoseconds.
  private static func timeouts(_ traffic: InitialTraffic) -> [NamespacedName: Int64] {
    var timeouts: [NamespacedName: Int64] = [:]
    for plan in traffic.entries.map(\.rule.plan) {
      guard let timeout = [plan.requestTimeout, plan.backendRequestTimeout].compactMap(\.self).min() else {
        continue
      }
      for (service, _) in plan.sharesOfServices {
        timeouts[service] = min(timeouts[service] ?? timeout, timeout)
      }
    }
    return timeouts
  }

  private mutating func addLoad(of traffic: InitialTraffic) {
    let requests = traffic.entries
    for plan in requests.map(\.rule.plan) {
      for (service, share) in plan.sharesOfServices {
        guard let index = indices[service] else { continue }
        entries[index].load += share / Double(requests.count)
      }
      for copy in plan.copies {
        guard let index = indices[copy.mirror.service] else { continue }
        entries[index].load += copy.ofAll / Double(requests.count)
        entries[index].copies += copy.ofAll / Double(requests.count)
      }
    }
  }

  /// The service with the highest load for what it can serve; nil where nothing is sent anywhere.
  var busiest: Entry? {
    entries.filter { $0.endpoints > 0 && $0.load > 0 }
      .max { ($0.load / $0.capacity, $1.name) < ($1.load / $1.capacity, $0.name) }
  }

  /// Requests per second of all sources together, at which the busiest service is half busy, or less: two digits, rounded down.
  var rate: Double {
    guard let busiest else { return 100 }
    return Self.rounded(min(Self.utilization * busiest.capacity / busiest.load, Self.highestRate))
  }

  /// Requests per second of each source that has requests, of which each comes as often as any other of all.
  func rates(of traffic: InitialTraffic) -> [Double] {
    let rate = rate
    return traffic.used.map { source in
      Self.rounded(rate * Double(source.entries.count) / Double(traffic.entries.count))
    }
  }

  /// Two digits, rounded down.
  private static func rounded(_ rate: Double) -> Double {
    var unit = 1.0
    while rate / unit >= 100 { unit *= 10 }
    while rate / unit < 10, unit > 1e-6 { unit /= 10 }
    // A little more, since 0.5 * 400 / 1 must not come to 199.999.
    return (rate / unit + 1e-9).rounded(.down) * unit
  }
}
