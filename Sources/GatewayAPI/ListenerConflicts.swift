extension Gateway {
  /// Marks the listeners that cannot be told apart. Inside one Gateway none of them wins.
  mutating func markConflicts() {
    var conflicts: [Listener.Conflict?] = Array(repeating: nil, count: listeners.count)
    for first in listeners.indices {
      for second in listeners.indices where second > first {
        guard let conflict = listeners[first].conflict(with: listeners[second]) else { continue }
        conflicts[first] = conflicts[first] ?? conflict
        conflicts[second] = conflicts[second] ?? conflict
      }
    }
    for (index, conflict) in conflicts.enumerated() { listeners[index].conflict = conflict }
  }
}

extension Listener {
  /// Why the two cannot both serve on one address, nil where they can.
  func conflict(with other: Listener) -> Conflict? {
    guard port == other.port else { return nil }
    if isEncrypted, other.isEncrypted || `protocol` == other.protocol {
      return hostname == other.hostname ? .hostname : nil
    }
    switch (`protocol`, other.protocol) {
    case ("UDP", "UDP"), ("TCP", "TCP"): return .protocol
    case ("UDP", _), (_, "UDP"): return nil
    case (let one, let two) where one == two: return hostname == other.hostname ? .hostname : nil
    // Assumption A-GW-3: plain HTTP cannot share a port with HTTPS, TLS or TCP, so both listeners are conflicted.
    case ("TCP", "HTTP"), ("HTTP", "TCP"): return .protocol
    case ("TCP", _) where other.isEncrypted, ("HTTP", _) where other.isEncrypted: return .protocol
    case (_, "TCP") where isEncrypted, (_, "HTTP") where isEncrypted: return .protocol
    default: return nil
    }
  }

  private var isEncrypted: Bool { `protocol` == "HTTPS" || `protocol` == "TLS" }
}
