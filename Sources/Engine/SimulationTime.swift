/// An instant of simulated time, in whole nanoseconds since the start of a replication.
///
/// Integers, so that sums do not depend on the order of adding and equal instants are equal. Two types
/// keep instants and amounts apart: only `time + amount` and `time - time` exist.
@frozen public struct SimulationTime: Comparable, Hashable, Sendable {
  /// Nanoseconds since time zero; `Int64.max` stands for never.
  public var nanoseconds: Int64

  /// An instant so many nanoseconds after time zero.
  @inlinable public init(nanoseconds: Int64) {
    self.nanoseconds = nanoseconds
  }

  /// The start of a replication, warm-up included.
  @inlinable public static var zero: SimulationTime { SimulationTime(nanoseconds: 0) }

  /// The instant that does not come: later than every other one, 292 years after time zero.
  @inlinable public static var never: SimulationTime { SimulationTime(nanoseconds: .max) }

  /// Seconds since time zero, to the precision of a `Double`.
  @inlinable public var seconds: Double { Double(nanoseconds) / 1e9 }

  /// Whether `left` is the earlier instant.
  @inlinable public static func < (left: SimulationTime, right: SimulationTime) -> Bool {
    left.nanoseconds < right.nanoseconds
  }

  /// The instant so much later; `never` where that is beyond what an `Int64` holds.
  @inlinable public static func + (time: SimulationTime, amount: SimulationDuration) -> SimulationTime {
    SimulationTime(nanoseconds: saturatingSum(time.nanoseconds, amount.nanoseconds))
  }

  /// Puts the instant off by an amount, as `+` does.
  @inlinable public static func += (time: inout SimulationTime, amount: SimulationDuration) {
    time = time + amount
  }

  /// The amount of time from `right` to `left`, negative where `left` is the earlier one.
  @inlinable public static func - (left: SimulationTime, right: SimulationTime) -> SimulationDuration {
    SimulationDuration(nanoseconds: left.nanoseconds - right.nanoseconds)
  }
}

/// The sum, or the end of the range that it would pass.
@inlinable func saturatingSum(_ left: Int64, _ right: Int64) -> Int64 {
  let (sum, overflow) = left.addingReportingOverflow(right)
  return overflow ? (right < 0 ? .min : .max) : sum
}
