import Documents

/// All admitted objects of a set of documents, by kind.
struct Inventory: Sendable {
  /// One document that declares an object.
  struct Entry: Sendable {
    let title: String
    let location: SourceLocation
    let isAdmitted: Bool
  }

  /// By namespace and name, with the listeners of the ListenerSets that they take.
  fileprivate(set) var gateways: [Gateway] = []
  /// In the order in which they are merged.
  fileprivate(set) var listenerSets: [ListenerSet] = []
  fileprivate(set) var classes: [String: GatewayClass] = [:]
  /// By namespace and name.
  fileprivate(set) var routes: [Route] = []
  fileprivate(set) var services: [NamespacedName: Service] = [:]
  /// The labels of the declared namespaces.
  fileprivate(set) var namespaces: [String: [String: String]] = [:]
  fileprivate(set) var grants = ReferenceGrants()
  /// By precedence.
  fileprivate(set) var policies: [BackendTrafficPolicy] = []
  fileprivate(set) var notModelled: [NotModelled] = []
  /// Every object of the documents, in input order.
  fileprivate(set) var entries: [Entry] = []
  fileprivate var declared: [ObjectIdentity.Key: SourceLocation] = [:]

  /// Reads the objects of `documents`; what is wrong with them goes to `diagnostics`.
  init(_ documents: [Document], settings: AdmissionSettings, diagnostics: Diagnostics) {
    var reader = InventoryReader(settings: settings, diagnostics: diagnostics)
    for document in documents { reader.read(document.root) }
    self = reader.finish()
  }

  fileprivate init() {}

  /// Whether an object was declared, admitted or not.
  func declares(_ kind: String, of group: String, _ name: NamespacedName) -> Bool {
    declared[ObjectIdentity.Key(group: group, title: "\(kind)/\(name)")] != nil
  }

  /// The names of all objects of a kind that were declared, admitted or not. O(objects).
  func names(of kind: String, in group: String) -> [NamespacedName] {
    declared.keys.filter { $0.group == group && $0.title.hasPrefix(kind + "/") }
      .compactMap { NamespacedName(qualified: String($0.title.dropFirst(kind.count + 1))) }.sorted()
  }

  /// Whether the object that a reference names was declared, in a namespace or in none.
  func declares(_ reference: ObjectReference) -> Bool {
    declares(reference.kind, of: reference.group, reference.name)
      || declared[
        ObjectIdentity.Key(group: reference.group, title: "\(reference.kind)/\(reference.name.name)")]
        != nil
  }
}

/// Admits documents one by one.
private struct InventoryReader {
  private var inventory = Inventory()
  private var slices: [EndpointSlice] = []
  private var secrets: [NamespacedName: Secret] = [:]
  private var configMaps: [NamespacedName: Secret] = [:]
  private let catalog: KindCatalog
  private let settings: AdmissionSettings
  private let diagnostics: Diagnostics

  init(settings: AdmissionSettings, diagnostics: Diagnostics) {
    catalog = KindCatalog(settings)
    self.settings = settings
    self.diagnostics = diagnostics
  }

  /// The objects, put in order and in relation to each other.
  func finish() -> Inventory {
    var inventory = inventory
    for (name, count) in EndpointSlice.readyEndpoints(in: slices) {
      inventory.services[name]?.readyEndpoints = count
    }
    inventory.gateways.sort { $0.name < $1.name }
    let merging = ListenerMerging(
      namespaces: NamespaceLabels(declared: inventory.namespaces), grants: inventory.grants,
      secrets: secrets, configMaps: configMaps)
    var sets = inventory.listenerSets
    merging.merge(&sets, into: &inventory.gateways)
    inventory.listenerSets = sets
    inventory.routes.sort { ($0.name, $0.kind.rawValue) < ($1.name, $1.kind.rawValue) }
    inventory.policies.sort { $0.seniority < $1.seniority }
    return inventory
  }

