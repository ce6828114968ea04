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

  /// One state of a modulated process.
  public struct State: Sendable, Equatable {
    /// The rate in it, per second, at least 0.
    public var rate: Double
    /// How long a stay in it lasts on average, in nanoseconds, above 0.
    public var mean: Int64

    /// Creates a state.
    public init(rate: Double, mean: Int64) {
      self.rate = rate
      self.mean = mean
    }
  }

  /// Evenly spaced, `rate` per second.
  case constant(rate: Double)
  /// Independent, `rate` per second on average.
  case poisson(rate: Double)
  /// Independent, with a rate that ramps or jumps from stage to stage; the last stage's rate holds on.
  case stages([Stage])
  /// Independent, with the rate of one of the states, which follow each other at random after exponential stays (MMPP);
  /// there is at least one state.
  case modulated([State])
  /// Independent, with a rate that swings around `mean` up to `peak`, at most twice as high, every `period` nanoseconds.
  case diurnal(mean: Double, peak: Double, period: Int64)
  /// Independent, with the rates of a file of counts.
  case rates(RateTable)
  /// Of so many users, each of which waits for its answer, thinks, and asks again.
  case closed(users: Int, think: TimeDistribution)
  /// Those of a recorded trace, with its requests.
  case trace(RecordedTrace)
}
