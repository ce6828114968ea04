/// The mean and the maximum over time of a level that jumps: a queue's length, slots in use.
///
/// The integral is exact, in units of level times nanoseconds.
@frozen public struct TimeWeightedTally: Sendable, Equatable {
  /// The present level.
  public var level: Int { current }
  /// The highest level since the start or the last `restart`; a level that lasted no time counts.
  public var maximum: Int { highest }

  @usableFromInline var current: Int
  @usableFromInline var highest: Int
  @usableFromInline var start: SimulationTime
  /// The time up to which the integral is done.
  @usableFromInline var last: SimulationTime
  @usableFromInline var area: Int128 = 0

  /// A tally of a level from a time on.
  @inlinable public init(level: Int = 0, at time: SimulationTime = .zero) {
    current = level
    highest = level
    start = time
    last = time
  }

  /// The level changes. A time before the last change is a programmer error.
  @inlinable public mutating func set(_ level: Int, at time: SimulationTime) {
    area &+= grown(until: time)
    last = time
    current = level
    if level > highest { highest = level }
  }

  /// Forgets what was before a time, the end of the warm-up, but not the level.
  @inlinable public mutating func restart(at time: SimulationTime) {
    precondition(time >= last, "a tally does not go back in time")
    self = TimeWeightedTally(level: current, at: time)
  }

  /// The integral of the level from the start or the last `restart` to a time, exact, in level times nanoseconds.
  @inlinable public func area(until time: SimulationTime) -> Int128 { area &+ grown(until: time) }

  /// The integral of the level from the start or the last `restart` to a time, in level times seconds.
  @inlinable public func integral(until time: SimulationTime) -> Double {
    Double(area &+ grown(until: time)) / 1e9
  }

  /// The mean level over the same interval; nil if that is empty.
  @inlinable public func mean(until time: SimulationTime) -> Double? {
    time > start ? Double(area &+ grown(until: time)) / Double((time - start).nanoseconds) : nil
  }

  @inlinable func grown(until time: SimulationTime) -> Int128 {
    precondition(time >= last, "a tally does not go back in time")
    return Int128(current) &* Int128((time - last).nanoseconds)
  }
}
