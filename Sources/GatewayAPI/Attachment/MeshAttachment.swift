/// The calls that routes decide about together: those to one port of a Service, of all clients or of those of one namespace.
struct MeshPlace: Hashable, Sendable {
  let service: NamespacedName
  /// Nil where the Service has no ports.
  let port: Int?
  /// The namespace of the clients; nil is all.
  let clients: String?
}

/// What became of a parentRef that names a Service (GEP-1426).
struct MeshAttachment: Sendable {
  /// Where the route takes calls; none where the Service has no port that the parentRef selects.
  let places: [MeshPlace]

  /// Nil where the parent is no Service or is not among `services`.
  ///
  /// A route of the Service's namespace, the producer's, is for all clients; one of another namespace, a consumer's, is for the
  /// clients of its own.
  init?(_ route: Route, to parent: Route.ParentReference, _ services: [NamespacedName: Service]) {
    guard parent.isService, let service = services[parent.name] else { return nil }
    let clients = route.name.namespace == service.name.namespace ? nil : route.name.namespace
    places = service.ports(named: parent.sectionName, number: parent.port).map {
      MeshPlace(service: service.name, port: $0, clients: clients)
    }
  }
}

extension Service {
  /// The numbers of the ports that a parentRef selects, each once; one that selects nothing selects all, which for a Service
  /// without ports is nil.
  fileprivate func ports(named name: String?, number: Int?) -> [Int?] {
    if ports.isEmpty, name == nil, number == nil { return [nil] }
    let selected = ports.filter { (name ?? $0.name) == $0.name && (number ?? $0.number) == $0.number }
    return Set(selected.map(\.number)).sorted()
  }
}
