/// The definition of XBackendTrafficPolicy.
extension Schema {
  static func backendTrafficPolicy(_ settings: AdmissionSettings) -> Schema {
    object([
      .required(
        "spec",
        .object([
          .required(
            "targetRefs",
            .list(
              .object([.required("group", group), .required("kind", kind), .required("name", objectName)]),
              count: 1...16, unique: .keys(["group", "kind", "name"]))),
          .optional("retryConstraint", retryConstraint),
          .unsimulated("sessionPersistence", sessionPersistence(settings)),
        ]))
    ])
  }

  private static let retryConstraint = object([
    .optional(
      "budget",
      .object([
        .optional("percent", .integer(0...100), default: 20),
        .optional("interval", duration, default: "10s"),
      ]), default: ["percent": 20, "interval": "10s"]),
    .optional(
      "minRetryRate",
      .object([.optional("count", .integer(1...1_000_000)), .optional("interval", duration)]),
      default: ["count": 10, "interval": "1s"]),
  ])
}
