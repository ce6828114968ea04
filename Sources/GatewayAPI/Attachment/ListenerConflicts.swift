extension Gateway {
  /// Marks the listeners that cannot be told apart from others. Among objects the first in the list wins; inside one object
  /// none of them does (Assumption A-GW-39: inside a ListenerSet too). What lost claims nothing, so it cannot knock out later ones
  /// (reference gateway-api 7.3). O(listeners), and quadratic only inside one object, which has 64 at most.
  mutating func markConflicts() {
    var claims = PortClaims()
    var start = 0
    while start < listeners.count {
      let owner = listeners[start].owner
      let end = listeners[start...].firstIndex { $0.owner != owner } ?? listeners.count
      for index in start..<end { update(index) { $0.conflict = claims.conflict(with: $0) } }
      markConflicts(among: (start..<end).filter { listeners[$0].conflict == nil })
      for listener in listeners[start..<end] where listener.conflict == nil { claims.add(listener) }
      start = end
    }
  }

  private mutating func markConflicts(among own: [Int]) {
    for (position, first) in own.enumerated() {
      for second in own[(position + 1)...] {
        guard let conflict = listeners[first].conflict(with: listeners[second]) else { continue }
        for index in [first, second] { update(index) { $0.conflict = $0.conflict ?? conflict } }
      }
    }
  }
}

/// What the listeners of one address that lost to none have taken.
/// Assumption A-GW-40: one that does not serve for another reason keeps its place.
struct PortClaims {
  private struct Claim: Hashable {
    let port: Int
    let sharing: Listener.Sharing
  }

  private var hostnames: [Claim: Set<String?>] = [:]

  mutating func add(_ listener: Listener) {
    hostnames[Claim(port: listener.port, sharing: listener.sharing), default: []].insert(listener.hostname)
  }

  /// Why `listener` cannot serve beside what was added, nil where it can.
  func conflict(with listener: Listener) -> Listener.Conflict? {
    // Port 0 is no port yet, so nothing shares it.
    guard listener.port != 0 else { return nil }
    let own = Claim(port: listener.port, sharing: listener.sharing)
    if listener.sharing.isByHostname, hostnames[own]?.contains(listener.hostname) == true { return .hostname }
    let isExcluded = listener.sharing.excluded.contains {
      hostnames[Claim(port: listener.port, sharing: $0)] != nil
    }
    return isExcluded ? .protocol : nil
  }
}

extension Listener {
  /// How a protocol shares a port.
  enum Sharing: Hashable {
    case plain, encrypted, tcp, udp
    case other(String)

    /// Whether listeners of one port are told apart by hostname. Assumption A-GW-38: others conflict by protocol.
    var isByHostname: Bool { self != .tcp && self != .udp }

    /// What cannot be on the same port.
    /// Assumption A-GW-3: plain HTTP cannot share a port with HTTPS, TLS or TCP, so the two are in conflict.
    var excluded: [Sharing] {
      switch self {
      case .plain: [.encrypted, .tcp]
      case .encrypted: [.plain, .tcp]
      case .tcp: [.tcp, .plain, .encrypted]
      case .udp: [.udp]
      case .other: []
      }
    }
  }

  var sharing: Sharing {
    switch `protocol` {
    case "HTTP": .plain
    case "HTTPS", "TLS": .encrypted
    case "TCP": .tcp
    case "UDP": .udp
    default: .other(`protocol`)
    }
  }

  /// Why the two cannot both serve on one address, nil where they can.
  func conflict(with other: Listener) -> Conflict? {
    var claims = PortClaims()
    claims.add(other)
    return claims.conflict(with: self)
  }
}
