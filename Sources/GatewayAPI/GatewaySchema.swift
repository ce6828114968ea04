/// The definitions of GatewayClass, Gateway and ReferenceGrant.
extension Schema {
  static let gatewayClass = object([
    .required(
      "spec",
      .object([
        .required("controllerName", controllerName),
        .optional("description", text(0...64)),
        .unsimulated(
          "parametersRef",
          .object([
            .required("group", group), .required("kind", kind), .required("name", objectName),
            .optional("namespace", namespace),
          ])),
      ]))
  ])

  static func gateway(_ settings: AdmissionSettings) -> Schema {
    var fields: [Property] = [
      .required("gatewayClassName", objectName),
      .required("listeners", .list(listener(settings), count: 1...64, unique: .keys(["name"]))),
      .unsimulated("addresses", .list(address, upTo: 16)),
      .unsimulated("infrastructure", infrastructure(settings)),
    ]
    if settings.release >= .v15 || settings.isExperimental {
      fields.append(.unsimulated("allowedListeners", allowedListeners))
    }
    if settings.release >= .v15 || settings.isExperimental {
      fields.append(.unsimulated(settings.release >= .v14 ? "tls" : "backendTLS", .anything))
    }
    if settings.release >= .v14, settings.isExperimental {
      fields.append(.unsimulated("defaultScope", choice("All", "None")))
    }
    return object([.required("spec", .object(fields))])
  }

  private static let address = object([
    .optional(
      "type",
      text(
        1...253,
        Pattern(
          literal:
            #"^Hostname|IPAddress|NamedAddress|[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*\/[A-Za-z0-9\/\-._~%!$&'()*+,;=:]+$"#
        )), default: "IPAddress"),
    .optional("value", text(0...253)),
  ])

  private static func infrastructure(_ settings: AdmissionSettings) -> Schema {
    let label = StringBounds(
      length: 0...63, pattern: Pattern(literal: "^(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?$"))
    let annotations = settings.release >= .v16 ? 16 : 8
    return object([
      .optional("labels", .strings(count: 0...8, label)),
      .optional("annotations", .strings(count: 0...annotations, StringBounds(length: 0...4096))),
      .optional(
        "parametersRef",
        .object([.required("group", group), .required("kind", kind), .required("name", objectName)])),
    ])
  }

  private static let allowedListeners = object([
    .optional(
      "namespaces",
      .object([
        .optional("from", choice("All", "Selector", "Same", "None"), default: "None"),
        .optional("selector", labelSelector),
      ]), default: ["from": "None"])
  ])

  static func listener(_ settings: AdmissionSettings) -> Schema {
    object([
      .required("name", sectionName),
      .optional("hostname", hostname),
      .required("port", port),
      .required("protocol", protocolName),
      .unsimulated("tls", listenerTLS(settings)),
      .optional("allowedRoutes", allowedRoutes, default: ["namespaces": ["from": "Same"]]),
    ])
  }

  private static let allowedRoutes = object([
    .optional(
      "namespaces",
      .object([
        .optional("from", choice("All", "Selector", "Same"), default: "Same"),
        .optional("selector", labelSelector),
      ]), default: ["from": "Same"]),
    .optional(
      "kinds",
      .list(
        .object([
          .optional("group", group, default: "gateway.networking.k8s.io"), .required("kind", kind),
        ]), upTo: 8)),
  ])

  private static func listenerTLS(_ settings: AdmissionSettings) -> Schema {
    var fields: [Property] = [
      .optional("mode", choice("Terminate", "Passthrough"), default: "Terminate"),
      .optional(
        "certificateRefs",
        .list(
          .object([
            .optional("group", group, default: ""), .optional("kind", kind, default: "Secret"),
            .required("name", objectName), .optional("namespace", namespace),
          ]), upTo: 64)),
      .optional("options", .strings(count: 0...16, StringBounds(length: 0...4096))),
    ]
    if settings.release == .v13, settings.isExperimental {
      fields.append(.optional("frontendValidation", .anything))
    }
    return object(fields)
  }

  static let referenceGrant = object([
    .required(
      "spec",
      .object([
        .required(
          "from",
          .list(
            .object([.required("group", group), .required("kind", kind), .required("namespace", namespace)]),
            count: 1...16, unique: .none)),
        .required(
          "to",
          .list(
            .object([
              .required("group", group), .required("kind", kind), .optional("name", objectName),
            ]), count: 1...16, unique: .none)),
      ]))
  ])
}
