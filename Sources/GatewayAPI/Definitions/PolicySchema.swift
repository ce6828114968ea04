import Documents

/// The definition of XBackendTrafficPolicy.
extension Schema {
  static func backendTrafficPolicy(_ settings: AdmissionSettings) -> Schema {
    object([
      .required(
        "spec",
        object([
          .required(
            "targetRefs", list(localReference, 1...16, unique: .keys(["group", "kind", "name"]))),
          .optional("retryConstraint", retryConstraint(settings)),
          .unsimulated("sessionPersistence", sessionPersistence(settings)),
        ]))
    ])
  }

  private static func retryConstraint(_ settings: AdmissionSettings) -> Schema {
    // v1.5 changed the spelling.
    let cannot = settings.release >= .v15 ? "cannot" : "can not"
    return object([
      .optional(
        "budget",
        object([
          .optional("percent", integer(0...100), default: 20),
          .optional(
            "interval",
            duration(rules: [
              .interval("\(cannot) be greater than one hour or less than one second") {
                $0 < 1_000_000_000
              }
            ]), default: "10s"),
        ]), default: ["interval": "10s", "percent": 20]),
      .optional(
        "minRetryRate",
        object([
          .optional("count", integer(1...1_000_000)),
          .optional(
            "interval",
            duration(rules: [
              .interval("\(cannot) be greater than one hour", suggestion: "nor may it be zero") { $0 == 0 }
            ])),
        ]), default: ["count": 10, "interval": "1s"]),
    ])
  }
}

extension Schema.Rule {
  /// An interval is an hour at most, and not too short.
  fileprivate static func interval(
    _ demand: String, suggestion: String? = nil, isTooShort: @escaping @Sendable (Int64) -> Bool
  ) -> Self {
    Self(.durationRule, "interval \(demand)", suggestion: suggestion) { value -> Value? in
      guard let length = value.string.flatMap(GatewayDuration.init)?.nanoseconds else { return nil }
      return isTooShort(length) || length > 3_600_000_000_000 ? value : nil
    }
  }
}
