import Documents

/// A Gateway with its listeners.
public struct Gateway: Sendable {
  /// Its namespace and name.
  public let name: NamespacedName
  /// The GatewayClass it names.
  public let className: String
  /// Its own listeners in the order of the manifest, then those of the ListenerSets that are merged into it.
  public private(set) var listeners: [Listener]
  /// Where it stands.
  public let location: SourceLocation
  /// From where ListenerSets may attach.
  let listenerSetScope: NamespaceScope
  /// Whether it says so itself.
  let hasListenerSetScope: Bool
  let seniority: Seniority
  let parameters: ObjectReference?
  let addresses: [Address]
  let tls: GatewayTLS
  /// What is wrong with the certificate that it shows to backends.
  var clientCertificateProblem: CertificateProblem?
  private var positionsByOwner: [ListenerOwner: Range<Int>]

  /// What messages call it.
  var title: String { owner.description }
  var owner: ListenerOwner { ListenerOwner(kind: "Gateway", name: name) }

  /// The ports on which it answers HTTP requests, ascending.
  public var ports: [Int] { Set(listeners.filter(\.isServing).map(\.port)).sorted() }

  /// What clients speak on `port`, `http` or `https`; nil where nothing answers there.
  public func scheme(at port: Int) -> String? {
    listeners.first { $0.isServing && $0.port == port }?.scheme
  }

  init?(_ object: ManifestObject) {
    guard let className = object.spec["gatewayClassName"]?.string else { return nil }
    name = object.name
    self.className = className
    location = object.location
    seniority = object.seniority
    let owner = ListenerOwner(kind: "Gateway", name: object.name)
    listeners = Listener.all(of: object.spec, owner: owner)
    positionsByOwner = [owner: listeners.indices]
    listenerSetScope = NamespaceScope(object.spec.at("allowedListeners", "namespaces"), fallback: .none)
    hasListenerSetScope = object.spec.has("allowedListeners")
    parameters = object.spec.at("infrastructure", "parametersRef").flatMap {
      ObjectReference($0, namespace: object.name.namespace)
    }
    tls = GatewayTLS(object.spec["tls"], namespace: object.name.namespace)
    addresses = (object.spec["addresses"]?.items ?? []).map {
      Address(type: $0["type"]?.string ?? "IPAddress", value: $0["value"]?.string, location: $0.location)
    }
  }

  /// The positions of an object's listeners among all, none where it is not part of the Gateway.
  func positions(of owner: ListenerOwner) -> Range<Int> { positionsByOwner[owner] ?? 0..<0 }

  /// Adds the listeners of a ListenerSet behind those that are there.
  mutating func merge(_ set: ListenerSet) {
    positionsByOwner[set.owner] = listeners.count..<listeners.count + set.listeners.count
    listeners += set.listeners
  }

  /// Changes what was found out about the listener at `index`.
  mutating func update(_ index: Int, _ change: (inout Listener) -> Void) { change(&listeners[index]) }

  /// An address that it asks for.
  struct Address: Sendable {
    let type: String
    let value: String?
    let location: SourceLocation
  }
}

/// A reference by group, kind and name to an object that is only looked up.
struct ObjectReference: Sendable {
  let group: String
  let kind: String
  let name: NamespacedName
  let location: SourceLocation

  init?(_ value: Value, namespace: String) {
    guard let kind = value["kind"]?.string, let name = value["name"]?.string else { return nil }
    group = value["group"]?.string ?? ""
    self.kind = kind
    self.name = NamespacedName(namespace: value["namespace"]?.string ?? namespace, name: name)
    location = value.location
  }
}
