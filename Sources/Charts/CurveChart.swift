/// Values over a number, such as response times over the percentile.
public struct CurveChart: Sendable {
  /// How the lying axis is scaled.
  public enum Scale: Sendable {
    /// Evenly.
    case linear
    /// By its logarithm.
    case logarithmic
    /// By the logarithm of what is missing to 1: 50 %, 90 %, 99 %, 99.9 % are equally far apart.
    case tail
  }

  /// A line through points, ascending by x.
  public struct Line: Sendable {
    /// What it shows.
    public var name: String
    /// Its meaning.
    public var tone: Tone
    /// The points.
    public var points: [(x: Double, y: Double)]
    /// The interval around each point's y, empty without intervals.
    public var intervals: [ClosedRange<Double>?]
    /// Whether each point has a marker.
    public var hasMarkers: Bool

    /// Creates a line.
    public init(
      _ name: String, _ tone: Tone, _ points: [(x: Double, y: Double)],
      intervals: [ClosedRange<Double>?] = [], hasMarkers: Bool = false
    ) {
      self.name = name
      self.tone = tone
      self.points = points
      self.intervals = intervals
      self.hasMarkers = hasMarkers
    }
  }

  /// What it is called.
  public var caption: Caption
  /// What the lying axis is called.
  public var across: String
  /// How it is scaled.
  public var scale: Scale
  /// How its values are written.
  public var acrossWording: Wording
  /// What the upright axis is called.
  public var axis: String
  /// How its values are written.
  public var wording: Wording
  /// Whether the upright axis is logarithmic.
  public var isLogarithmic: Bool
  /// The lines.
  public var lines: [Line]
  /// A level that is drawn across, such as a limit; nil without one.
  public var limit: (name: String, value: Double)?

  /// Creates a chart.
  public init(
    _ caption: Caption, across: String, scale: Scale, acrossWording: Wording, axis: String, wording: Wording,
    isLogarithmic: Bool = false, lines: [Line], limit: (name: String, value: Double)? = nil
  ) {
    self.caption = caption
    self.across = across
    self.scale = scale
    self.acrossWording = acrossWording
    self.axis = axis
    self.wording = wording
    self.isLogarithmic = isLogarithmic
    self.lines = lines
    self.limit = limit
  }
}
