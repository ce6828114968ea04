/// What is read of the kinds that Kubernetes itself defines; their other fields are left alone.
extension Schema {
  static let service = openObject([
    .optional(
      "spec",
      .openObject([
        .optional("type", choice("ClusterIP", "NodePort", "LoadBalancer", "ExternalName")),
        .optional(
          "ports",
          .list(
            .openObject([
              .optional("name", anyText), .required("port", port), .optional("protocol", anyText),
              .optional("appProtocol", anyText), .optional("targetPort", .integerOrString),
            ]), upTo: .max)),
        .optional("sessionAffinity", anyText),
      ]))
  ])

  static let endpointSlice = openObject([
    .optional(
      "endpoints",
      .list(
        .openObject([
          .optional("addresses", .list(anyText, upTo: .max)),
          .optional("conditions", .openObject([.optional("ready", .boolean)])),
        ]), upTo: .max))
  ])

  static let coreNamespace = openObject([])
}
