/// Points by two values, and a line through those than which none is better.
public struct ScatterChart: Sendable {
  /// A point.
  public struct Point: Sendable {
    /// What it is.
    public var name: String
    /// Across.
    public var x: Double
    /// Upright.
    public var y: Double
    /// Its interval across, nil without one.
    public var xInterval: ClosedRange<Double>?
    /// Its interval upright, nil without one.
    public var yInterval: ClosedRange<Double>?
    /// Whether it lies on the front.
    public var isOnFront: Bool

    /// Creates a point.
    public init(
      _ name: String, x: Double, y: Double, xInterval: ClosedRange<Double>? = nil,
      yInterval: ClosedRange<Double>? = nil, isOnFront: Bool
    ) {
      self.name = name
      self.x = x
      self.y = y
      self.xInterval = xInterval
      self.yInterval = yInterval
      self.isOnFront = isOnFront
    }
  }

  /// What it is called.
  public var caption: Caption
  /// What the axes are called, such as "success_ratio, higher is better".
  public var axes: (across: String, upright: String)
  /// How their values are written.
  public var wordings: (across: Wording, upright: Wording)
  /// The points.
  public var points: [Point]

  /// Creates a chart.
  public init(
    _ caption: Caption, axes: (across: String, upright: String),
    wordings: (across: Wording, upright: Wording), points: [Point]
  ) {
    self.caption = caption
    self.axes = axes
    self.wordings = wordings
    self.points = points
  }
}
