import Documents

/// A Gateway with its listeners.
public struct Gateway: Sendable {
  /// Its namespace and name.
  public let name: NamespacedName
  /// The GatewayClass it names.
  public let className: String
  /// Its listeners in the order of the manifest.
  public internal(set) var listeners: [Listener]
  /// Where it stands.
  public let location: SourceLocation

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
    listeners = (object.spec["listeners"]?.items ?? []).compactMap(Listener.init)
    location = object.location
  }
}

/// One listener of a Gateway.
public struct Listener: Sendable {
  /// Why a listener does not serve although it is well formed; the raw value is the reason of its condition.
  public enum Conflict: String, Sendable, Hashable {
    /// Another listener has the same port, protocol and hostname.
    case hostname = "HostnameConflict"
    /// Another listener of the port speaks a protocol that excludes this one's.
    case `protocol` = "ProtocolConflict"
  }

  /// Which namespaces' routes may attach.
  public enum Namespaces: Sendable, Hashable {
    /// Those of the Gateway's own namespace.
    case same
    /// All.
    case all
    /// Those of namespaces with these labels; nil selects none.
    case selected(LabelSelector?)
  }

  /// A kind of route.
  public struct RouteKind: Sendable, Hashable {
    /// Its API group.
    public var group: String
    /// Its name.
    public var kind: String
  }

  /// Its name, unique in the Gateway.
  public let name: String
  /// The hostname it is for; nil is any.
  public let hostname: String?
  /// 1 to 65535.
  public let port: Int
  /// As written: `HTTP`, `HTTPS`, `TLS`, `TCP`, `UDP` or a name of an implementation.
  public let `protocol`: String
  /// Which namespaces' routes may attach.
  public let namespaces: Namespaces
  /// Which kinds of routes may attach; empty leaves it to the protocol.
  public let kinds: [RouteKind]
  /// Why it does not serve, if another listener is the reason.
  public internal(set) var conflict: Conflict?
  /// Where it stands.
  public let location: SourceLocation

  /// What clients speak to it, `http` or `https`; nil where it is no HTTP listener.
  public var scheme: String? {
    switch `protocol` {
    case "HTTP": "http"
    case "HTTPS": "https"
    default: nil
    }
  }

  /// Whether it answers HTTP requests.
  public var isServing: Bool { scheme != nil && conflict == nil }

  init?(_ value: Value) {
    guard let name = value["name"]?.string, let port = value["port"]?.integer,
      let protocolName = value["protocol"]?.string
    else { return nil }
    self.name = name
    self.port = port
    `protocol` = protocolName
    hostname = value["hostname"]?.string
    let scope = value.at("allowedRoutes", "namespaces")
    namespaces =
      switch scope?["from"]?.string {
      case "All": .all
      case "Selector": .selected(scope?["selector"].flatMap(LabelSelector.init))
      default: .same
      }
    kinds = (value.at("allowedRoutes", "kinds")?.items ?? []).compactMap { kind in
      kind["kind"]?.string.map { RouteKind(group: kind["group"]?.string ?? "", kind: $0) }
    }
    location = value.location
  }

  /// Whether routes of this kind may attach.
  func allows(kind: String, group: String = ObjectKind.standardGroup) -> Bool {
    guard kinds.isEmpty else { return kinds.contains(RouteKind(group: group, kind: kind)) }
    return scheme != nil && (kind == "HTTPRoute" || kind == "GRPCRoute") && group == ObjectKind.standardGroup
  }
}
