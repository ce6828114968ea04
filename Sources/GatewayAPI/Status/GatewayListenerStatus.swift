/// The status of every listener of a Gateway, its own and those of ListenerSets.
struct GatewayListenerStatus {
  /// The status of one listener.
  struct Entry {
    let owner: ListenerOwner
    /// Whether it conflicts with none and its protocol is known.
    let isAccepted: Bool
    /// Whether all that it refers to can be used.
    let isResolved: Bool
    /// Whether it is accepted, its certificates are usable and some kind of route can attach.
    let isValid: Bool
    let status: ListenerStatus
  }

  private let entries: [Entry]
  private let gateway: Gateway

  init(_ gateway: Gateway, attachedRoutes: [Int]) {
    self.gateway = gateway
    let overlaps = Self.overlaps(gateway)
    entries = zip(gateway.listeners, attachedRoutes).enumerated().map { index, pair in
      Self.entry(pair.0, attachedRoutes: pair.1, overlaps: overlaps.contains(index))
    }
  }

  /// Those in the Gateway's own spec.
  var own: [Entry] { listeners(of: gateway.owner) }

  func listeners(of owner: ListenerOwner) -> [Entry] { Array(entries[gateway.positions(of: owner)]) }

  private static func entry(_ listener: Listener, attachedRoutes: Int, overlaps: Bool) -> Entry {
    let refusal = refusal(of: listener)
    let resolvedRefs = resolvedRefs(of: listener)
    var conditions: [Condition] = [
      refusal.map { Condition.fails("Accepted", $0.reason, $0.message) } ?? .holds("Accepted"),
      listener.conflict.map { Condition.holds("Conflicted", $0.rawValue, $0.message) }
        ?? .fails("Conflicted", "NoConflicts"),
      resolvedRefs, programmed(listener, refusal),
    ]
    if overlaps {
      conditions.append(
        .holds(
          "OverlappingTLSConfig", "OverlappingHostnames",
          "the hostname overlaps with that of another listener of the port"))
    }
    let isAccepted = refusal == nil
    return Entry(
      owner: listener.owner, isAccepted: isAccepted, isResolved: resolvedRefs.isTrue,
      isValid: isAccepted && listener.certificateProblem == nil && !listener.supportedKinds.isEmpty,
      status: ListenerStatus(
        name: listener.name, supportedKinds: listener.supportedKinds.map(\.kind),
        attachedRoutes: attachedRoutes, conditions: conditions))
  }

  private static func refusal(of listener: Listener) -> (reason: String, message: String)? {
    // Assumption A-GW-41: a listener in conflict is not accepted, for the reason of the conflict, and keeps its routes.
    if let conflict = listener.conflict { return (conflict.rawValue, conflict.message) }
    if !listener.isProtocolKnown {
      return ("UnsupportedProtocol", "protocol \(listener.protocol) is not supported")
    }
    if let problem = listener.authorityProblem, problem.isTotal {
      return ("NoValidCACertificate", "no client can be validated: \(problem.message)")
    }
    return listener.port == 0 ? ("UnsupportedPort", "no port is given, and none is assigned") : nil
  }

  private static func resolvedRefs(of listener: Listener) -> Condition {
    if let problem = listener.certificateProblem {
      return .fails("ResolvedRefs", problem.reason, problem.message)
    }
    if let problem = listener.authorityProblem {
      return .fails("ResolvedRefs", problem.reason, problem.message)
    }
    let invalid = listener.invalidKinds.map(\.kind)
    guard !invalid.isEmpty else { return .holds("ResolvedRefs") }
    return .fails(
      "ResolvedRefs", "InvalidRouteKinds",
      "\(invalid.joined(separator: ", ")) cannot attach to \(listener.protocol) listeners")
  }

  private static func programmed(
    _ listener: Listener, _ refusal: (reason: String, message: String)?
  ) -> Condition {
    if listener.conflict != nil, let refusal { return .fails("Programmed", refusal.reason, refusal.message) }
    if let refusal { return .fails("Programmed", "Invalid", refusal.message) }
    if let problem = listener.certificateProblem { return .fails("Programmed", "Invalid", problem.message) }
    guard !listener.supportedKinds.isEmpty else {
      return .fails("Programmed", "Invalid", "no kind of route can attach")
    }
    return .holds("Programmed")
  }

  /// The listeners that speak TLS on a port where another one's hostnames are partly theirs.
  private static func overlaps(_ gateway: Gateway) -> Set<Int> {
    let encrypted = gateway.listeners.indices.filter {
      gateway.listeners[$0].sharing == .encrypted && gateway.listeners[$0].conflict == nil
    }
    var hostnames: [Int: HostnameSet] = [:]
    for index in encrypted {
      hostnames[gateway.listeners[index].port, default: HostnameSet()].insert(
        gateway.listeners[index].hostname)
    }
    return Set(
      encrypted.filter {
        hostnames[gateway.listeners[$0].port]?.overlaps(gateway.listeners[$0].hostname) ?? false
      })
  }
}

extension Listener.Conflict {
  /// In words, without what belongs to others.
  fileprivate var message: String {
    switch self {
    case .hostname: "another listener has the same port and hostname"
    case .protocol: "another listener of the port speaks a protocol that excludes this one"
    }
  }
}
