import Documents

/// A Kubernetes Service.
public struct Service: Sendable {
  /// One of its ports.
  public struct Port: Sendable, Hashable {
    /// Its name, where it has one.
    public var name: String?
    /// 1 to 65535; what a backendRef names.
    public var number: Int
    /// `TCP`, `UDP` or `SCTP`.
    public var transport: String
    /// The protocol above it, where one is given.
    public var application: String?
  }

  /// Its namespace and name.
  public let name: NamespacedName
  /// Its ports in the order of the manifest.
  public let ports: [Port]
  /// Whether it is an alias of a DNS name, which is no backend.
  public let isExternalName: Bool
  /// How many endpoints of its EndpointSlices are ready; nil where the manifests hold none.
  public internal(set) var readyEndpoints: Int?
  /// Where it stands.
  public let location: SourceLocation

  /// The port of that number; of several for different transports the one for TCP.
  func port(_ number: Int?) -> Port? {
    let named = ports.filter { $0.number == number }
    return named.first { $0.transport == "TCP" } ?? named.first
  }

  /// The number of its first port for TCP, or of the first where it has none; nil where it has no ports.
  var firstPort: Int? { (ports.first { $0.transport == "TCP" } ?? ports.first)?.number }

  /// What a gateway speaks to a port: `https` where its appProtocol says so.
  func scheme(at number: Int?) -> String? {
    port(number).map {
      ["https", "kubernetes.io/wss"].contains($0.application) ? "https" : "http"
    }
  }

  init(_ object: ManifestObject) {
    name = object.name
    isExternalName = object.spec["type"]?.string == "ExternalName"
    ports = (object.spec["ports"]?.items ?? []).compactMap { port in
      port["port"]?.integer.map {
        Port(
          name: port["name"]?.string, number: $0, transport: port["protocol"]?.string ?? "TCP",
          application: port["appProtocol"]?.string)
      }
    }
    location = object.location
  }
}

/// The part of an EndpointSlice that is read: how many endpoints of which Service are ready.
struct EndpointSlice {
  let service: NamespacedName
  let addressType: String
  let readyEndpoints: Int

  init?(_ object: ManifestObject) {
    guard let service = object.labels["kubernetes.io/service-name"] else { return nil }
    self.service = NamespacedName(namespace: object.name.namespace, name: service)
    addressType = object.value["addressType"]?.string ?? ""
    // An absent condition means ready, as Kubernetes defines it.
    readyEndpoints = (object.value["endpoints"]?.items ?? []).count {
      $0.at("conditions", "ready")?.flag ?? true
    }
  }

  /// The ready endpoints of each Service; slices of different address types list the same endpoints.
  static func readyEndpoints(in slices: [EndpointSlice]) -> [NamespacedName: Int] {
    var byType: [NamespacedName: [String: Int]] = [:]
    for slice in slices {
      byType[slice.service, default: [:]][slice.addressType, default: 0] += slice.readyEndpoints
    }
    return byType.mapValues { $0.values.max() ?? 0 }
  }
}
