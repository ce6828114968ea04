import Documents
import Testing

/// The messages about `text` as `code line:column` each.
func problems(_ text: String, limits: Limits = Limits()) -> [String] {
  let diagnostics = Diagnostics()
  _ = loadDocuments(text: text, file: "t.yaml", limits: limits, diagnostics: diagnostics)
  return diagnostics.all.map(\.brief)
}

/// The documents of `text`, which must have no problem.
func documents(_ text: String, limits: Limits = Limits()) -> [Value] {
  let diagnostics = Diagnostics()
  let loaded = loadDocuments(text: text, file: "t.yaml", limits: limits, diagnostics: diagnostics)
  #expect(diagnostics.all == [])
  return loaded.documents.map(\.root)
}

extension Diagnostic {
  /// `code line:column`.
  var brief: String {
    guard let location else { return code }
    return "\(code) \(location.line):\(location.column)"
  }
}

extension Value {
  /// The value in the style of JSON, with `'` around what is a string.
  var flow: String {
    switch content {
    case .null: "null"
    case .scalar(let scalar):
      if case .string(let text) = scalar.resolved { "'\(text)'" } else { scalar.text }
    case .sequence(let items): "[\(items.map(\.flow).joined(separator: ", "))]"
    case .mapping(let fields): "{\(fields.map { "\($0.key): \($0.value.flow)" }.joined(separator: ", "))}"
    }
  }

  /// `line:column`.
  var place: String { "\(location.line):\(location.column)" }
}
