import Documents

/// What is wrong with a trace, and where.
struct TraceProblem: Error {
  let code: TraceCode
  let message: String
  var line: Int?
  var column = 1
  var suggestion: String?

  init(
    _ code: TraceCode, _ message: String, line: Int? = nil, column: Int = 1, suggestion: String? = nil
  ) {
    self.code = code
    self.message = message
    self.line = line
    self.column = column
    self.suggestion = suggestion
  }

  /// The message about the trace in `file`, which `place` names.
  func diagnostic(file: String, place: SourceLocation?) -> Diagnostic {
    let location = line.map { SourceLocation(file: file, line: $0, column: column) }
    return Diagnostic(
      code: code.rawValue, message: message, location: location ?? place, suggestion: suggestion)
  }
}
