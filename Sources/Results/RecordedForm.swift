/// How recorded requests and attempts lie in a database.
public enum RecordedForm: Sendable {
  /// A row each: any program that reads SQLite can ask for them.
  case rows
  /// Thousands in a blob, column by column, in a fraction of the bytes and of the time; of Weir's own readers
  /// only ``ResultsQuery`` shows them.
  case blocks
}
