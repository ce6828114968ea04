/// Finds, for a listener in conflict, those of its Gateway that it cannot be told apart from, without looking at all of them:
/// ten thousand ListenerSets may want the same port.
struct ListenerRivals {
  private struct Place: Hashable {
    let port: Int
    let sharing: Listener.Sharing
    /// Nil stands for every hostname, an inner nil for a listener without one.
    let hostname: String??
  }

  /// Of those at one place the first few, and the first that serves.
  private struct Occupants {
    var first: [Int] = []
    var winner: Int?
  }

  private static let mostShown = 5

  private let listeners: [Listener]
  private var occupants: [Place: Occupants] = [:]

  init(_ listeners: [Listener]) {
    self.listeners = listeners
    for (index, listener) in listeners.enumerated() {
      for hostname: String?? in [nil, .some(listener.hostname)] {
        let place = Place(port: listener.port, sharing: listener.sharing, hostname: hostname)
        var found = occupants[place] ?? Occupants()
        // One more than is shown, since the listener that is asked about may be among them.
        if found.first.count <= Self.mostShown { found.first.append(index) }
        if found.winner == nil, listener.conflict == nil { found.winner = index }
        occupants[place] = found
      }
    }
  }

  /// The first of the others that are in conflict with `listener`, and whether one of all of them serves.
  func rivals(of listener: Listener) -> (shown: [Listener], hasWinner: Bool) {
    let places =
      (listener.sharing.isByHostname
        ? [Place(port: listener.port, sharing: listener.sharing, hostname: .some(listener.hostname))] : [])
      + listener.sharing.excluded.map { Place(port: listener.port, sharing: $0, hostname: nil) }
    let found = places.compactMap { occupants[$0] }
    let others = Set(found.flatMap(\.first)).sorted().map { listeners[$0] }.filter {
      $0.owner != listener.owner || $0.position != listener.position
    }
    return (Array(others.prefix(Self.mostShown)), found.contains { $0.winner != nil })
  }
}
