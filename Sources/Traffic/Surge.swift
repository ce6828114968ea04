/// A time during which a source sends more requests, or fewer.
public struct Surge: Sendable, Equatable {
  /// When it begins, in nanoseconds from time zero.
  public var start: Int64
  /// When it is over.
  public var end: Int64
  /// How many times the arrivals come, at least 0.
  public var factor: Double
  /// Nanoseconds after the start in which the factor goes in a straight line from 1 to what it is; at most the surge's length.
  public var ramp: Int64

  /// Creates a surge.
  public init(start: Int64, end: Int64, factor: Double, ramp: Int64 = 0) {
    self.start = start
    self.end = end
    self.factor = factor
    self.ramp = ramp
  }

  /// The factor at `time`, which lies in the surge or is its end.
  func factor(at time: Int64) -> Double {
    guard time - start < ramp else { return factor }
    return 1 + (factor - 1) * (Double(time - start) / Double(ramp))
  }
}
