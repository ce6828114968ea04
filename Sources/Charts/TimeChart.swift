/// Values over the time of a replication: lines, bands between two lines, and what happened meanwhile.
public struct TimeChart: Sendable {
  /// A line; it is interrupted where it has no value (NaN).
  public struct Line: Sendable {
    /// What it shows.
    public var name: String
    /// Its meaning.
    public var tone: Tone
    /// The value at each of ``TimeChart/times``.
    public var values: [Double]
    /// Whether it is dashed: limits and expectations are.
    public var isDashed: Bool
    /// Whether a value holds until the next one, as counts of seconds do.
    public var isStepped: Bool
    /// Whether the area below it is filled.
    public var isFilled: Bool

    /// Creates a line.
    public init(
      _ name: String, _ tone: Tone, _ values: [Double], isDashed: Bool = false, isStepped: Bool = false,
      isFilled: Bool = false
    ) {
      self.name = name
      self.tone = tone
      self.values = values
      self.isDashed = isDashed
      self.isStepped = isStepped
      self.isFilled = isFilled
    }
  }

  /// The area between two lines, such as an interval.
  public struct Band: Sendable {
    /// What it shows.
    public var name: String
    /// Its meaning.
    public var tone: Tone
    /// The lower edge at each of ``TimeChart/times``.
    public var low: [Double]
    /// The upper edge at each of ``TimeChart/times``.
    public var high: [Double]

    /// Creates a band.
    public init(_ name: String, _ tone: Tone, low: [Double], high: [Double]) {
      self.name = name
      self.tone = tone
      self.low = low
      self.high = high
    }
  }

  /// A time during which something was so: a fault, an exhausted budget.
  public struct Shade: Sendable {
    /// What was so.
    public var name: String
    /// Its meaning; `bad` for faults, `warm` for exhaustion.
    public var tone: Tone
    /// Seconds.
    public var from: Double
    /// Seconds.
    public var to: Double

    /// Creates a shade.
    public init(_ name: String, _ tone: Tone, from: Double, to: Double) {
      self.name = name
      self.tone = tone
      self.from = from
      self.to = to
    }
  }

  /// What it is called.
  public var caption: Caption
  /// Seconds, ascending: where the values are.
  public var times: [Double]
  /// What the upright axis is called.
  public var axis: String
  /// How its values are written.
  public var wording: Wording
  /// The least range of the axis; it grows to hold all values.
  public var range: ClosedRange<Double>
  /// Whether the upright axis is logarithmic; values at or below 0 are then left out.
  public var isLogarithmic: Bool
  /// Lines, the first drawn first.
  public var lines: [Line]
  /// Bands, drawn below the lines.
  public var bands: [Band]
  /// Times that are shaded, drawn below all.
  public var shades: [Shade]
  /// The end of the warm-up in seconds, nil without one.
  public var measuredFrom: Double?

  /// Creates a chart.
  public init(
    _ caption: Caption, times: [Double], axis: String, wording: Wording, range: ClosedRange<Double> = 0...0,
    isLogarithmic: Bool = false, lines: [Line], bands: [Band] = [], shades: [Shade] = [],
    measuredFrom: Double? = nil
  ) {
    self.caption = caption
    self.times = times
    self.axis = axis
    self.wording = wording
    self.range = range
    self.isLogarithmic = isLogarithmic
    self.lines = lines
    self.bands = bands
    self.shades = shades
    self.measuredFrom = measuredFrom
  }
}
