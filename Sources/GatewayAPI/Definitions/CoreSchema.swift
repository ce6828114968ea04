/// What is read of the kinds that Kubernetes itself defines; their other fields are left alone.
extension Schema {
  static let service = openObject([
    .optional(
      "spec",
      openObject([
        .optional("type", choice("ClusterIP", "NodePort", "LoadBalancer", "ExternalName")),
        .optional(
          "ports",
          list(
            openObject([
              .optional("name", text()), .required("port", port), .optional("protocol", text()),
              .optional("appProtocol", text()), .optional("targetPort", integerOrString),
            ]))),
        .optional("sessionAffinity", text()),
      ]))
  ])

  static let endpointSlice = openObject([
    .optional(
      "endpoints",
      list(
        openObject([
          .optional("addresses", list(text())),
          .optional("conditions", openObject([.optional("ready", boolean)])),
        ])))
  ])

  static let secret = openObject([
    .optional("type", text()), .optional("data", openObject([])), .optional("stringData", openObject([])),
  ])

  static let configMap = openObject([.optional("data", openObject([]))])

  static let coreNamespace = openObject([])
}
