/// When the requests of a traffic source come.
public enum ArrivalProcess: Sendable {
  /// One stage of a changing rate.
  public struct Stage: Sendable, Equatable {
    /// The rate at its end, per second.
    public var rate: Double
    /// How long it lasts, in nanoseconds.
    public var duration: Int64
    /// Whether the rate jumps at its start instead of ramping from the rate before.
    public var step: Bool

    /// Creates a stage.
    public init(rate: Double, duration: Int64, step: Bool = false) {
      self.rate = rate
      self.duration = duration
      self.step = step
    }
  }

  /// Evenly spaced, `rate` per second.
  case constant(rate: Double)
  /// Independent, `rate` per second on average.
  case poisson(rate: Double)
  /// Independent, with a rate that ramps or jumps from stage to stage; the last stage's rate holds on.
  case stages([Stage])
  /// Those of a recorded trace, with its requests.
  case trace(RecordedTrace)
}
