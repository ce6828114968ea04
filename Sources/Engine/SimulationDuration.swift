/// An amount of simulated time, in whole nanoseconds.
@frozen public struct SimulationDuration: Comparable, Hashable, Sendable {
  /// The amount in nanoseconds; negative only as the difference of two instants.
  public var nanoseconds: Int64

  /// An amount of so many nanoseconds.
  @inlinable public init(nanoseconds: Int64) {
    self.nanoseconds = nanoseconds
  }

  /// The nearest whole number of nanoseconds, ties to the even one.
  ///
  /// Assumption A-ENG-1: simulated time advances in nanoseconds; a drawn or written amount is rounded to
  /// the nearest one. An amount too large for an `Int64` becomes the largest one (292 years); a negative
  /// one and NaN become zero, so that no amount of work that a model draws can lead back in time.
  /// - Parameter seconds: the amount in seconds, any `Double`.
  @inlinable public init(seconds: Double) {
    let exact = seconds * 1e9
    if exact >= 0, exact < 0x1p51 {
      // At 2^52 and above a `Double` has no bits for a fraction: the sum itself rounds, ties to even, and its
      // low bits are the result. `rounded()` is a call where the processor is not known to have SSE4.1.
      nanoseconds = Int64(bitPattern: (exact + 0x1p52).bitPattern & (1 << 52 - 1))
    } else {
      nanoseconds = SimulationDuration.unusual(exact)
    }
  }

  /// The nanoseconds of an amount that is negative, no number, or above 26 days.
  @usableFromInline @inline(never) static func unusual(_ nanoseconds: Double) -> Int64 {
    if nanoseconds >= 0x1p63 { return .max }
    return nanoseconds > 0 ? Int64(nanoseconds.rounded(.toNearestOrEven)) : 0
  }

  /// No time at all.
  @inlinable public static var zero: SimulationDuration { SimulationDuration(nanoseconds: 0) }

  /// The amount in seconds, to the precision of a `Double`.
  @inlinable public var seconds: Double { Double(nanoseconds) / 1e9 }

  /// Whether `left` is the shorter amount.
  @inlinable public static func < (left: SimulationDuration, right: SimulationDuration) -> Bool {
    left.nanoseconds < right.nanoseconds
  }

  /// The sum, held within the range of an `Int64`.
  @inlinable public static func + (
    left: SimulationDuration, right: SimulationDuration
  ) -> SimulationDuration {
    SimulationDuration(nanoseconds: saturatingSum(left.nanoseconds, right.nanoseconds))
  }

  /// The difference; overflow is a programmer error.
  @inlinable public static func - (
    left: SimulationDuration, right: SimulationDuration
  ) -> SimulationDuration {
    SimulationDuration(nanoseconds: left.nanoseconds - right.nanoseconds)
  }
}
