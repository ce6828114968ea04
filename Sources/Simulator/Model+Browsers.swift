import Records

extension Model {
  /// The browsers of a source.
  struct Browsers: Sendable {
    /// How many there are; 0 where the source has clients of another kind.
    var users: UInt64 = 0
    /// What is added to the number of a shape to have that of its crossing.
    var firstCrossing = 0
    /// Where what they keep begins; each has ``slots`` places.
    var firstPlace = 0
    var slots = 0
    /// Nanoseconds that a preflight takes beside the gateway's overhead.
    var roundTrip: Int64 = 0
  }

  /// What browsers do with the requests of one shape.
  struct Crossing: Sendable {
    /// The rule that its verdicts are counted for, -1 for none: a request to the origin of its own page, or one that no rule takes.
    var rule = -1
    /// Whether the script gets the answer.
    var isAllowed = true
    /// Whether it needs a preflight, unless all of ``needs`` are fresh.
    var asks = false
    /// Slots, among ``Model/keptSlots``; empty where nothing that is kept spares the preflight.
    var needs = 0..<0
    /// The slots that the answer to its preflight makes fresh.
    var grants = 0..<0
    /// Nanoseconds for which they are.
    var lifetime: Int64 = 0
    /// How the request ends where the preflight refuses it.
    var refusal: Refusal?
  }

  /// The end of a request that is not sent because its preflight refuses it.
  struct Refusal: Sendable {
    /// The status of the answer to the preflight.
    var status: Int
    var fate: Fate
  }

  /// A rule whose cross-origin requests are counted.
  struct CORSRule: Sendable {
    var route: String
    var rule: Int
  }
}
