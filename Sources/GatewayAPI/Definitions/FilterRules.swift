import Documents

/// What binds filters among each other and the parts of each one.
extension Schema.Rule {
  static func httpFilters(_ settings: AdmissionSettings) -> [Self] {
    [
      redirectOrRewrite,
      unrepeated("RequestHeaderModifier"),
      unrepeated("ResponseHeaderModifier"),
      unrepeated("RequestRedirect"),
      unrepeated("URLRewrite"),
      unrepeated("CORS").only(when: settings.release >= .v15),
    ]
  }

  static let grpcFilters = [unrepeated("RequestHeaderModifier"), unrepeated("ResponseHeaderModifier")]

  private static let redirectOrRewrite = Self(
    .filterRule,
    "May specify either httpRouteFilterRequestRedirect or httpRouteFilterRequestRewrite, but not both"
  ) { filters in
    let types = filters.items.compactMap { $0["type"]?.string }
    guard types.contains("RequestRedirect"), types.contains("URLRewrite") else { return nil }
    return filters.items.last { ["RequestRedirect", "URLRewrite"].contains($0["type"]?.string) }
  }

  private static func unrepeated(_ type: String) -> Self {
    Self(.filterRule, "\(type) filter cannot be repeated") { filters in
      filters.items.firstRepeated { $0["type"]?.string == type ? type : nil }
    }
  }

  static func noOtherPayload(_ key: String, of type: String) -> Self {
    Self(.filterRule, "filter.\(key) must be nil if the filter.type is not \(type)") { filter in
      guard let found = filter["type"]?.string, found != type, filter.has(key) else { return nil }
      return filter[key]
    }
  }

  static func payload(_ key: String, of type: String) -> Self {
    Self(
      .filterRule, "filter.\(key) must be specified for \(type) filter.type",
      suggestion: "add `\(key):` beside `type: \(type)`"
    ) { filter in
      filter["type"]?.string == type && !filter.has(key) ? filter : nil
    }
  }

  static let percentOrFraction = Self(
    .filterRule, "Only one of percent or fraction may be specified in HTTPRequestMirrorFilter",
    suggestion: "remove one of the two"
  ) { mirror in
    mirror.has("percent") ? mirror["fraction"] : nil
  }

  static let partOfWhole = Self(
    .filterRule, "numerator must be less than or equal to denominator"
  ) { fraction in
    guard let value = fraction["numerator"], let numerator = value.integer,
      let denominator = fraction["denominator"]?.integer, numerator > denominator
    else { return nil }
    return value
  }
}

/// What binds the field that says which of two forms is meant to the field of that form.
extension Schema.Rule {
  static func replacement(_ key: String, of type: String) -> Self {
    Self(.filterRule, "\(key) must be specified when type is set to '\(type)'") {
      $0.lacks(key, though: "type", is: type)
    }
  }

  static func replacementType(_ key: String, of type: String) -> Self {
    Self(.filterRule, "type must be '\(type)' when \(key) is set") {
      $0.value(of: key, unless: "type", is: type)
    }
  }

  static func authorization(_ key: String, of type: String) -> Self {
    Self(.filterRule, "\(key) must be specified when protocol is set to '\(type)'") {
      $0.lacks(key, though: "protocol", is: type)
    }
  }

  static func authorizationProtocol(_ key: String, of type: String) -> Self {
    Self(.filterRule, "protocol must be '\(type)' when \(key) is set") {
      $0.value(of: key, unless: "protocol", is: type)
    }
  }
}

extension Value {
  fileprivate func lacks(_ key: String, though selector: String, is choice: String) -> Value? {
    self[selector]?.string == choice && !has(key) ? self : nil
  }

  fileprivate func value(of key: String, unless selector: String, is choice: String) -> Value? {
    guard let chosen = self[selector]?.string, chosen != choice, has(key) else { return nil }
    return self[key]
  }
}
