/// How a chart writes the numbers of an axis or a value.
public struct Wording: Sendable {
  /// A value with its unit, as a reader reads it: `12.3 ms`.
  public let text: @Sendable (Double) -> String

  /// Creates a wording.
  public init(_ text: @escaping @Sendable (Double) -> String) {
    self.text = text
  }
}

extension Wording {
  /// A value as a text that is never long and never asks the wording for what is not a number.
  package func written(_ value: Double) -> String {
    if value.isNaN { return "" }
    if value.isInfinite { return value < 0 ? "−∞" : "∞" }
    return String(text(value).prefix(60))
  }
}

/// What is common to all charts.
public struct Caption: Sendable {
  /// Names the chart within a page: letters, digits and hyphens.
  public var id: String
  /// What it shows, a few words.
  public var title: String
  /// What is to be seen in it, in a sentence or two, with numbers.
  public var summary: String

  /// Creates a caption.
  public init(id: String, title: String, summary: String) {
    self.id = id
    self.title = title
    self.summary = summary
  }
}

/// What a colour means, the same in every chart of a page.
public enum Tone: String, Sendable, CaseIterable {
  /// What was asked for: offered load, the base of a comparison.
  case reference
  /// What went well: goodput.
  case good
  /// What failed.
  case bad
  /// What lies between: retries, copies.
  case warm
  /// Further series, told apart by colour, dash and marker.
  case first, second, third, fourth, fifth, sixth
}
