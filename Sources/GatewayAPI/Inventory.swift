import Documents

/// All admitted objects of a set of documents, by kind.
struct Inventory {
  private(set) var gateways: [Gateway] = []
  private(set) var classes: Set<String> = []
  private(set) var routes: [HTTPRoute] = []
  private(set) var services: [NamespacedName: Service] = [:]
  private(set) var namespaces: [String: [String: String]] = [:]
  private(set) var grants: [String: [ReferenceGrant]] = [:]
  private(set) var policies: [BackendTrafficPolicy] = []
  private(set) var notModelled: [NotModelled] = []

  private var slices: [EndpointSlice] = []
  private var declared: [ObjectIdentity.Key: SourceLocation] = [:]
  private let catalog: KindCatalog
  private let settings: AdmissionSettings
  private let diagnostics: Diagnostics

  init(_ documents: [Document], settings: AdmissionSettings, diagnostics: Diagnostics) {
    catalog = KindCatalog(settings)
    self.settings = settings
    self.diagnostics = diagnostics
    for document in documents { read(document.root) }
    for (name, count) in EndpointSlice.readyEndpoints(in: slices) { services[name]?.readyEndpoints = count }
    gateways.sort { $0.name < $1.name }
    for index in gateways.indices { gateways[index].markConflicts() }
    routes.sort { $0.name < $1.name }
    policies.sort { $0.seniority < $1.seniority }
  }

  /// Whether an object was declared, admitted or not.
  func declares(_ kind: String, of group: String, _ name: NamespacedName) -> Bool {
    declared[ObjectIdentity.Key(group: group, title: "\(kind)/\(name)")] != nil
  }

  private mutating func read(_ root: Value) {
    guard let identity = ObjectIdentity(root, diagnostics) else { return }
    let kind = identity.kind
    let isFirst = declare(identity, at: root.location)
    switch catalog.treatment(of: kind) {
    case .modelled(let schema): admit(root, identity, as: schema, isFirst: isFirst)
    case .unmodelled:
      notModelled.append(NotModelled(object: identity.title, path: "", location: root.location))
    case .notInstalled(let reason):
      diagnostics.report(
        .kindNotInstalled, .error,
        "\(settings.release.rawValue) \(settings.channel.rawValue) has no \(kind.kind) in \(kind.apiVersion)",
        object: identity.title, path: "kind", at: root.location(of: "kind"), suggestion: reason)
    case .unknown(let hint):
      diagnostics.report(
        .unknownKind, .error, "no matches for kind \"\(kind.kind)\" in version \"\(kind.apiVersion)\"",
        object: identity.title, path: "kind", at: root.location(of: "kind"), suggestion: hint)
    }
  }

  /// Whether no other document declared the object before, which is reported otherwise.
  private mutating func declare(_ identity: ObjectIdentity, at location: SourceLocation) -> Bool {
    guard let first = declared[identity.key] else {
      declared[identity.key] = location
      return true
    }
    // An object without a name gets one from the cluster, so two of them are not the same.
    guard identity.name.name != "?" else { return true }
    diagnostics.report(
      .duplicateObject, .error, "\(identity.title) is declared twice, first at \(first)",
      object: identity.title, at: location, suggestion: "remove one of the two")
    return false
  }

  private mutating func admit(_ root: Value, _ identity: ObjectIdentity, as schema: Schema, isFirst: Bool) {
    var admission = Admission(
      kind: identity.kind.kind, object: identity.title, settings: settings, diagnostics: diagnostics)
    let metadata = admission.admit(
      root["metadata"] ?? Value(.mapping([]), at: root.location), as: ManifestObject.metadataSchema,
      at: FieldPath("metadata"))
    let value = admission.admit(root, as: schema)
    admission.checkRules(of: value)
    // The definition is the same for a rule's CORS filter, which acts, and a backend's, which does not.
    notModelled += admission.notModelled.filter { !HTTPRoute.isRuleLevelCORS($0.path) }
    guard !admission.hasFailed, isFirst else { return }
    add(ManifestObject(identity, metadata: metadata, value: value), of: identity.kind)
  }

  private mutating func add(_ object: ManifestObject, of kind: ObjectKind) {
    switch kind.kind {
    case "GatewayClass": classes.insert(object.name.name)
    case "Gateway": if let gateway = Gateway(object) { gateways.append(gateway) }
    case "HTTPRoute":
      let route = HTTPRoute(object)
      routes.append(route)
      notModelled += route.unsimulated
    case "ReferenceGrant": grants[object.name.namespace, default: []].append(ReferenceGrant(object))
    case "XBackendTrafficPolicy": policies.append(BackendTrafficPolicy(object))
    case "Service":
      services[object.name] = Service(object)
      if let affinity = object.spec["sessionAffinity"]?.string, affinity != "None" {
        notModelled.append(
          NotModelled(
            object: object.title, path: "spec.sessionAffinity",
            location: object.spec.location(of: "sessionAffinity")))
      }
    case "Namespace": namespaces[object.name.name] = object.labels
    case "EndpointSlice": if let slice = EndpointSlice(object) { slices.append(slice) }
    default: break
    }
  }
}
