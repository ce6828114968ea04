/// The definition of HTTPRoute.
extension Schema {
  static func httpRoute(_ settings: AdmissionSettings) -> Schema {
    object([
      .required(
        "spec",
        object(
          routeFields(settings) + [
            .optional(
              "rules",
              list(
                httpRule(settings), (settings.release >= .v15 ? 1 : 0)...16,
                rules: [.matchCount, .uniqueRuleNames.only(when: settings.isExperimental)]),
              default: [["matches": [["path": ["type": "PathPrefix", "value": "/"]]]]])
          ]))
    ])
  }

  /// The fields that every kind of route has.
  static func routeFields(_ settings: AdmissionSettings) -> [Property] {
    [
      .optional(
        "parentRefs",
        list(
          parentReference, upTo: 32,
          rules: [.narrowedParents(settings), .distinctParents(settings)])),
      .optional("hostnames", list(hostname, upTo: 16)),
      .unsimulated("useDefaultGateways", everyOrNone)
        .only(when: settings.isExperimental && settings.release >= .v14),
    ]
  }

  /// The fields that every kind of route has in its rules.
  static func ruleFields(_ settings: AdmissionSettings) -> [Property] {
    [
      .optional("name", sectionName).only(when: settings.isExperimental || settings.release >= .v14),
      .unsimulated("sessionPersistence", sessionPersistence(settings)).only(when: settings.isExperimental),
    ]
  }

  private static func httpRule(_ settings: AdmissionSettings) -> Schema {
    let filter = httpFilter(settings)
    let filterRules = Rule.httpFilters(settings)
    return object(
      ruleFields(settings) + [
        .optional(
          "matches", list(httpMatch(settings), upTo: 64),
          default: [["path": ["type": "PathPrefix", "value": "/"]]]),
        .optional("filters", list(filter, upTo: 16, rules: filterRules)),
        .optional("backendRefs", list(weightedBackend(filter, rules: filterRules), upTo: 16)),
        .optional(
          "timeouts",
          object(
            [.optional("request", duration), .optional("backendRequest", duration)],
            rules: [.attemptWithinRequest])),
        .optional("retry", retry(settings)).only(when: settings.isExperimental),
      ],
      rules: [
        .redirectWithoutBackends,
        .onePrefix(replacedBy: "requestRedirect", "RequestRedirect"),
        .onePrefix(replacedBy: "urlRewrite", "URLRewrite"),
        .onePrefix(replacedByBackends: "requestRedirect", "when using RequestRedirect"),
        .onePrefix(replacedByBackends: "urlRewrite", "When using URLRewrite"),
      ])
  }

  private static func httpMatch(_ settings: AdmissionSettings) -> Schema {
    object([
      .optional(
        "path",
        object(
          [
            .optional("type", choice("Exact", "PathPrefix", "RegularExpression"), default: "PathPrefix"),
            .optional("value", text(0...1024), default: "/"),
          ], rules: Rule.paths),
        default: ["type": "PathPrefix", "value": "/"]),
      .optional(
        "headers", list(valueMatch(headerValue(settings)), upTo: 16, unique: .keys(["name"]))),
      .optional("queryParams", list(valueMatch(text(1...1024)), upTo: 16, unique: .keys(["name"]))),
      .optional("method", choice(httpMethods)),
    ])
  }

  static let httpMethods = [
    "GET", "HEAD", "POST", "PUT", "DELETE", "CONNECT", "OPTIONS", "TRACE", "PATCH",
  ]

  /// A header or query parameter that must have a value.
  static func valueMatch(_ value: Schema) -> Schema {
    object([
      .optional("type", matchType, default: "Exact"), .required("name", headerName),
      .required("value", value),
    ])
  }

  private static func retry(_ settings: AdmissionSettings) -> Schema {
    let isStrict = settings.release >= .v16
    return object([
      .optional("codes", list(integer(400...599), unique: isStrict ? .items : .none)),
      .optional("attempts", isStrict ? integer(1...) : anyInteger),
      .optional("backoff", duration),
    ])
  }
}
