/// What a definition demands of a value: its structure, bounds and defaults, and the rules that bind its parts together.
///
/// A definition is data: one literal a kind, in which a release or channel that differs is a condition beside the field.
package struct Schema: Sendable {
  package let structure: Structure
  /// The rules that belong to this very value.
  package let rules: [Rule]
  /// Whether a rule belongs to it or to anything inside it.
  let hasRules: Bool

  init(_ structure: Structure, rules: [Rule] = []) {
    self.structure = structure
    self.rules = rules.filter(\.isPresent)
    hasRules = !self.rules.isEmpty || structure.hasRules
  }

  /// What kind of value it is.
  package indirect enum Structure: Sendable {
    /// A mapping with these properties; other keys stay where it is open, else they are dropped with a warning, as an API server
    /// drops them.
    case object([Property], isOpen: Bool)
    /// A mapping from any key, at most so many, to values of one kind.
    case map(Schema, most: Int)
    /// A list.
    case list(Schema, count: ClosedRange<Int>, unique: Uniqueness)
    /// A string.
    case string(StringBounds)
    /// A whole number.
    case integer(IntegerBounds)
    /// `true` or `false`, or only one of them.
    case boolean(choices: [Bool])
    /// A whole number or a string.
    case integerOrString
    /// Anything: it is kept and not checked.
    case anything

    fileprivate var hasRules: Bool {
      switch self {
      case .object(let properties, _): properties.contains { $0.schema.hasRules }
      case .map(let schema, _), .list(let schema, _, _): schema.hasRules
      case .string, .integer, .boolean, .integerOrString, .anything: false
      }
    }
  }

  /// Which items of a list may not be equal.
  package enum Uniqueness: Sendable, Hashable {
    /// Items may repeat.
    case none
    /// No item may repeat.
    case items
    /// No two items may agree in all these keys.
    case keys([String])
  }

  /// What a string must be; its length is counted in Unicode code points.
  package struct StringBounds: Sendable {
    package var length = 0...Int.max
    package var pattern: Pattern?
    package var choices: [String] = []
  }

  /// What a whole number must be.
  package struct IntegerBounds: Sendable {
    package var range = Int.min...Int.max
    package var choices: [Int] = []
    /// Whether it must fit in 32 bits, whatever its range.
    package var isNarrow = false
  }

  /// A field of a mapping.
  package struct Property: Sendable {
    package let name: String
    package let schema: Schema
    package var isRequired = false
    package var fallback: Template?
    /// Whether the simulation follows what it says.
    var isSimulated = true
    /// Whether the release and channel have it.
    private(set) var isPresent = true
  }

  /// A default value.
  package indirect enum Template: Sendable {
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

  /// The field where `condition` holds of the release and channel, no field else.
  func only(when condition: Bool) -> Self {
    var copy = self
    copy.isPresent = condition
    return copy
  }
}

extension Schema.Template: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral,
  ExpressibleByDictionaryLiteral, ExpressibleByArrayLiteral
{
  package init(stringLiteral value: String) { self = .string(value) }
  package init(integerLiteral value: Int) { self = .integer(value) }
  package init(dictionaryLiteral elements: (String, Schema.Template)...) {
    self = .object(elements.map { ($0.0, $0.1) })
  }
  package init(arrayLiteral elements: Schema.Template...) { self = .list(elements) }
}
