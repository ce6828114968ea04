/// The definition of HTTPRoute.
extension Schema {
  static func httpRoute(_ settings: AdmissionSettings) -> Schema {
    var fields: [Property] = [
      .optional("parentRefs", .list(parentReference, upTo: 32)),
      .optional("hostnames", .list(hostname, upTo: 16)),
      .optional(
        "rules",
        .list(rule(settings), count: settings.release >= .v15 ? 1...16 : 0...16, unique: .none),
        default: [["matches": [["path": ["type": "PathPrefix", "value": "/"]]]]]),
    ]
    if settings.release >= .v14, settings.isExperimental {
      fields.append(.unsimulated("useDefaultGateways", choice("All", "None")))
    }
    return object([.required("spec", .object(fields))])
  }

  static let parentReference = object([
    .optional("group", group, default: "gateway.networking.k8s.io"),
    .optional("kind", kind, default: "Gateway"),
    .optional("namespace", namespace),
    .required("name", objectName),
    .optional("sectionName", sectionName),
    .optional("port", port),
  ])

  private static func rule(_ settings: AdmissionSettings) -> Schema {
    var fields: [Property] = [
      .optional(
        "matches", .list(match(settings), upTo: 64),
        default: [["path": ["type": "PathPrefix", "value": "/"]]]),
      .optional("filters", .list(httpFilter(settings), upTo: 16)),
      .optional("backendRefs", .list(backendReference(settings), upTo: 16)),
      .optional(
        "timeouts", .object([.optional("request", duration), .optional("backendRequest", duration)])),
    ]
    if settings.release >= .v14 || settings.isExperimental { fields.append(.optional("name", sectionName)) }
    if settings.isExperimental {
      fields.append(.optional("retry", retry(settings)))
      fields.append(.unsimulated("sessionPersistence", sessionPersistence(settings)))
    }
    return object(fields)
  }

  private static func match(_ settings: AdmissionSettings) -> Schema {
    func value(_ schema: Schema) -> Schema {
      .object([
        .optional("type", choice("Exact", "RegularExpression"), default: "Exact"),
        .required("name", headerName),
        .required("value", schema),
      ])
    }
    return object([
      .optional(
        "path",
        .object([
          .optional("type", choice("Exact", "PathPrefix", "RegularExpression"), default: "PathPrefix"),
          .optional("value", text(0...1024), default: "/"),
        ]), default: ["type": "PathPrefix", "value": "/"]),
      .optional("headers", .list(value(headerValue(settings)), upTo: 16, unique: .keys(["name"]))),
      .optional("queryParams", .list(value(text(1...1024)), upTo: 16, unique: .keys(["name"]))),
      .optional(
        "method",
        choice("GET", "HEAD", "POST", "PUT", "DELETE", "CONNECT", "OPTIONS", "TRACE", "PATCH")),
    ])
  }

  private static func retry(_ settings: AdmissionSettings) -> Schema {
    let isStrict = settings.release >= .v16
    return object([
      .optional("codes", .list(.integer(400...599), upTo: .max, unique: isStrict ? .items : .none)),
      .optional("attempts", .integer((isStrict ? 1 : Int.min)...Int.max)),
      .optional("backoff", duration),
    ])
  }

  static func backendReference(_ settings: AdmissionSettings) -> Schema {
    object(
      backendObject + [
        .optional("weight", .integer(0...1_000_000), default: 1),
        .optional("filters", .list(httpFilter(settings), upTo: 16)),
      ])
  }

  static let backendObject: [Property] = [
    .optional("group", group, default: ""),
    .optional("kind", kind, default: "Service"),
    .optional("namespace", namespace),
    .required("name", objectName),
    .optional("port", port),
  ]

  static func sessionPersistence(_ settings: AdmissionSettings) -> Schema {
    var fields: [Property] = [
      .optional("sessionName", text(0...128)),
      .optional("absoluteTimeout", duration),
      .optional("type", choice("Cookie", "Header"), default: "Cookie"),
      .optional(
        "cookieConfig",
        .object([.optional("lifetimeType", choice("Permanent", "Session"), default: "Session")])),
    ]
    if settings.release < .v16 { fields.append(.optional("idleTimeout", duration)) }
    return object(fields)
  }
}
