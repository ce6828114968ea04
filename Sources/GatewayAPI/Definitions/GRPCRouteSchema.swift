/// The definition of GRPCRoute.
extension Schema {
  static func grpcRoute(_ settings: AdmissionSettings) -> Schema {
    let spec = object(
      routeFields(settings) + [
        .optional(
          "rules",
          list(
            grpcRule(settings), upTo: 16,
            rules: [.matchCount, .uniqueRuleNames.only(when: settings.isExperimental)]))
      ])
    return object([settings.release >= .v14 ? .required("spec", spec) : .optional("spec", spec)])
  }

  private static func grpcRule(_ settings: AdmissionSettings) -> Schema {
    let filter = grpcFilter(settings)
    return object(
      ruleFields(settings) + [
        .optional("matches", list(grpcMatch, upTo: 64)),
        .optional("filters", list(filter, upTo: 16, rules: Rule.grpcFilters)),
        .optional("backendRefs", list(weightedBackend(filter, rules: Rule.grpcFilters), upTo: 16)),
      ])
  }

  private static let grpcMatch = object([
    .optional(
      "method",
      object(
        [
          .optional("type", matchType, default: "Exact"),
          .optional("service", text(0...1024)),
          .optional("method", text(0...1024)),
        ],
        rules: [
          .serviceOrMethod,
          .grpcName(
            "service", shown: #"^(?i)\.?[a-z_][a-z_0-9]*(\.[a-z_][a-z_0-9]*)*$"#, serviceName),
          .grpcName("method", shown: "^[A-Za-z_][A-Za-z_0-9]*$", methodName),
        ])),
    .optional("headers", list(valueMatch(text(1...4096)), upTo: 16, unique: .keys(["name"]))),
  ])

  // Without regard to case, `k` and `s` are also the Kelvin sign and the long s.
  private static let serviceName = Pattern(
    literal:
      #"^\.?[A-Za-z_\x{17F}\x{212A}][A-Za-z_0-9\x{17F}\x{212A}]*(\.[A-Za-z_\x{17F}\x{212A}][A-Za-z_0-9\x{17F}\x{212A}]*)*$"#
  )
  private static let methodName = Pattern(literal: "^[A-Za-z_][A-Za-z_0-9]*$")
}

extension Schema.Rule {
  fileprivate static let serviceOrMethod = Self(
    .methodRule, "One or both of 'service' or 'method' must be specified"
  ) { match in
    match.has("type") && !match.has("service") && !match.has("method") ? match : nil
  }

  fileprivate static func grpcName(_ key: String, shown: String, _ pattern: Pattern) -> Self {
    Self(.methodRule, "\(key) must only contain valid characters (matching \(shown))") { match in
      guard match["type"]?.string == "Exact", let value = match[key], let text = value.string,
        !pattern.isFound(in: text)
      else { return nil }
      return value
    }
  }
}
