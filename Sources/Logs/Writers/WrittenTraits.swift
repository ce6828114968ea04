/// What a format tells of a request beside its time, and in which order.
package struct WrittenTraits: Sendable {
  /// The order in which a program writes requests.
  package enum Order: Sendable {
    /// By their start.
    case start
    /// By their end, when there is something to write.
    case end
  }

  /// What may be told beside the time.
  package struct Fields: OptionSet, Sendable {
    package let rawValue: Int

    package init(rawValue: Int) { self.rawValue = rawValue }

    package static let method = Fields(rawValue: 1 << 0)
    package static let host = Fields(rawValue: 1 << 1)
    package static let path = Fields(rawValue: 1 << 2)
    package static let status = Fields(rawValue: 1 << 3)
    package static let duration = Fields(rawValue: 1 << 4)
    package static let upstreamDuration = Fields(rawValue: 1 << 5)
    package static let upstream = Fields(rawValue: 1 << 6)
    package static let attempts = Fields(rawValue: 1 << 7)
    package static let outcome = Fields(rawValue: 1 << 8)

    /// Everything, with its name for people.
    package static let named: [(field: Fields, name: String)] = [
      (.method, "method"), (.host, "host"), (.path, "path"), (.status, "status"), (.duration, "duration"),
      (.upstreamDuration, "upstream duration"), (.upstream, "upstream"), (.attempts, "attempts"),
      (.outcome, "outcome"),
    ]
  }

  /// The order of what is written.
  package var order = Order.end
  /// What it tells.
  package var fields: Fields
  /// Whether a request without an end is told too: programs write when a request is over.
  package var tellsUnended = false
}
