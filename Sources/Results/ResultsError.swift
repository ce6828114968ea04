/// Why a database of results could not be written or read.
public enum ResultsError: Error, Equatable, Sendable {
  /// The file cannot be created, or must not be replaced; nothing was simulated yet (exit code 73).
  case cannotCreate(path: String, reason: String)
  /// Writing or reading failed midway (exit code 74).
  case io(path: String, reason: String)
  /// There is no such file (exit code 66).
  case missing(path: String)
  /// The file is no database of Weir's, or a damaged one (exit code 65).
  case notResults(path: String, reason: String)
  /// The file was written by a later version of Weir (exit code 65).
  case newer(path: String, schema: Int, supported: Int)
  /// The user's SQL is not one statement that only reads, or does not run (exit code 65).
  case query(reason: String)
  /// The writer was used after it was completed, abandoned or discarded.
  case closed(path: String)
}

extension ResultsError: CustomStringConvertible {
  /// One sentence for a person.
  public var description: String {
    switch self {
    case .cannotCreate(let path, let reason): "cannot create \(path): \(reason)"
    case .io(let path, let reason): "\(path): \(reason)"
    case .missing(let path): "\(path): no such file"
    case .notResults(let path, let reason): "\(path): \(reason)"
    case .newer(let path, let schema, let supported):
      "\(path): written by a later version of weir (schema \(schema), this one reads up to \(supported))"
    case .query(let reason): "cannot run the query: \(reason)"
    case .closed(let path): "\(path): the results were already closed"
    }
  }
}
