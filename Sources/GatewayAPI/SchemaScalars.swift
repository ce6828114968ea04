/// The scalar types that the definitions share.
extension Schema {
  static func text(_ length: ClosedRange<Int>, _ pattern: Pattern? = nil) -> Schema {
    .string(StringBounds(length: length, pattern: pattern))
  }

  static func choice(_ choices: String...) -> Schema {
    .string(StringBounds(length: 0...Int.max, pattern: nil, choices: choices))
  }

  static func list(_ item: Schema, upTo most: Int, unique: Uniqueness = .none) -> Schema {
    .list(item, count: 0...most, unique: unique)
  }

  static let anyText = text(0...Int.max)
  static let objectName = text(1...253)
  static let namespace = text(1...63, Pattern(literal: "^[a-z0-9]([-a-z0-9]*[a-z0-9])?$"))
  static let kind = text(1...63, Pattern(literal: "^[a-zA-Z]([-a-zA-Z0-9]*[a-zA-Z0-9])?$"))
  static let group = text(
    0...253, Pattern(literal: #"^$|^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$"#))
  static let sectionName = text(
    1...253, Pattern(literal: #"^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$"#))
  static let preciseHostname = sectionName
  static let hostname = text(
    1...253,
    Pattern(literal: #"^(\*\.)?[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$"#))
  static let headerName = text(1...256, Pattern(literal: #"^[A-Za-z0-9!#$%&'*+\-.^_\x60|~]+$"#))
  static let port = Schema.integer(1...65535)
  static let duration = text(0...Int.max, Pattern(literal: "^([0-9]{1,5}(h|m|s|ms)){1,4}$"))
  static let protocolName = text(
    1...255,
    Pattern(
      literal:
        #"^[a-zA-Z0-9]([-a-zA-Z0-9]*[a-zA-Z0-9])?$|[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*\/[A-Za-z0-9]+$"#
    ))
  static let controllerName = text(
    1...253,
    Pattern(
      literal:
        #"^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*\/[A-Za-z0-9\/\-._~%!$&'()*+,;=:]+$"#
    ))
  static let fraction = object([
    .required("numerator", .integer(0...Int(Int32.max))),
    .optional("denominator", .integer(1...Int(Int32.max)), default: 100),
  ])
  static let labelSelector = object([
    .optional("matchLabels", .strings(count: 0...Int.max, StringBounds(length: 0...Int.max))),
    .optional(
      "matchExpressions",
      .list(
        .object([
          .required("key", anyText), .required("operator", anyText),
          .optional("values", .list(anyText, upTo: .max)),
        ]), upTo: .max)),
  ])

  /// The text of a header, from v1.5 without surrounding blanks and control characters.
  static func headerValue(_ settings: AdmissionSettings) -> Schema {
    let pattern =
      settings.isExperimental && settings.release >= .v15
      ? Pattern(literal: #"^[!-~]+([\t ]?[!-~]+)*$"#) : nil
    return text(1...4096, pattern)
  }
}
