/// The definition of Gateway.
extension Schema {
  static func gateway(_ settings: AdmissionSettings) -> Schema {
    let hasLater = settings.isExperimental || settings.release >= .v15
    return object([
      .required(
        "spec",
        object([
          .required("gatewayClassName", objectName),
          .required("listeners", listeners(settings)),
          .unsimulated("addresses", addresses(settings)),
          .unsimulated("infrastructure", infrastructure(settings)),
          .optional("allowedListeners", allowedListeners).only(when: hasLater),
          .unsimulated("backendTLS", clientCertificate)
            .only(when: settings.isExperimental && settings.release < .v14),
          .unsimulated("tls", gatewayTLS(settings)).only(when: hasLater && settings.release >= .v14),
          .unsimulated("defaultScope", everyOrNone)
            .only(when: settings.isExperimental && settings.release >= .v14),
        ]))
    ])
  }

  private static func addresses(_ settings: AdmissionSettings) -> Schema {
    list(
      object(
        [
          .optional(
            "type",
            addressType, default: "IPAddress"),
          .optional("value", text(0...253)),
        ], rules: [.addressHostname(settings)]),
      upTo: 16, rules: [.uniqueAddresses("IPAddress", settings), .uniqueAddresses("Hostname", settings)])
  }

  private static let addressType = text(
    1...253,
    Pattern(
      literal:
        #"^Hostname|IPAddress|NamedAddress|[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*\/[A-Za-z0-9\/\-._~%!$&'()*+,;=:]+$"#
    ))

  private static let labelValue = text(
    0...63, Pattern(literal: "^(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?$"))

  private static func infrastructure(_ settings: AdmissionSettings) -> Schema {
    object([
      .optional("labels", map(labelValue, upTo: 8, rules: [.keyForm("Label"), .keyPrefix("label")])),
      .optional(
        "annotations",
        map(
          text(0...4096), upTo: settings.release >= .v16 ? 16 : 8,
          rules: [.keyForm("Annotation"), .keyPrefix("annotation")])),
      .optional("parametersRef", localReference),
    ])
  }

  private static let allowedListeners = object([
    .optional(
      "namespaces",
      object([
        .optional("from", choice("All", "Selector", "Same", "None"), default: "None"),
        .optional("selector", labelSelector),
      ]), default: ["from": "None"])
  ])

  private static let clientCertificate = object([.optional("clientCertificateRef", secretReference)])

  private static func gatewayTLS(_ settings: AdmissionSettings) -> Schema {
    let validation = object([
      .optional(
        "validation",
        object([
          .required("caCertificateRefs", list(reference, 1...(settings.release >= .v16 ? 16 : 8))),
          .optional("mode", choice("AllowValidOnly", "AllowInsecureFallback"), default: "AllowValidOnly"),
        ]))
    ])
    return object([
      .optional("backend", clientCertificate),
      .optional(
        "frontend",
        object([
          .required("default", validation),
          .optional(
            "perPort",
            list(
              object([.required("port", port), .required("tls", validation)]), upTo: 64,
              unique: .keys(["port"]), rules: [.uniqueTLSPorts])),
        ])),
    ])
  }
}
