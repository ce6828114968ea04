/// Estimates with their intervals, a row each, against a line: differences against zero (a forest plot), checks against their limit, mirrors
/// against what is expected.
public struct IntervalChart: Sendable {
  /// One estimate.
  public struct Row: Sendable {
    /// What is estimated.
    public var name: String
    /// The heading under which it stands, empty without one; rows of one heading follow each other.
    public var group: String
    /// What is written at its end.
    public var text: String
    /// Its meaning.
    public var tone: Tone
    /// The estimate, nil where there is none.
    public var estimate: Double?
    /// Its interval, nil without one.
    public var interval: ClosedRange<Double>?
    /// A value of its own to which it is held, drawn as a tick; nil without one.
    public var limit: Double?

    /// Creates a row.
    public init(
      _ name: String, group: String = "", text: String, tone: Tone, estimate: Double?,
      interval: ClosedRange<Double>?, limit: Double? = nil
    ) {
      self.name = name
      self.group = group
      self.text = text
      self.tone = tone
      self.estimate = estimate
      self.interval = interval
      self.limit = limit
    }
  }

  /// What it is called.
  public var caption: Caption
  /// What the lying axis is called.
  public var axis: String
  /// How its values are written.
  public var wording: Wording
  /// The value at which a line stands, such as no difference; nil without one.
  public var zero: Double?
  /// The rows.
  public var rows: [Row]
  /// Whether each row has a scale of its own that its interval and limit fill: where rows have different units.
  public var isScaledByRow: Bool

  /// Creates a chart.
  public init(
    _ caption: Caption, axis: String, wording: Wording, zero: Double?, rows: [Row],
    isScaledByRow: Bool = false
  ) {
    self.caption = caption
    self.axis = axis
    self.wording = wording
    self.zero = zero
    self.rows = rows
    self.isScaledByRow = isScaledByRow
  }
}
