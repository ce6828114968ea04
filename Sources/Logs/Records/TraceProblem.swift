import Documents

/// What is wrong with a trace, and where.
package struct TraceProblem: Error {
  package let code: TraceCode
  package let message: String
  package var line: Int?
  package var column = 1
  package var suggestion: String?

  package init(
    _ code: TraceCode, _ message: String, line: Int? = nil, column: Int = 1, suggestion: String? = nil
  ) {
    self.code = code
    self.message = message
    self.line = line
    self.column = column
    self.suggestion = suggestion
  }

  /// The message about the trace in `file`, which `place` names.
  package func diagnostic(file: String, place: SourceLocation?) -> Diagnostic {
    let location = line.map { SourceLocation(file: file, line: $0, column: column) }
    return Diagnostic(
      code: code.rawValue, message: message, location: location ?? place, suggestion: suggestion)
  }
}

extension TraceProblem {
  /// The message about the file.
  func diagnostic(of file: String, _ severity: Diagnostic.Severity) -> Diagnostic {
    var diagnostic = diagnostic(file: file, place: nil)
    diagnostic.severity = severity
    return diagnostic
  }

  /// Whether nothing can be read after it.
  package var isFinal: Bool {
    switch code {
    case .unreadable, .tooLarge, .compression, .corrupt, .cutOff: true
    default: false
    }
  }
}
