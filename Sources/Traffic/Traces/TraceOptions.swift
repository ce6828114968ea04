import Logs

/// How a recorded trace is replayed.
///
/// What it says is done in this order: requests are chosen, those of the window are kept, long gaps are left out, the clock is made faster,
/// copies are added or requests taken away, and the whole is repeated.
public struct TraceOptions: Sendable {
  /// The format, nil where it is recognised.
  package var format: TraceFormat?
  /// How a log is read; of a trace in Weir's form only the filters and the host matter.
  package var log = LogOptions()
  /// The first moment of the trace's own time that is replayed, in nanoseconds; it becomes time zero.
  public var from: Int64
  /// The moment at which the window is over, nil where it goes on to the end.
  public var to: Int64?
  /// The longest gap between two requests that stays, in nanoseconds, above 0; nil where all do.
  public var longestGap: Int64?
  /// How many times as fast, above 0.
  public var speed: Double
  /// How many times as many requests come, above 0 and at most 100.
  public var scale: Double
  /// Whether it begins again at its end.
  public var loops: Bool

  /// Creates options; the defaults replay the trace once, as it was.
  public init(
    from: Int64 = 0, to: Int64? = nil, longestGap: Int64? = nil, speed: Double = 1, scale: Double = 1,
    loops: Bool = false
  ) {
    self.from = from
    self.to = to
    self.longestGap = longestGap
    self.speed = speed
    self.scale = scale
    self.loops = loops
  }
}
