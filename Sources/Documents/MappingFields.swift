/// Collects the fields of one mapping: finds repeated keys and applies merge keys.
struct MappingFields {
  private let diagnostics: Diagnostics
  private var fields: [Value.Field] = []
  private var lines: [String: Int] = [:]
  private var merges: [Value] = []
  private var mergeLine: Int?

  init(diagnostics: Diagnostics) { self.diagnostics = diagnostics }

  /// Adds `field`, or reports that its key is there already.
  mutating func add(_ field: Value.Field) {
    if let line = lines[field.key] { return reportDuplicate(field.key, at: field.location, first: line) }
    lines[field.key] = field.location.line
    fields.append(field)
  }

  /// Notes `value` of a merge key at `place`: a mapping or a list of mappings.
  mutating func merge(_ value: Value, at place: SourceLocation) {
    if let line = mergeLine { return reportDuplicate("<<", at: place, first: line) }
    mergeLine = place.line
    let sources: [Value]
    if case .sequence(let items) = value.content { sources = items } else { sources = [value] }
    for source in sources {
      if case .mapping = source.content {
        merges.append(source)
      } else {
        diagnostics.report(
          .mergeKey, "the merge key << takes a mapping or a list of mappings, found \(source.described)",
          at: source.location, suggestion: "if << is meant as a key, write it in quotes")
      }
    }
  }

  /// The fields; those that only a merged mapping has follow at the end, the first mapping that has a key counts.
  consuming func merged() -> [Value.Field] {
    for case .mapping(let more) in merges.map(\.content) {
      for field in more where lines[field.key] == nil {
        lines[field.key] = field.location.line
        fields.append(field)
      }
    }
    return fields
  }

  private func reportDuplicate(_ key: String, at place: SourceLocation, first line: Int) {
    diagnostics.report(
      .duplicateKey, "the key \"\(key.prefix(80))\" is already on line \(line) of this mapping", at: place,
      suggestion: "remove one of the two")
  }
}
