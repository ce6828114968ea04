import Documents

/// An HTTPRoute or GRPCRoute, with the definition's defaults filled in.
public struct Route: Sendable {
  /// Which of the two it is; the raw value is the name of the kind.
  public enum Kind: String, Sendable, Hashable {
    /// Matches requests by path, header, query parameter and method.
    case http = "HTTPRoute"
    /// Matches calls by service, method and header.
    case grpc = "GRPCRoute"
  }

  /// Which of the two it is.
  public let kind: Kind
  /// Its namespace and name.
  public let name: NamespacedName
  /// The parents it wants to attach to.
  public let parents: [ParentReference]
  /// The hostnames it is for; empty is all of its listeners'.
  public let hostnames: [String]
  /// Its rules.
  public let rules: [Rule]
  /// Where it stands.
  public let location: SourceLocation
  let seniority: Seniority
  /// Whether the manifest has no rules, so that the only one is the definition's.
  let isWithoutRules: Bool

  /// What messages call it, such as `HTTPRoute/shop/front`.
  public var title: String { "\(kind.rawValue)/\(name)" }

  /// What metrics call it: `shop/front`, and a GRPCRoute, which may have the name of an HTTPRoute, `GRPCRoute/shop/front`.
  public var label: String { kind == .http ? name.description : title }

  init(_ object: ManifestObject, kind: Kind) {
    self.kind = kind
    name = object.name
    parents = (object.spec["parentRefs"]?.items ?? []).compactMap {
      ParentReference($0, namespace: object.name.namespace)
    }
    hostnames = (object.spec["hostnames"]?.items ?? []).compactMap(\.string)
    rules = (object.spec["rules"]?.items ?? []).map { Rule($0, of: kind, namespace: object.name.namespace) }
    location = object.location
    seniority = object.seniority
    // What defaulting puts in stands where the mapping does that it is put into.
    isWithoutRules = rules.map(\.location) == [object.spec.location]
  }

  /// What no schema can tell to be without a model: parents other than Gateways, ListenerSets and Services, and redirects and
  /// CORS of single backends.
  var unsimulated: [NotModelled] {
    var found: [NotModelled] = []
    func add(_ path: String, _ location: SourceLocation) {
      found.append(NotModelled(object: title, path: path, location: location))
    }
    for (index, parent) in parents.enumerated() where !parent.isModelled {
      add("spec.parentRefs[\(index)]", parent.location)
    }
    for (rule, content) in rules.enumerated() {
      for (backend, reference) in content.backends.enumerated() {
        for (index, filter) in reference.filters.enumerated() where filter.isUnsimulatedForBackends {
          add("spec.rules[\(rule)].backendRefs[\(backend)].filters[\(index)]", filter.location)
        }
      }
    }
    return found
  }

  /// A parent of a route.
  public struct ParentReference: Sendable, Hashable {
    /// The API group.
    public let group: String
    /// The kind.
    public let kind: String
    /// The namespace and name.
    public let name: NamespacedName
    /// The only listener that is meant, if one is named.
    public let sectionName: String?
    /// The only port that is meant, if one is named.
    public let port: Int?
    /// Where it stands.
    public let location: SourceLocation

    /// The object that is meant, where it is of a kind that has listeners.
    var owner: ListenerOwner? {
      let owner = ListenerOwner(kind: kind, name: name)
      return ["Gateway", "ListenerSet", "XListenerSet"].contains(kind) && owner.group == group ? owner : nil
    }

    /// Whether it means a Service, whose calls through the mesh the route takes. Data planes such as Linkerd also read `core` for
    /// the core group.
    var isService: Bool { kind == "Service" && (group.isEmpty || group == "core") }

    var isModelled: Bool { owner != nil || isService }

    init?(_ value: Value, namespace: String) {
      guard let name = value["name"]?.string else { return nil }
      group = value["group"]?.string ?? ObjectKind.standardGroup
      kind = value["kind"]?.string ?? "Gateway"
      self.name = NamespacedName(namespace: value["namespace"]?.string ?? namespace, name: name)
      sectionName = value["sectionName"]?.string
      port = value["port"]?.integer
      location = value.location
    }
  }

  /// One rule.
  public struct Rule: Sendable {
    /// Its name, where it has one.
    public let name: String?
    /// What it takes; never empty.
    public let matches: [RouteMatch]
    /// What it does before a backend is chosen, in order.
    public let filters: [RouteFilter]
    /// The backends.
    public let backends: [BackendReference]
    /// Bounds a whole request, in nanoseconds; nil is unbounded.
    public let requestTimeout: Int64?
    /// Bounds one attempt, in nanoseconds; nil is unbounded.
    public let backendRequestTimeout: Int64?
    /// Whether it says `timeouts.request: 0s`.
    public let isRequestTimeoutOff: Bool
    /// Whether it says `timeouts.backendRequest: 0s`.
    public let isBackendRequestTimeoutOff: Bool
    /// What is retried; nil never retries.
    public let retry: RulePlan.Retry?
    /// Where it stands.
    public let location: SourceLocation
    /// Where its `timeouts` stand, else where it does.
    let timeoutsLocation: SourceLocation
    /// Where its `retry` stands, else where it does.
    let retryLocation: SourceLocation

    init(_ value: Value, of kind: Kind, namespace: String) {
      name = value["name"]?.string
      let matches = (value["matches"]?.items ?? []).map { RouteMatch($0, of: kind) }
      // An explicit empty list is kept by defaulting and means the same as an absent one.
      self.matches = matches.isEmpty ? [RouteMatch(ofEverythingFor: kind, at: value.location)] : matches
      filters = (value["filters"]?.items ?? []).compactMap { RouteFilter($0, namespace: namespace) }
      backends = (value["backendRefs"]?.items ?? []).compactMap {
        BackendReference($0, namespace: namespace)
      }
      let request = Self.duration(value.at("timeouts", "request"))
      let backendRequest = Self.duration(value.at("timeouts", "backendRequest"))
      // Zero switches a timeout off.
      requestTimeout = request == 0 ? nil : request
      backendRequestTimeout = backendRequest == 0 ? nil : backendRequest
      isRequestTimeoutOff = request == 0
      isBackendRequestTimeoutOff = backendRequest == 0
      retry = value["retry"].map(RulePlan.Retry.init)
      location = value.location
      timeoutsLocation = value.location(of: "timeouts")
      retryLocation = value.location(of: "retry")
    }

    private static func duration(_ value: Value?) -> Int64? {
      value?.string.flatMap(GatewayDuration.init)?.nanoseconds
    }
  }

  /// A backend of a rule.
  public struct BackendReference: Sendable {
    /// What it names.
    public let object: BackendObject
    /// 0 to 1,000,000; its share is this over the sum of the rule.
    public let weight: Int
    /// What is done where this backend is chosen, in order.
    public let filters: [RouteFilter]

    init?(_ value: Value, namespace: String) {
      guard let object = BackendObject(value, namespace: namespace) else { return nil }
      self.object = object
      weight = value["weight"]?.integer ?? 1
      filters = (value["filters"]?.items ?? []).compactMap { RouteFilter($0, namespace: namespace) }
    }
  }
}

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

extension RulePlan.Retry {
  init(_ value: Value) {
    self.init(
      // A negative number passes the definitions before v1.6 and means no retries.
      attempts: value["attempts"]?.integer.map { max(0, $0) },
      codes: Set((value["codes"]?.items ?? []).compactMap(\.integer)).sorted(),
      backoff: value["backoff"]?.string.flatMap(GatewayDuration.init)?.nanoseconds)
  }
}
