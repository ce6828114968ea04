import Scenarios

extension Model {
  /// A fault with its target resolved.
  struct FaultPlan: Sendable {
    enum Target: Sendable, Equatable {
      /// Some endpoints of a service, as indexes among all endpoints.
      case endpoints(Range<Int>)
      case route(Int)
      /// Arrivals; nothing happens inside the simulation.
      case arrivals
      /// Gateway replicas.
      case gateway
    }

    var name: String
    var target: Target
    var effect: Fault.Effect
    var occurrences: Occurrences
    /// The share of attempts that it hits, nil for all.
    var share: Double?
    /// Nanoseconds in which it grows.
    var ramp: Int64
    /// Nanoseconds after each beginning at which it changes by a step: the next endpoints are replaced, or a slot vanishes.
    /// In the order of time.
    var steps: [Int64] = []

    /// Whether the gateway injects it before it routes.
    var isFilter: Bool {
      switch effect {
      case .abort, .delay: true
      default: false
      }
    }

    /// How many of its steps came within `elapsed` nanoseconds after its beginning. O(log n) in the steps.
    func stepsTaken(in elapsed: Int64) -> Int {
      var taken = 0..<steps.count
      while !taken.isEmpty {
        let middle = taken.lowerBound + taken.count / 2
        taken = steps[middle] <= elapsed ? middle + 1..<taken.upperBound : taken.lowerBound..<middle
      }
      return taken.lowerBound
    }
  }

  /// When a fault lasts, in nanoseconds.
  struct Occurrences: Sendable {
    /// When it begins for the first time.
    var start: Int64
    /// How long it lasts each time.
    var duration: Int64
    /// From one beginning to the next.
    var every: Int64
    /// How often it comes.
    var count: Int

    /// When it begins.
    var starts: [Int64] { (0..<count).map { start + Int64($0) * every } }

    /// When it is over for good.
    var end: Int64 { start + Int64(count - 1) * every + duration }

    /// Whether it lasts at `time`.
    func lasts(at time: Int64) -> Bool {
      guard start <= time, time < end else { return false }
      return count == 1 || (time - start) % every < duration
    }
  }

  /// Whether a fault takes gateway replicas away.
  var losesGateways: Bool {
    faults.contains { if case .gatewayLoss = $0.effect { true } else { false } }
  }

  /// Whether a fault is a filter of the gateway.
  var hasFilters: Bool { faults.contains(where: \.isFilter) }
}
