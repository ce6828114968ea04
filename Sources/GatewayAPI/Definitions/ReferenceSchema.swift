/// How the kinds refer to other objects.
extension Schema {
  /// An object of this namespace whose kind must be written out.
  static let localReference = object([
    .required("group", group), .required("kind", kind), .required("name", objectName),
  ])

  /// An object of any namespace whose kind must be written out.
  static let reference = object([
    .required("group", group), .required("kind", kind), .required("name", objectName),
    .optional("namespace", namespace),
  ])

  static let secretReference = object([
    .optional("group", group, default: ""),
    .optional("kind", kind, default: "Secret"),
    .required("name", objectName),
    .optional("namespace", namespace),
  ])

  /// The Gateway or ListenerSet that a route wants to be attached to.
  static let parentReference = object(
    gatewayReference + [.optional("sectionName", sectionName), .optional("port", port)])

  static let gatewayReference: [Property] = [
    .optional("group", group, default: "gateway.networking.k8s.io"),
    .optional("kind", kind, default: "Gateway"),
    .optional("namespace", namespace),
    .required("name", objectName),
  ]

  /// What requests can be sent to.
  static let backendReference = object(backend, rules: [.servicePort])

  /// What a share of requests is sent to.
  static func weightedBackend(_ filter: Schema, rules: [Rule]) -> Schema {
    object(
      backend + [
        .optional("weight", int32(0...1_000_000), default: 1),
        .optional("filters", list(filter, upTo: 16, rules: rules)),
      ], rules: [.servicePort])
  }

  private static let backend: [Property] = [
    .optional("group", group, default: ""),
    .optional("kind", kind, default: "Service"),
    .optional("namespace", namespace),
    .required("name", objectName),
    .optional("port", port),
  ]
}
