import Scenarios

extension Model {
  /// How the clients of a source behave beside sending requests.
  struct Client: Sendable {
    /// Nanoseconds after which a try is given up, ``Model/never`` for never.
    var timeout = Model.never
    /// How many tries may follow the first.
    var retries = 0
    var statuses = StatusSet()
    var onTimeout = false
    var backoff = Backoff.none
    /// Google's adaptive throttling with this factor, nil for none.
    var throttle: Double?
    /// How many clients share the requests; what each knows is its own.
    var instances = 1
  }

  /// Calls of one service to another.
  struct Call: Sendable {
    /// The shape of the request.
    var shape: Int
    /// How many times for each request of the caller: whole times, and once more with the probability of the rest.
    var whole: Int32
    var rest: Double
    /// What tells it from every other call.
    var name: String
  }

  /// The calls of a service, as ranges of ``Model/calls``.
  struct Visits: Sendable {
    var before = 0..<0
    var during = 0..<0
    var after = 0..<0

    var isEmpty: Bool { before.isEmpty && during.isEmpty && after.isEmpty }
  }
}
