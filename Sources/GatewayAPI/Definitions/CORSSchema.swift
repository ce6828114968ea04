import Documents

/// The definition of the CORS filter.
extension Schema {
  static func cors(_ settings: AdmissionSettings) -> Schema {
    object([
      .optional(
        "allowOrigins",
        list(
          text(1...253, origin(settings.release)), upTo: 64, unique: .items,
          rules: [.loneStar("AllowOrigins", of: "origins").only(when: settings.release >= .v14)])),
      .optional(
        "allowMethods",
        list(
          choice(httpMethods + ["*"]), upTo: 9, unique: .items,
          rules: [.loneStar("AllowMethods", of: "methods")])),
      .optional(
        "allowHeaders",
        list(
          headerName, upTo: 64, unique: .items,
          rules: [.loneStar("AllowHeaders", of: "methods").only(when: settings.release >= .v15)])),
      .optional("exposeHeaders", list(headerName, upTo: 64, unique: .items)),
      .optional("allowCredentials", settings.release >= .v14 ? boolean : onlyTrue),
      .optional("maxAge", int32(1...), default: 5),
    ])
  }

  /// What an allowed origin may look like; each release but v1.6 changed it.
  private static func origin(_ release: AdmissionSettings.Release) -> Pattern {
    switch release {
    case .v13: anyURL
    case .v14: starOrAnyOrigin
    case .v15, .v16: starOrWebOrigin
    }
  }

  private static let anyURL = Pattern(
    literal: #"^(([^:/?#]+):)(//([^/?#]*))([^?#]*)(\?([^#]*))?(#(.*))?"#)
  private static let starOrAnyOrigin = Pattern(
    literal: #"(^\*$)|(^([a-zA-Z][a-zA-Z0-9+\-.]+):\/\/([^:/?#]+)(:([0-9]{1,5}))?$)"#)
  private static let starOrWebOrigin = Pattern(
    literal:
      #"(^\*$)|(^(http(s)?):\/\/(((\*\.)?([a-zA-Z0-9\-]+\.)*[a-zA-Z0-9-]+|\*)(:([0-9]{1,5}))?)$)"#)
}

extension Schema.Rule {
  /// A `*` says everything, so nothing may stand beside it.
  fileprivate static func loneStar(_ name: String, of others: String) -> Self {
    Self(
      .filterRule, "\(name) cannot contain '*' alongside other \(others)",
      suggestion: "keep the \"*\" or the others"
    ) { list in
      list.items.count > 1 ? list.items.first { $0.string == "*" } : nil
    }
  }
}
