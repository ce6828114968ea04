/// What went on one after the other, a row of bars each: the attempts of a request.
public struct WaterfallChart: Sendable {
  /// A stretch of time of a row.
  public struct Bar: Sendable {
    /// What went on, such as "waiting".
    public var name: String
    /// Its meaning.
    public var tone: Tone
    /// Seconds.
    public var from: Double
    /// Seconds.
    public var to: Double

    /// Creates a bar.
    public init(_ name: String, _ tone: Tone, from: Double, to: Double) {
      self.name = name
      self.tone = tone
      self.from = from
      self.to = to
    }
  }

  /// One row.
  public struct Row: Sendable {
    /// What the row is of.
    public var name: String
    /// What came of it, written at its end.
    public var text: String
    /// Its bars, in their order.
    public var bars: [Bar]

    /// Creates a row.
    public init(_ name: String, text: String, bars: [Bar]) {
      self.name = name
      self.text = text
      self.bars = bars
    }
  }

  /// What it is called.
  public var caption: Caption
  /// How times are written, in seconds.
  public var wording: Wording
  /// The rows, the first on top.
  public var rows: [Row]

  /// Creates a chart.
  public init(_ caption: Caption, wording: Wording, rows: [Row]) {
    self.caption = caption
    self.wording = wording
    self.rows = rows
  }
}
