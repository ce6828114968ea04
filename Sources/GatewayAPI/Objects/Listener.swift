import Documents

/// The object in whose spec a listener stands.
public struct ListenerOwner: Sendable, Hashable, CustomStringConvertible {
  /// `Gateway`, `ListenerSet` or `XListenerSet`.
  public let kind: String
  /// Its namespace and name.
  public let name: NamespacedName

  /// Its API group.
  var group: String {
    kind == "XListenerSet" ? ObjectKind.experimentalGroup : ObjectKind.standardGroup
  }

  /// What messages call it, such as `Gateway/infra/edge`.
  public var description: String { "\(kind)/\(name)" }
}

/// One listener of a Gateway, or of a ListenerSet that is merged into one.
public struct Listener: Sendable {
  /// Why a listener does not serve although it is well formed; the raw value is the reason of its condition.
  public enum Conflict: String, Sendable, Hashable {
    /// Another listener has the same port and hostname, and a protocol that shares the port by hostname.
    case hostname = "HostnameConflict"
    /// Another listener of the port speaks a protocol that excludes this one's.
    case `protocol` = "ProtocolConflict"
  }

  /// A kind of route.
  public struct RouteKind: Sendable, Hashable {
    /// Its API group.
    public var group: String
    /// Its name.
    public var kind: String
  }

  /// The object it stands in.
  public let owner: ListenerOwner
  /// Its position there.
  public let position: Int
  /// Its name, unique in its owner.
  public let name: String
  /// The hostname it is for; nil is any.
  public let hostname: String?
  /// 0 to 65535; 0, which only an XListenerSet may have, leaves it to the implementation.
  public let port: Int
  /// As written: `HTTP`, `HTTPS`, `TLS`, `TCP`, `UDP` or a name of an implementation.
  public let `protocol`: String
  /// Which namespaces' routes may attach.
  public let namespaces: NamespaceScope
  /// Which kinds of routes may attach; empty leaves it to the protocol.
  public let kinds: [RouteKind]
  /// What is said about TLS; nil where nothing is.
  let tls: ListenerTLS?
  /// Why it does not serve, if another listener is the reason.
  public internal(set) var conflict: Conflict?
  /// What is wrong with its certificates.
  var certificateProblem: CertificateProblem?
  /// What is wrong with the authorities by which its clients are validated.
  var authorityProblem: AuthorityProblem?
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
  public var isServing: Bool {
    scheme != nil && port != 0 && conflict == nil && certificateProblem?.preventsServing != true
      && authorityProblem?.preventsServing != true
  }

  /// Where it stands in its owner.
  var path: String { "spec.listeners[\(position)]" }

  init?(_ value: Value, of owner: ListenerOwner, at position: Int) {
    guard let name = value["name"]?.string, let protocolName = value["protocol"]?.string else { return nil }
    self.owner = owner
    self.position = position
    self.name = name
    port = value["port"]?.integer ?? 0
    `protocol` = protocolName
    hostname = value["hostname"]?.string
    namespaces = NamespaceScope(value.at("allowedRoutes", "namespaces"), fallback: .same)
    kinds = (value.at("allowedRoutes", "kinds")?.items ?? []).compactMap { kind in
      kind["kind"]?.string.map {
        RouteKind(group: kind["group"]?.string ?? ObjectKind.standardGroup, kind: $0)
      }
    }
    tls = value["tls"].map { ListenerTLS($0, namespace: owner.name.namespace) }
    location = value.location
  }

  /// The listeners of an owner's spec, in its order.
  static func all(of spec: Value, owner: ListenerOwner) -> [Listener] {
    (spec["listeners"]?.items ?? []).enumerated().compactMap { Listener($1, of: owner, at: $0) }
  }
}

extension Listener {
  /// The kinds of routes that listeners of the protocol take.
  var kindsOfProtocol: [RouteKind] {
    let names: [String] =
      switch `protocol` {
      case "HTTP", "HTTPS": ["HTTPRoute", "GRPCRoute"]
      case "TLS": tls?.isPassthrough == true ? ["TLSRoute"] : ["TLSRoute", "TCPRoute"]
      case "TCP": ["TCPRoute"]
      case "UDP": ["UDPRoute"]
      default: []
      }
    return names.map { RouteKind(group: ObjectKind.standardGroup, kind: $0) }
  }

  /// The kinds of routes that may attach: those that are asked for and that its protocol can take.
  var supportedKinds: [RouteKind] {
    kinds.isEmpty ? kindsOfProtocol : kinds.filter(kindsOfProtocol.contains)
  }

  /// The kinds that are asked for and that its protocol cannot take.
  var invalidKinds: [RouteKind] { kinds.filter { !kindsOfProtocol.contains($0) } }

  /// Whether a conformant implementation knows its protocol.
  var isProtocolKnown: Bool { !kindsOfProtocol.isEmpty }

  /// Whether routes of this kind may attach.
  func allows(kind: String) -> Bool {
    supportedKinds.contains(RouteKind(group: ObjectKind.standardGroup, kind: kind))
  }
}
