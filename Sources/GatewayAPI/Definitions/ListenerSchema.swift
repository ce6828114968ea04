/// The definitions of a listener, of ListenerSet and of XListenerSet.
extension Schema {
  /// The kind is ListenerSet from v1.5 and XListenerSet before.
  static func listenerSet(_ settings: AdmissionSettings) -> Schema {
    // Only v1.4 lets the implementation choose the port.
    let portField: Property =
      settings.release == .v14
      ? .optional("port", int32(0...65535), default: 0) : .required("port", port)
    return object([
      .required(
        "spec",
        object([
          .required("parentRef", object(gatewayReference)),
          .required("listeners", listeners(settings, port: portField)),
        ]))
    ])
  }

  static func listeners(
    _ settings: AdmissionSettings, port: Property = .required("port", port)
  ) -> Schema {
    list(
      object([
        .required("name", sectionName),
        .optional("hostname", hostname),
        port,
        .required(
          "protocol",
          protocolName),
        .optional("tls", listenerTLS(settings)),
        .optional("allowedRoutes", allowedRoutes, default: ["namespaces": ["from": "Same"]]),
      ]), 1...64, unique: .keys(["name"]),
      rules: [
        .plainProtocols,
        .httpsTerminates,
        .tlsMode.only(when: settings.release >= .v15),
        .streamsWithoutHostname,
        .uniqueListenerNames,
        .uniqueListenerPlaces,
      ])
  }

  private static let protocolName = text(
    1...255,
    Pattern(
      literal:
        #"^[a-zA-Z0-9]([-a-zA-Z0-9]*[a-zA-Z0-9])?$|[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*\/[A-Za-z0-9]+$"#
    ))

  private static func listenerTLS(_ settings: AdmissionSettings) -> Schema {
    object(
      [
        .optional("mode", choice("Terminate", "Passthrough"), default: "Terminate"),
        .optional("certificateRefs", list(secretReference, upTo: 64)),
        .unsimulated("options", map(text(0...4096), upTo: 16)),
        .unsimulated("frontendValidation", object([.optional("caCertificateRefs", list(reference, 1...8))]))
          .only(when: settings.isExperimental && settings.release < .v14),
      ], rules: [.terminationNeedsCertificates])
  }

  private static let allowedRoutes = object([
    .optional(
      "namespaces",
      object([
        .optional("from", choice("All", "Selector", "Same"), default: "Same"),
        .optional("selector", labelSelector),
      ]), default: ["from": "Same"]),
    .optional(
      "kinds",
      list(
        object([
          .optional("group", group, default: "gateway.networking.k8s.io"), .required("kind", kind),
        ]), upTo: 8)),
  ])
}
