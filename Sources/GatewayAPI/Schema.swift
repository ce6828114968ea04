/// What a custom resource definition demands of a value: its structure, bounds and defaults.
indirect enum Schema: Sendable {
  /// A mapping with these properties; other keys are dropped with a warning, as an API server drops them.
  case object([Property])
  /// A mapping of which only these properties are checked; other keys stay.
  case openObject([Property])
  /// A mapping from any key to strings.
  case strings(count: ClosedRange<Int>, StringBounds)
  /// A list.
  case list(Schema, count: ClosedRange<Int>, unique: Uniqueness)
  /// A string.
  case string(StringBounds)
  /// A whole number.
  case integer(ClosedRange<Int>)
  /// One of these whole numbers.
  case integerChoice([Int])
  /// `true` or `false`.
  case boolean
  /// A whole number or a string.
  case integerOrString
  /// Anything: it is kept and not checked.
  case anything

  /// Which items of a list may not be equal.
  enum Uniqueness: Sendable {
    /// Items may repeat.
    case none
    /// No item may repeat.
    case items
    /// No two items may agree in all these keys.
    case keys([String])
  }

  /// What a string must be.
  struct StringBounds: Sendable {
    var length: ClosedRange<Int>
    var pattern: Pattern?
    var choices: [String] = []
  }

  /// A field of a mapping.
  struct Property: Sendable {
    let name: String
    let schema: Schema
    var isRequired = false
    var fallback: Template?
    /// Whether the simulation follows what it says.
    var isSimulated = true
  }

  /// A default value.
  indirect enum Template: Sendable {
    case string(String)
    case integer(Int)
    case object([(key: String, value: Template)])
    case list([Template])
  }
}

extension Schema.Property {
  static func required(_ name: String, _ schema: Schema) -> Self {
    Self(name: name, schema: schema, isRequired: true)
  }

  static func optional(_ name: String, _ schema: Schema, default fallback: Schema.Template? = nil) -> Self {
    Self(name: name, schema: schema, fallback: fallback)
  }

  /// A field that is admitted, and listed as not modelled where it is set.
  static func unsimulated(_ name: String, _ schema: Schema) -> Self {
    Self(name: name, schema: schema, isSimulated: false)
  }
}

extension Schema.Template: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral,
  ExpressibleByDictionaryLiteral, ExpressibleByArrayLiteral
{
  init(stringLiteral value: String) { self = .string(value) }
  init(integerLiteral value: Int) { self = .integer(value) }
  init(dictionaryLiteral elements: (String, Schema.Template)...) {
    self = .object(elements.map { ($0.0, $0.1) })
  }
  init(arrayLiteral elements: Schema.Template...) { self = .list(elements) }
}
