import Documents

/// Holds one object to its ``Schema``: reports what breaks it, in the words of an API server, drops what the definition
/// does not know and fills in defaults.
///
/// A default fills only an absent key, and null counts as absent; nested defaults apply where their parent is there.
struct Admission {
  /// The kind, which hints about known mistakes depend on.
  let kind: String
  /// What messages call the object.
  let object: String
  /// Whose rules hold.
  let settings: AdmissionSettings
  /// Where messages go.
  let diagnostics: Diagnostics
  /// Whether any message was an error.
  private(set) var hasFailed = false
  /// The fields that were set and are not simulated, in input order.
  private(set) var notModelled: [NotModelled] = []

  init(kind: String, object: String, settings: AdmissionSettings, diagnostics: Diagnostics) {
    self.kind = kind
    self.object = object
    self.settings = settings
    self.diagnostics = diagnostics
  }

  /// What an API server would store for `value`; meaningful only where nothing failed.
  mutating func admit(_ value: Value, as schema: Schema, at path: FieldPath = FieldPath()) -> Value {
    switch schema {
    case .object(let properties): return mapping(value, properties, isOpen: false, at: path)
    case .openObject(let properties): return mapping(value, properties, isOpen: true, at: path)
    case .list(let item, let count, let unique):
      return list(value, of: item, count: count, unique: unique, at: path)
    case .strings(let count, let bounds): strings(value, count: count, bounds, at: path)
    case .string(let bounds):
      if let text = value.string {
        check(text, bounds, of: value, at: path)
      } else {
        mistyped(value, expected: "string", at: path)
      }
    case .integer(let range):
      if let number = value.integer {
        check(number, range, of: value, at: path)
      } else {
        mistyped(value, expected: "integer", at: path)
      }
    case .integerChoice(let choices):
      if let number = value.integer {
        if !choices.contains(number) {
          unsupported("\(number)", among: choices.map { "\($0)" }, of: value, at: path)
        }
      } else {
        mistyped(value, expected: "integer", at: path)
      }
    case .boolean: if value.flag == nil { mistyped(value, expected: "boolean", at: path) }
    case .integerOrString:
      if value.integer == nil, value.string == nil { mistyped(value, expected: "integer", at: path) }
    case .anything: break
    }
    return value
  }

  private mutating func mapping(
    _ value: Value, _ properties: [Schema.Property], isOpen: Bool, at path: FieldPath
  ) -> Value {
    guard case .mapping(let fields) = value.content else {
      mistyped(value, expected: "object", at: path)
      return value
    }
    let isRoot = path.description.isEmpty
    var kept: [Value.Field] = []
    for field in fields where !field.value.isNull {
      let fieldPath = path.field(field.key)
      if let property = properties.first(where: { $0.name == field.key }) {
        if !property.isSimulated {
          notModelled.append(
            NotModelled(object: object, path: fieldPath.description, location: field.location))
        }
        var admitted = field
        admitted.value = admit(field.value, as: property.schema, at: fieldPath)
        kept.append(admitted)
      } else if isOpen || isRoot && Self.rootFields.contains(field.key) {
        kept.append(field)
      } else {
        unknown(field, among: properties.map(\.name), in: value, at: fieldPath)
      }
    }
    for property in properties where !kept.contains(where: { $0.key == property.name }) {
      if let fallback = property.fallback {
        kept.append(
          .init(key: property.name, location: value.location, value: fallback.value(at: value.location)))
      } else if property.isRequired {
        let missing = path.field(property.name)
        report(
          .required, "Required value", at: value.location, path: missing,
          suggestion: PublishedMistakes.missing(missing, of: kind, in: value)
            ?? "add `\(property.name):` here")
      }
    }
    return Value(.mapping(kept), at: value.location)
  }

  private static let rootFields: Set<String> = ["apiVersion", "kind", "metadata", "status"]

  private mutating func list(
    _ value: Value, of item: Schema, count: ClosedRange<Int>, unique: Schema.Uniqueness, at path: FieldPath
  ) -> Value {
    guard case .sequence(let items) = value.content else {
      mistyped(value, expected: "array", at: path)
      return value
    }
    if items.count > count.upperBound {
      report(
        .range, "Too many: \(items.count): must have at most \(count.upperBound) items", at: value.location,
        path: path)
    }
    if items.count < count.lowerBound {
      report(
        .range,
        "Invalid value: \(items.count): \(path) in body should have at least \(count.lowerBound) items",
        at: value.location, path: path)
    }
    let admitted = items.enumerated().map { admit($1, as: item, at: path.item($0)) }
    checkUniqueness(admitted, unique, at: path)
    return Value(.sequence(admitted), at: value.location)
  }

