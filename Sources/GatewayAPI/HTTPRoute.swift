import Documents

/// An HTTPRoute, with the definition's defaults filled in.
public struct HTTPRoute: Sendable {
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

  /// What messages call it.
  var title: String { "HTTPRoute/\(name)" }

  init(_ object: ManifestObject) {
    name = object.name
    parents = (object.spec["parentRefs"]?.items ?? []).compactMap {
      ParentReference($0, namespace: object.name.namespace)
    }
    hostnames = (object.spec["hostnames"]?.items ?? []).compactMap(\.string)
    rules = (object.spec["rules"]?.items ?? []).map { Rule($0, namespace: object.name.namespace) }
    location = object.location
    seniority = object.seniority
  }

  /// What no schema can tell to be without a model: parents other than Gateways, and redirects of single backends.
  var unsimulated: [NotModelled] {
    var found: [NotModelled] = []
    func add(_ path: String, _ location: SourceLocation) {
      found.append(NotModelled(object: title, path: path, location: location))
    }
    for (index, parent) in parents.enumerated() where !parent.isGateway {
      add("spec.parentRefs[\(index)]", parent.location)
    }
    for (rule, content) in rules.enumerated() {
      for (backend, reference) in content.backends.enumerated() {
        for (index, filter) in reference.filters.enumerated() {
          guard case .redirect = filter.kind else { continue }
          add("spec.rules[\(rule)].backendRefs[\(backend)].filters[\(index)]", filter.location)
        }
      }
    }
    return found
  }

  /// Whether `path` is the `cors` of a rule's own filters.
  static func isRuleLevelCORS(_ path: String) -> Bool {
    path.hasPrefix("spec.rules[") && path.hasSuffix("].cors") && !path.contains("].backendRefs[")
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

    /// Whether it means a Gateway.
    var isGateway: Bool { group == ObjectKind.standardGroup && kind == "Gateway" }

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
    public let matches: [Match]
    /// What it does before a backend is chosen, in order.
    public let filters: [Filter]
    /// The backends.
    public let backends: [BackendReference]
    /// Bounds a whole request, in nanoseconds; nil is unbounded.
    public let requestTimeout: Int64?
    /// Bounds one attempt, in nanoseconds; nil is unbounded.
    public let backendRequestTimeout: Int64?
    /// What is retried; nil never retries.
    public let retry: RulePlan.Retry?
    /// Where it stands.
    public let location: SourceLocation

    init(_ value: Value, namespace: String) {
      name = value["name"]?.string
      let matches = (value["matches"]?.items ?? []).map(Match.init)
      // An explicit empty list is kept by defaulting and means the same as an absent one.
      self.matches = matches.isEmpty ? [Match(at: value.location)] : matches
      filters = (value["filters"]?.items ?? []).compactMap { Filter($0, namespace: namespace) }
      backends = (value["backendRefs"]?.items ?? []).compactMap {
        BackendReference($0, namespace: namespace)
      }
      requestTimeout = Self.timeout(value.at("timeouts", "request"))
      backendRequestTimeout = Self.timeout(value.at("timeouts", "backendRequest"))
      retry = value["retry"].map(RulePlan.Retry.init)
      location = value.location
    }

    /// Zero switches a timeout off.
    private static func timeout(_ value: Value?) -> Int64? {
      guard let length = value?.string.flatMap(GatewayDuration.init)?.nanoseconds, length > 0 else {
        return nil
      }
      return length
    }
  }

  /// One entry of a rule's `matches`.
  public struct Match: Sendable {
    /// How a path is compared.
    public enum PathKind: String, Sendable, Hashable {
      /// The whole path, byte by byte.
      case exact = "Exact"
      /// Element by element from the front.
      case prefix = "PathPrefix"
      /// The whole path, as RE2 reads the expression.
      case expression = "RegularExpression"
    }

    /// A header or a query parameter that must be there.
    public struct NamedValue: Sendable, Hashable {
      /// The name.
      public let name: String
      /// The value, or the expression for all of it.
      public let value: String
      /// Whether the value is a regular expression.
      public let isExpression: Bool
      /// Where it stands.
      public let location: SourceLocation
    }

    /// How the path is compared.
    public let pathKind: PathKind
    /// What it is compared with.
    public let path: String
    /// Where the path stands.
    public let pathLocation: SourceLocation
    /// Headers, all of which must be there; a name counts once, whatever its case.
    public let headers: [NamedValue]
    /// Query parameters, all of which must be there; a name counts once.
    public let query: [NamedValue]
    /// The method; nil is any.
    public let method: String?
    /// Where it stands.
    public let location: SourceLocation

    /// The match of every request.
    init(at location: SourceLocation) {
      pathKind = .prefix
      path = "/"
      pathLocation = location
      headers = []
      query = []
      method = nil
      self.location = location
    }

    init(_ value: Value) {
      pathKind = value.at("path", "type")?.string.flatMap(PathKind.init) ?? .prefix
      path = value.at("path", "value")?.string ?? "/"
      pathLocation = value.at("path", "value")?.location ?? value.location
      headers = Self.namedValues(value["headers"]) { $0.lowercased() }
      query = Self.namedValues(value["queryParams"]) { $0 }
      method = value["method"]?.string
      location = value.location
    }

    /// The entries without those whose name came before: the API has them ignored.
    private static func namedValues(_ value: Value?, key: (String) -> String) -> [NamedValue] {
      var seen: Set<String> = []
      return (value?.items ?? []).compactMap { entry in
        guard let name = entry["name"]?.string, let text = entry["value"]?.string,
          seen.insert(key(name)).inserted
        else { return nil }
        return NamedValue(
          name: key(name), value: text, isExpression: entry["type"]?.string == "RegularExpression",
          location: entry.at("value")?.location ?? entry.location)
      }
    }
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

extension HTTPRoute.Match {
  /// What it takes, in words.
  var summary: String {
    var parts: [String] = []
    if let method { parts.append(method) }
    switch pathKind {
    case .exact: parts.append("path \(path)")
    case .prefix: parts.append("path prefix \(path)")
    case .expression: parts.append("path matching \(path)")
    }
    parts += headers.map { "header \($0.name)\($0.isExpression ? " matching " : ": ")\($0.value)" }
    parts += query.map { "query \($0.name)\($0.isExpression ? " matching " : "=")\($0.value)" }
    return parts.joined(separator: ", ")
  }
}
