import Documents

extension HTTPRoute {
  /// The name of a backend object, as backendRefs and mirrors give it.
  public struct BackendObject: Sendable, Hashable {
    /// The API group; empty is the core group.
    public let group: String
    /// The kind.
    public let kind: String
    /// The namespace and name.
    public let name: NamespacedName
    /// The port of a Service.
    public let port: Int?
    /// Where it stands.
    public let location: SourceLocation

    /// Whether it means a Service.
    var isService: Bool { group.isEmpty && kind == "Service" }

    init?(_ value: Value, namespace: String) {
      guard let name = value["name"]?.string else { return nil }
      group = value["group"]?.string ?? ""
      kind = value["kind"]?.string ?? "Service"
      self.name = NamespacedName(namespace: value["namespace"]?.string ?? namespace, name: name)
      port = value["port"]?.integer
      location = value.location
    }
  }

  /// A backend of a rule.
  public struct BackendReference: Sendable {
    /// What it names.
    public let object: BackendObject
    /// 0 to 1,000,000; its share is this over the sum of the rule.
    public let weight: Int
    /// What is done where this backend is chosen, in order.
    public let filters: [Filter]

    init?(_ value: Value, namespace: String) {
      guard let object = BackendObject(value, namespace: namespace) else { return nil }
      self.object = object
      weight = value["weight"]?.integer ?? 1
      filters = (value["filters"]?.items ?? []).compactMap { Filter($0, namespace: namespace) }
    }
  }

  /// A filter of a rule or of a backend.
  public struct Filter: Sendable {
    /// What it does.
    public enum Kind: Sendable {
      /// Sends copies of `numerator` in `denominator` requests to a backend.
      case mirror(BackendObject, numerator: Int, denominator: Int)
      /// Answers with this status.
      case redirect(status: Int)
      /// Answers preflights, and lets browsers read what is answered to others.
      case cors(CORSPolicy)
      /// Something that is not part of the API, so it cannot be resolved here.
      case extensionReference
      /// Something without effect on the simulated traffic; the name of its type.
      case other(String)
    }

    /// What it does.
    public let kind: Kind
    /// Where it stands.
    public let location: SourceLocation

    init?(_ value: Value, namespace: String) {
      location = value.location
      switch value["type"]?.string {
      case "RequestMirror":
        guard let mirror = value["requestMirror"],
          let target = mirror["backendRef"].flatMap({ BackendObject($0, namespace: namespace) })
        else { return nil }
        kind = Self.mirror(of: target, mirror)
      case "RequestRedirect":
        kind = .redirect(status: value.at("requestRedirect", "statusCode")?.integer ?? 302)
      case "CORS":
        guard let cors = value["cors"] else { return nil }
        kind = .cors(CORSPolicy(cors))
      case "ExtensionRef": kind = .extensionReference
      case let type?: kind = .other(type)
      case nil: return nil
      }
    }

    private static func mirror(of target: BackendObject, _ mirror: Value) -> Kind {
      if let percent = mirror["percent"]?.integer {
        return .mirror(target, numerator: percent, denominator: 100)
      }
      if let numerator = mirror.at("fraction", "numerator")?.integer {
        return .mirror(
          target, numerator: numerator,
          denominator: mirror.at("fraction", "denominator")?.integer ?? 100)
      }
      return .mirror(target, numerator: 1, denominator: 1)
    }
  }
}
