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
  /// Where messages go.
  let diagnostics: Diagnostics
  /// Whether any message was an error.
  private(set) var hasFailed = false
  /// The fields that were set and are not simulated, in input order.
  private(set) var notModelled: [NotModelled] = []

  /// From ``base`` to the value that is looked at; steps, because hardly any of the paths is ever printed.
  private var steps: [Step] = []
  private var base = FieldPath()

  enum Step {
    case field(String)
    case item(Int)
  }

  init(kind: String, object: String, diagnostics: Diagnostics) {
    self.kind = kind
    self.object = object
    self.diagnostics = diagnostics
  }

  /// What an API server would store for `value`; meaningful only where nothing failed.
  mutating func admit(_ value: Value, as schema: Schema, at path: FieldPath = FieldPath()) -> Value {
    base = path
    let admitted = structure(value, as: schema)
    checkRules(of: admitted, as: schema)
    return admitted
  }

  mutating func enter(_ step: Step) { steps.append(step) }
  mutating func leave() { steps.removeLast() }

  /// Where in the object it is, as messages print it.
  var path: FieldPath {
    steps.reduce(base) { path, step in
      switch step {
      case .field(let key): path.field(key)
      case .item(let index): path.item(index)
      }
    }
  }

  private mutating func structure(_ value: Value, as schema: Schema) -> Value {
    switch schema.structure {
    case .object(let properties, let isOpen): return object(value, properties, isOpen: isOpen)
    case .map(let schema, let most): return map(value, of: schema, most: most)
    case .list(let item, let count, let unique): return list(value, of: item, count: count, unique: unique)
    case .string(let bounds):
      if let text = value.string { check(text, bounds, of: value) } else { mistyped(value, "string") }
    case .integer(let bounds):
      if let number = value.integer { check(number, bounds, of: value) } else { mistyped(value, "integer") }
    case .boolean(let choices):
      if let flag = value.flag { check(flag, choices, of: value) } else { mistyped(value, "boolean") }
    case .integerOrString:
      if value.integer == nil, value.string == nil { mistyped(value, "integer") }
    case .anything: break
    }
    return value
  }

  private mutating func object(_ value: Value, _ properties: [Schema.Property], isOpen: Bool) -> Value {
    guard case .mapping(let fields) = value.content else {
      mistyped(value, "object")
      return value
    }
    let isRoot = steps.isEmpty && base.description.isEmpty
    var kept: [Value.Field] = []
    kept.reserveCapacity(fields.count)
    for field in fields where !field.value.isNull {
      if let property = properties.first(where: { $0.name == field.key }) {
        kept.append(admit(field, as: property))
      } else if isOpen || isRoot && Self.rootFields.contains(field.key) {
        kept.append(field)
      } else {
        unknown(field, among: properties.map(\.name), in: value)
      }
    }
    for property in properties where !kept.contains(where: { $0.key == property.name }) {
      if let fallback = property.fallback {
        kept.append(
          .init(key: property.name, location: value.location, value: fallback.value(at: value.location)))
      } else if property.isRequired {
        missing(property.name, in: value)
      }
    }
    return Value(.mapping(kept), at: value.location)
  }

  private mutating func admit(_ field: Value.Field, as property: Schema.Property) -> Value.Field {
    enter(.field(field.key))
    if !property.isSimulated {
      notModelled.append(NotModelled(object: object, path: path.description, location: field.location))
    }
    var admitted = field
    admitted.value = structure(field.value, as: property.schema)
    leave()
    return admitted
  }

  private static let rootFields: Set<String> = ["apiVersion", "kind", "metadata", "status"]

  private mutating func map(_ value: Value, of schema: Schema, most: Int) -> Value {
    guard case .mapping(let fields) = value.content else {
      mistyped(value, "object")
      return value
    }
    var kept: [Value.Field] = []
    for field in fields where !field.value.isNull {
      enter(.field(field.key))
      kept.append(
        .init(key: field.key, location: field.location, value: structure(field.value, as: schema)))
      leave()
    }
    checkCount(kept.count, 0...most, of: value)
    return Value(.mapping(kept), at: value.location)
  }

  private mutating func list(
    _ value: Value, of item: Schema, count: ClosedRange<Int>, unique: Schema.Uniqueness
  ) -> Value {
    guard case .sequence(let items) = value.content else {
      mistyped(value, "array")
      return value
    }
    checkCount(items.count, count, of: value)
    var admitted: [Value] = []
    admitted.reserveCapacity(items.count)
    for (index, value) in items.enumerated() {
      enter(.item(index))
      admitted.append(structure(value, as: item))
      leave()
    }
    checkUniqueness(admitted, unique, upTo: count.upperBound)
    return Value(.sequence(admitted), at: value.location)
  }

  private mutating func checkCount(_ count: Int, _ range: ClosedRange<Int>, of value: Value) {
    if count > range.upperBound {
      report(
        .range, "Too many: \(count): must have at most \(range.upperBound) items", at: value.location)
    } else if count < range.lowerBound {
      report(
        .range, "Invalid value: \(count): \(path) in body should have at least \(range.lowerBound) items",
        at: value.location)
    }
  }

  private mutating func checkUniqueness(_ items: [Value], _ unique: Schema.Uniqueness, upTo most: Int) {
    guard items.count > 1, items.count <= most, unique != .none else { return }
    var seen: Set<String> = []
    for (index, item) in items.enumerated() {
      let identity: String
      if case .keys(let keys) = unique {
        // What is no mapping has no keys; its type is reported.
        guard case .mapping = item.content else { continue }
        let parts = keys.compactMap { key in item[key].map { "\"\(key)\":\($0.json)" } }
        identity = "{\(parts.joined(separator: ","))}"
      } else {
        identity = item.json
      }
      guard !seen.insert(identity).inserted else { continue }
      enter(.item(index))
      report(.duplicateItem, "Duplicate value: \(identity)", at: item.location)
      leave()
    }
  }

  private mutating func missing(_ name: String, in parent: Value) {
    enter(.field(name))
    report(
      .required, "Required value", at: parent.location,
      suggestion: PublishedMistakes.missing(path, of: kind, in: parent) ?? "add `\(name):` here")
    leave()
  }

  private mutating func unknown(_ field: Value.Field, among names: [String], in parent: Value) {
    guard !diagnostics.isFullOfRemarks else { return diagnostics.omit() }
    let path = path.field(field.key)
    let nearest = didYouMean(field.key, among: names)
    diagnostics.report(
      .unknownField, .warning, "unknown field \"\(path)\": an API server drops it", object: object,
      path: path.description, at: field.location,
      suggestion: PublishedMistakes.unknown(path, of: kind, in: parent) ?? nearest
        ?? "known here: \(names.sorted().joined(separator: ", "))")
  }

  /// Reports a value that is no `expected`.
  private mutating func mistyped(_ value: Value, _ expected: String) {
    report(
      .type,
      "Invalid value: \"\(value.jsonType)\": \(path) in body must be of type \(expected): \"\(value.jsonType)\"",
      at: value.location, suggestion: hint(about: value) ?? Self.conversion(of: value, to: expected))
  }

  /// What is known about wrong values that stand where `value` stands.
  func hint(about value: Value) -> String? {
    PublishedMistakes.invalid(value, at: path, of: kind)
  }

  /// The start of a message about `value`, or about `shown`, which it means.
  func invalid(_ shown: String, _ problem: String) -> String {
    "Invalid value: \(shown): \(path) in body \(problem)"
  }

  /// How a scalar is written as the type that is expected.
  private static func conversion(of value: Value, to expected: String) -> String? {
    guard case .scalar(let scalar) = value.content, !scalar.text.isEmpty else { return nil }
    switch expected {
    case "string":
      let reading = scalar.wordedFlag.map { "kubectl reads this as \($0): " } ?? ""
      return reading + "write it in quotes: \"\(scalar.text.prefix(80))\""
    case "integer" where scalar.isQuoted && Int(scalar.text) != nil,
      "boolean" where ["true", "false"].contains(scalar.text):
      return "write it without quotes: \(scalar.text)"
    default: return nil
    }
  }

  /// Reports an error about the value where it is.
  mutating func report(
    _ code: GatewayCode, _ message: String, at location: SourceLocation, suggestion: String? = nil
  ) {
    hasFailed = true
    diagnostics.report(
      code, .error, message, object: object, path: path.description, at: location, suggestion: suggestion)
  }
}