  private mutating func checkUniqueness(_ items: [Value], _ unique: Schema.Uniqueness, at path: FieldPath) {
    var seen: Set<String> = []
    for (index, item) in items.enumerated() {
      let identity: String
      switch unique {
      case .none: return
      case .items: identity = item.json
      case .keys(let keys):
        let parts = keys.compactMap { key in item[key].map { "\"\(key)\":\($0.json)" } }
        identity = "{\(parts.joined(separator: ","))}"
      }
      if !seen.insert(identity).inserted {
        report(.duplicateItem, "Duplicate value: \(identity)", at: item.location, path: path.item(index))
      }
    }
  }

  private mutating func strings(
    _ value: Value, count: ClosedRange<Int>, _ bounds: Schema.StringBounds, at path: FieldPath
  ) {
    guard case .mapping(let fields) = value.content else {
      mistyped(value, expected: "object", at: path)
      return
    }
    if fields.count > count.upperBound {
      report(
        .range, "Too many: \(fields.count): must have at most \(count.upperBound) items", at: value.location,
        path: path)
    }
    for field in fields where !field.value.isNull {
      _ = admit(field.value, as: .string(bounds), at: path.field(field.key))
    }
  }

  private mutating func check(
    _ text: String, _ bounds: Schema.StringBounds, of value: Value, at path: FieldPath
  ) {
    guard bounds.choices.isEmpty else {
      if !bounds.choices.contains(text) {
        unsupported(value.json, among: bounds.choices, of: value, at: path)
      }
      return
    }
    if text.utf8.count > bounds.length.upperBound {
      report(
        .range, "Too long: may not be more than \(bounds.length.upperBound) bytes", at: value.location,
        path: path)
      return
    }
    if text.utf8.count < bounds.length.lowerBound {
      report(
        .range,
        "Invalid value: \(value.json): \(path) in body should be at least \(bounds.length.lowerBound) chars long",
        at: value.location, path: path)
    }
    if let pattern = bounds.pattern, !pattern.isFound(in: text) {
      report(
        .pattern, "Invalid value: \(value.json): \(path) in body should match '\(pattern.source)'",
        at: value.location, path: path,
        suggestion: PublishedMistakes.invalid(value, at: path, of: kind))
    }
  }

  private mutating func check(
    _ number: Int, _ range: ClosedRange<Int>, of value: Value, at path: FieldPath
  ) {
    let problem: String
    if number < range.lowerBound {
      problem = "greater than or equal to \(range.lowerBound)"
    } else if number > range.upperBound {
      problem = "less than or equal to \(range.upperBound)"
    } else {
      return
    }
    report(
      .range, "Invalid value: \(number): \(path) in body should be \(problem)", at: value.location, path: path
    )
  }

  private mutating func unsupported(
    _ found: String, among choices: [String], of value: Value, at path: FieldPath
  ) {
    let supported = choices.map { "\"\($0)\"" }.joined(separator: ", ")
    report(
      .choice, "Unsupported value: \(found): supported values: \(supported)", at: value.location, path: path,
      suggestion: didYouMean(value.text ?? "", among: choices))
  }

  private mutating func mistyped(_ value: Value, expected: String, at path: FieldPath) {
    report(
      .type,
      "Invalid value: \"\(value.jsonType)\": \(path) in body must be of type \(expected): \"\(value.jsonType)\"",
      at: value.location, path: path,
      suggestion: PublishedMistakes.invalid(value, at: path, of: kind)
        ?? Self.conversion(of: value, to: expected))
  }

  /// How a scalar is written as the type that is expected.
  private static func conversion(of value: Value, to expected: String) -> String? {
    guard case .scalar(let scalar) = value.content, !scalar.text.isEmpty else { return nil }
    switch expected {
    case "string": return "write it in quotes: \"\(scalar.text.prefix(80))\""
    case "integer" where scalar.isQuoted && Int(scalar.text) != nil,
      "boolean" where ["true", "false"].contains(scalar.text):
      return "write it without quotes: \(scalar.text)"
    default: return nil
    }
  }

  private mutating func unknown(
    _ field: Value.Field, among names: [String], in parent: Value, at path: FieldPath
  ) {
    let nearest = didYouMean(field.key, among: names)
    diagnostics.report(
      .unknownField, .warning, "unknown field \"\(path)\": an API server drops it", object: object,
      path: path.description, at: field.location,
      suggestion: PublishedMistakes.unknown(path, of: kind, in: parent) ?? nearest
        ?? "known here: \(names.sorted().joined(separator: ", "))")
  }

  /// Reports an error about the object.
  mutating func report(
    _ code: GatewayCode, _ message: String, at location: SourceLocation, path: FieldPath,
    suggestion: String? = nil
  ) {
    hasFailed = true
    diagnostics.report(
      code, .error, message, object: object, path: path.description, at: location, suggestion: suggestion)
  }
}
