import Engine

/// The ring of a service: every endpoint at as many places, a request at the first entry clockwise of its hash (reference
/// retry-budgets 6).
///
/// Assumption A-SIM-70: a ring holds all endpoints of its service, each as often as the others; those that cannot be picked are passed
/// over. Retry N of a request takes the Nth entry after that of its first attempt, which may be of the same endpoint.
package struct HashRing: Sendable {
  private struct Entry {
    var hash: UInt64
    var endpoint: Int32
  }

  private var entries: [Entry] = []
  /// How many entries each endpoint has.
  package private(set) var places = 0

  /// Makes the ring of `endpoints`; empty where there are none.
  /// - Parameter minimum: how many entries it has at least. O(n log n) in the entries.
  package init(service: String, endpoints: Range<Int32>, minimum: Int) {
    guard !endpoints.isEmpty else { return }
    places = (max(1, minimum) + endpoints.count - 1) / endpoints.count
    entries.reserveCapacity(places * endpoints.count)
    for (number, endpoint) in endpoints.enumerated() {
      for place in 0..<places {
        entries.append(Entry(hash: Self.hash("\(service)/\(number)#\(place)"), endpoint: endpoint))
      }
    }
    entries.sort { ($0.hash, $0.endpoint) < ($1.hash, $1.endpoint) }
  }

  /// How many entries it has.
  package var count: Int { entries.count }

  /// The hash of a key: the same in every version, on every machine.
  package static func hash(_ key: String) -> UInt64 { RandomStream.entity(named: key) }

  /// The endpoint `steps` entries after the first one clockwise of `hash`, of those that `isUsable` allows; nil where it allows none.
  ///
  /// O(log n) in the entries, and as many steps as are asked for or passed over, which within a turn are n.
  @inline(__always) package func endpoint(
    at hash: UInt64, steps: Int, isUsable: (Int32) -> Bool
  ) -> Int32? {
    var index = first(notBelow: hash)
    var left = steps
    var passed = 0
    while passed < entries.count {
      if index == entries.count { index = 0 }
      let endpoint = entries[index].endpoint
      index += 1
      guard isUsable(endpoint) else {
        passed += 1
        continue
      }
      if left == 0 { return endpoint }
      left -= 1
      passed = 0
    }
    return nil
  }

  /// The index of the first entry whose hash is at least `hash`, `count` where none is.
  private func first(notBelow hash: UInt64) -> Int {
    var range = 0..<entries.count
    while !range.isEmpty {
      let middle = range.lowerBound + range.count / 2
      range =
        entries[middle].hash < hash ? middle + 1..<range.upperBound : range.lowerBound..<middle
    }
    return range.lowerBound
  }
}
