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

  /// Those to which the listener at `index` lost; where it lost to none, the first of those of its object that lost with it.
  func rivals(of index: Int) -> (shown: [Listener], hasWinner: Bool) {
    let listener = listeners[index]
    let places =
      (listener.sharing.isByHostname
        ? [Place(port: listener.port, sharing: listener.sharing, hostname: .some(listener.hostname))] : [])
      + listener.sharing.excluded.map { Place(port: listener.port, sharing: $0, hostname: nil) }
    let found = places.compactMap { occupants[$0] }
    // Only what comes before can win, and what lost itself knocks out nothing of another object.
    let winners = Set(found.compactMap(\.winner)).filter { $0 < index }.sorted()
    guard winners.isEmpty else { return (winners.map { listeners[$0] }, true) }
    let others = Set(found.flatMap(\.first)).subtracting([index]).sorted().map { listeners[$0] }
    let own = others.filter { $0.owner == listener.owner }
    return (Array((own.isEmpty ? others : own).prefix(Self.mostShown)), false)
  }
}
