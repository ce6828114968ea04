/// How definitions are written down, and the scalar types that they share.
extension Schema {
  static func object(_ properties: [Property], rules: [Rule] = []) -> Schema {
    Schema(.object(properties.filter(\.isPresent), isOpen: false), rules: rules)
  }

  /// A mapping of which only these properties are checked.
  static func openObject(_ properties: [Property]) -> Schema { Schema(.object(properties, isOpen: true)) }

  static func map(_ value: Schema, upTo most: Int = .max, rules: [Rule] = []) -> Schema {
    Schema(.map(value, most: most), rules: rules)
  }

  static func list(
    _ item: Schema, _ count: ClosedRange<Int>, unique: Uniqueness = .none, rules: [Rule] = []
  ) -> Schema {
    Schema(.list(item, count: count, unique: unique), rules: rules)
  }

  static func list(
    _ item: Schema, upTo most: Int = .max, unique: Uniqueness = .none, rules: [Rule] = []
  ) -> Schema {
    list(item, 0...most, unique: unique, rules: rules)
  }

  static func text(
    _ length: ClosedRange<Int> = 0...Int.max, _ pattern: Pattern? = nil, rules: [Rule] = []
  ) -> Schema {
    Schema(.string(StringBounds(length: length, pattern: pattern)), rules: rules)
  }

  static func choice(_ choices: String...) -> Schema { choice(choices) }
  static func choice(_ choices: [String]) -> Schema { Schema(.string(StringBounds(choices: choices))) }

  static func integer(_ range: ClosedRange<Int>) -> Schema {
    Schema(.integer(IntegerBounds(range: range)))
  }
  static func integer(_ range: PartialRangeFrom<Int>) -> Schema { integer(range.lowerBound...Int.max) }
  static func choice(_ choices: [Int]) -> Schema { Schema(.integer(IntegerBounds(choices: choices))) }

  /// A whole number of 32 bits.
  static func int32(_ range: ClosedRange<Int>) -> Schema {
    Schema(.integer(IntegerBounds(range: range, isNarrow: true)))
  }
  static func int32(_ range: PartialRangeFrom<Int>) -> Schema { int32(range.lowerBound...Int.max) }

  static let anything = Schema(.anything)
  static let anyInteger = Schema(.integer(IntegerBounds()))
  static let integerOrString = Schema(.integerOrString)
  static let boolean = Schema(.boolean(choices: []))
  static let onlyTrue = Schema(.boolean(choices: [true]))
}

extension Schema {
  static let objectName = text(1...253)
  static let namespace = text(1...63, Pattern(literal: "^[a-z0-9]([-a-z0-9]*[a-z0-9])?$"))
  static let kind = text(1...63, Pattern(literal: "^[a-zA-Z]([-a-zA-Z0-9]*[a-zA-Z0-9])?$"))
  static let group = text(
    0...253, Pattern(literal: #"^$|^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$"#))
  static let sectionName = text(
    1...253, Pattern(literal: #"^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$"#))
  static let preciseHostname = sectionName
  static let hostname = text(1...253, hostnamePattern)
  static let hostnamePattern = Pattern(
    literal: #"^(\*\.)?[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$"#)
  static let headerName = text(1...256, Pattern(literal: #"^[A-Za-z0-9!#$%&'*+\-.^_\x60|~]+$"#))
  static let port = int32(1...65535)
  static let duration = duration(rules: [])
  static let pathPattern = Pattern(literal: "^(?:[-A-Za-z0-9/._~!$&'()*+,;=:@]|[%][0-9a-fA-F]{2})+$")
  static let matchType = choice("Exact", "RegularExpression")
  static let everyOrNone = choice("All", "None")

  static func duration(rules: [Rule]) -> Schema {
    text(0...Int.max, durationPattern, rules: rules)
  }

  static let durationPattern = Pattern(literal: "^([0-9]{1,5}(h|m|s|ms)){1,4}$")

  static let labelSelector = object([
    .optional("matchLabels", map(text())),
    .optional(
      "matchExpressions",
      list(
        object([
          .required("key", text()), .required("operator", text()), .optional("values", list(text())),
        ]))),
  ])

  /// The text of a header; the experimental channel forbids blanks around it and control characters from v1.5.
  static func headerValue(_ settings: AdmissionSettings) -> Schema {
    text(1...4096, settings.isExperimental && settings.release >= .v15 ? headerTextPattern : nil)
  }

  private static let headerTextPattern = Pattern(literal: #"^[!-~]+([\t ]?[!-~]+)*$"#)
}
