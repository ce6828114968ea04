/// Count, mean, variance and range of numbers, in one pass and without keeping them.
///
/// The updates are those of B. P. Welford (doi:10.1080/00401706.1962.10490022), the merging that of T. Chan,
/// G. Golub and R. LeVeque (doi:10.1080/00031305.1983.10483115): no cancellation where the mean is large.
@frozen public struct Tally: Sendable, Equatable {
  /// How many numbers there were.
  public var count: Int { number }
  /// Their mean, nil while there is none.
  public var mean: Double? { number > 0 ? center : nil }
  /// Their sample variance (divisor n - 1), nil while there are fewer than two.
  public var variance: Double? { number > 1 ? squares / Double(number - 1) : nil }
  /// The smallest number, nil while there is none.
  public var minimum: Double? { number > 0 ? least : nil }
  /// The largest number, nil while there is none.
  public var maximum: Double? { number > 0 ? greatest : nil }

  @usableFromInline var number = 0
  @usableFromInline var center = 0.0
  /// The sum of the squared distances to the mean.
  @usableFromInline var squares = 0.0
  @usableFromInline var least = Double.infinity
  @usableFromInline var greatest = -Double.infinity

  /// A tally of no numbers.
  @inlinable public init() {}

  /// Adds a number.
  @inlinable public mutating func record(_ value: Double) {
    number += 1
    let distance = value - center
    center += distance / Double(number)
    squares += distance * (value - center)
    if value < least { least = value }
    if value > greatest { greatest = value }
  }

  /// Adds the numbers of another tally.
  public mutating func merge(_ other: Tally) {
    guard other.number > 0 else { return }
    guard number > 0 else {
      self = other
      return
    }
    let total = Double(number + other.number)
    let distance = other.center - center
    let share = Double(other.number) / total
    center += distance * share
    squares += other.squares + distance * distance * Double(number) * share
    number += other.number
    least = Swift.min(least, other.least)
    greatest = Swift.max(greatest, other.greatest)
  }
}