  mutating func read(_ root: Value) {
    guard let identity = ObjectIdentity(root, diagnostics) else { return }
    let kind = identity.kind
    let isFirst = declare(identity, at: root.location)
    var isAdmitted = isFirst
    switch catalog.treatment(of: kind) {
    case .modelled(let schema): isAdmitted = admit(root, identity, as: schema, isFirst: isFirst)
    case .unmodelled:
      inventory.notModelled.append(NotModelled(object: identity.title, path: "", location: root.location))
    case .notInstalled(let reason):
      isAdmitted = false
      diagnostics.report(
        .kindNotInstalled, .error,
        "\(settings.release.rawValue) \(settings.channel.rawValue) has no \(kind.kind) in \(kind.apiVersion)",
        object: identity.title, path: "kind", at: root.location(of: "kind"), suggestion: reason)
    case .unknown(let hint):
      isAdmitted = false
      diagnostics.report(
        .unknownKind, .error, "no matches for kind \"\(kind.kind)\" in version \"\(kind.apiVersion)\"",
        object: identity.title, path: "kind", at: root.location(of: "kind"), suggestion: hint)
    }
    inventory.entries.append(
      .init(title: identity.title, location: root.location, isAdmitted: isAdmitted))
  }

  /// Whether no other document declared the object before, which is reported otherwise.
  private mutating func declare(_ identity: ObjectIdentity, at location: SourceLocation) -> Bool {
    guard let first = inventory.declared[identity.key] else {
      inventory.declared[identity.key] = location
      return true
    }
    // An object without a name gets one from the cluster, so two of them are not the same.
    guard identity.name.name != "?" else { return true }
    diagnostics.report(
      .duplicateObject, .error, "\(identity.title) is declared twice, first at \(first)",
      object: identity.title, at: location, suggestion: "remove one of the two")
    return false
  }

  /// Whether the object is admitted; if so it is added.
  private mutating func admit(
    _ root: Value, _ identity: ObjectIdentity, as schema: Schema, isFirst: Bool
  ) -> Bool {
    var admission = Admission(
      kind: identity.kind.kind, object: identity.title, diagnostics: diagnostics)
    let metadata = admission.admit(
      root["metadata"] ?? Value(.mapping([]), at: root.location), as: ManifestObject.metadataSchema,
      at: FieldPath("metadata"))
    let value = admission.admit(root, as: schema)
    inventory.notModelled += admission.notModelled
    guard !admission.hasFailed, isFirst else { return false }
    add(ManifestObject(identity, metadata: metadata, value: value), of: identity.kind)
    return true
  }

  private mutating func add(_ object: ManifestObject, of kind: ObjectKind) {
    switch kind.kind {
    case "GatewayClass": inventory.classes[object.name.name] = GatewayClass(object)
    case "Gateway": if let gateway = Gateway(object) { inventory.gateways.append(gateway) }
    case "ListenerSet", "XListenerSet":
      inventory.listenerSets.append(ListenerSet(object, kind: kind.kind))
    case "HTTPRoute": add(Route(object, kind: .http))
    case "GRPCRoute": add(Route(object, kind: .grpc))
    case "ReferenceGrant": inventory.grants.add(object)
    case "XBackendTrafficPolicy": inventory.policies.append(BackendTrafficPolicy(object))
    case "Service": add(Service(object), object)
    case "Namespace": inventory.namespaces[object.name.name] = object.labels
    case "EndpointSlice": if let slice = EndpointSlice(object) { slices.append(slice) }
    case "Secret": secrets[object.name] = Secret(object.value)
    case "ConfigMap": configMaps[object.name] = Secret(configMap: object.value)
    default: break
    }
  }

  private mutating func add(_ route: Route) {
    inventory.routes.append(route)
    inventory.notModelled += route.unsimulated
  }

  private mutating func add(_ service: Service, _ object: ManifestObject) {
    inventory.services[object.name] = service
    if let affinity = object.spec["sessionAffinity"]?.string, affinity != "None" {
      inventory.notModelled.append(
        NotModelled(
          object: object.title, path: "spec.sessionAffinity",
          location: object.spec.location(of: "sessionAffinity")))
    }
  }
}
