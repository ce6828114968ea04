/// A value for each pair of two values, as colour and as number.
public struct HeatMap: Sendable {
  /// One cell.
  public struct Cell: Sendable {
    /// The value that makes the colour; nil where nothing is known.
    public var value: Double?
    /// What stands in the cell.
    public var text: String
    /// A meaning that goes before the value's colour, such as a verdict.
    public var tone: Tone?

    /// Creates a cell.
    public init(_ value: Double?, _ text: String, tone: Tone? = nil) {
      self.value = value
      self.text = text
      self.tone = tone
    }
  }

  /// What it is called.
  public var caption: Caption
  /// What the rows are of, and their names.
  public var rows: (name: String, values: [String])
  /// What the columns are of, and their names.
  public var columns: (name: String, values: [String])
  /// The cells, row by row.
  public var cells: [[Cell]]
  /// How the ends of the colours are written, nil where cells have tones.
  public var wording: Wording?
  /// Values that the colours reach at least, so that several maps have the same; nil for those of the cells alone.
  public var range: ClosedRange<Double>?
  /// Which way is better, for the legend, such as "higher is better"; empty without one.
  public var note: String

  /// Creates a map.
  public init(
    _ caption: Caption, rows: (name: String, values: [String]), columns: (name: String, values: [String]),
    cells: [[Cell]], wording: Wording?, range: ClosedRange<Double>? = nil, note: String = ""
  ) {
    self.caption = caption
    self.rows = rows
    self.columns = columns
    self.cells = cells
    self.wording = wording
    self.range = range
    self.note = note
  }
}
