/// A chart that is drawn: what an eye sees, and what somebody has of it who cannot see it.
public struct Picture: Sendable {
  /// Names it within a page, such as `load`: letters, digits, points and hyphens.
  public var id: String
  /// What it shows, a few words.
  public var title: String
  /// What is to be seen in it, in a sentence or two, with numbers.
  public var summary: String
  /// The `<svg>` element, with the title and the summary in it.
  public var svg: Markup
  /// The same numbers as a table.
  public var table: DataTable

  /// Creates a picture.
  public init(id: String, title: String, summary: String, svg: Markup, table: DataTable) {
    self.id = id
    self.title = title
    self.summary = summary
    self.svg = svg
    self.table = table
  }
}

/// Rows of texts below a head.
public struct DataTable: Sendable, Equatable {
  /// The names of the columns.
  public var head: [String]
  /// As many texts a row as the head has.
  public var rows: [[String]]

  /// Creates a table.
  public init(head: [String], rows: [[String]]) {
    self.head = head
    self.rows = rows
  }
}
