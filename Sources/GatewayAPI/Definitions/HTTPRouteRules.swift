import Documents

/// What binds the parts of an HTTPRoute's rule.
extension Schema.Rule {
  static let redirectWithoutBackends = Self(
    .routeRule, "RequestRedirect filter must not be used together with backendRefs",
    suggestion: "remove one of the two"
  ) { rule in
    guard let backends = rule["backendRefs"], !backends.items.isEmpty else { return nil }
    return rule["filters"]?.items.first { $0.has("requestRedirect") }
  }

  /// Replacing a prefix makes sense where there is just one.
  static func onePrefix(replacedBy key: String, _ name: String) -> Self {
    Self(.routeRule, "When using \(name) filter \(needsOnePrefix)") { rule in
      hasOnePrefix(rule) ? nil : replacement(by: key, in: rule)
    }
  }

  /// The definition asks for exactly one such backend; several slip through.
  static func onePrefix(replacedByBackends key: String, _ using: String) -> Self {
    Self(.routeRule, "Within backendRefs, \(using) filter \(needsOnePrefix)") { rule in
      guard !hasOnePrefix(rule) else { return nil }
      let replacements = (rule["backendRefs"]?.items ?? []).compactMap { replacement(by: key, in: $0) }
      return replacements.count == 1 ? replacements[0] : nil
    }
  }

  private static let needsOnePrefix =
    "with path.replacePrefixMatch, exactly one PathPrefix match must be specified"

  private static func hasOnePrefix(_ rule: Value) -> Bool {
    guard case .sequence(let matches) = rule["matches"]?.content else { return rule.has("matches") }
    return matches.count == 1 && matches[0].at("path", "type")?.string == "PathPrefix"
  }

  /// What replaces the prefix, if exactly one filter does.
  private static func replacement(by key: String, in parent: Value) -> Value? {
    let modifiers = (parent["filters"]?.items ?? []).compactMap { $0.at(key, "path") }
      .filter { $0["type"]?.string == "ReplacePrefixMatch" && $0.has("replacePrefixMatch") }
    return modifiers.count == 1 ? modifiers[0] : nil
  }

  static let attemptWithinRequest = Self(
    .durationRule, "backendRequest timeout cannot be longer than request timeout",
    suggestion: "backendRequest bounds one attempt, request all of them"
  ) { timeouts in
    guard let request = timeouts["request"]?.string.flatMap(GatewayDuration.init),
      let value = timeouts["backendRequest"], let attempt = value.string.flatMap(GatewayDuration.init),
      request.nanoseconds > 0, attempt > request
    else { return nil }
    return value
  }
}

/// What a path to match must look like.
extension Schema.Rule {
  static let paths: [Self] =
    [
      path("value must be an absolute path and start with '/' when type one of \(plainTypes)") {
        !$0.hasPrefix("/")
      }
    ]
    + ["//", "/./", "/../", "%2f", "%2F", "#"].map { part in
      path("must not contain '\(part)' when type one of \(plainTypes)") { $0.contains(part) }
    }
    + ["/..", "/."].map { end in
      path("must not end with '\(end)' when type one of \(plainTypes)") { $0.hasSuffix(end) }
    }
    + [
      Self(.pathRule, "type must be one of ['Exact', 'PathPrefix', 'RegularExpression']") { match in
        guard let type = match["type"], let text = type.string,
          !["Exact", "PathPrefix", "RegularExpression"].contains(text)
        else { return nil }
        return type
      },
      path(
        "must only contain valid characters (matching \(Schema.pathPattern.source)) for types \(plainTypes)"
      ) { !Schema.pathPattern.isFound(in: $0) },
    ]

  private static let plainTypes = "['Exact', 'PathPrefix']"

  /// A rule about paths that are no regular expressions.
  private static func path(_ demand: String, isBroken: @escaping @Sendable (String) -> Bool) -> Self {
    Self(.pathRule, demand) { match in
      guard let type = match["type"]?.string, type == "PathPrefix" || type == "Exact",
        let value = match["value"], let text = value.string, isBroken(text)
      else { return nil }
      return value
    }
  }
}
