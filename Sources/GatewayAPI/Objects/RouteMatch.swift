import Documents

/// One entry of a rule's `matches`.
public struct RouteMatch: Sendable {
  /// How a path is compared.
  public enum PathKind: String, Sendable, Hashable {
    /// The whole path, byte by byte.
    case exact = "Exact"
    /// Element by element from the front.
    case prefix = "PathPrefix"
    /// The whole path, as RE2 reads the expression.
    case expression = "RegularExpression"
  }

  /// A text that a request must have somewhere.
  public struct Text: Sendable, Hashable {
    /// The text, or the expression for all of it.
    public let text: String
    /// Whether it is a regular expression.
    public let isExpression: Bool
    /// Where it stands.
    public let location: SourceLocation
  }

  /// A header or a query parameter that must be there.
  public struct NamedValue: Sendable, Hashable {
    /// The name.
    public let name: String
    /// What its value must be.
    public let value: Text
  }

  /// What of the request's target is compared.
  public enum Target: Sendable, Hashable {
    /// The path of an HTTPRoute.
    case path(PathKind, Text)
    /// The service and method of a GRPCRoute; nil takes any.
    case call(service: Text?, method: Text?)
  }

  /// What of the request's target is compared.
  public let target: Target
  /// Headers, all of which must be there; a name counts once, whatever its case.
  public let headers: [NamedValue]
  /// Query parameters, all of which must be there; a name counts once.
  public let query: [NamedValue]
  /// The method; nil is any.
  public let method: String?
  /// Where it stands.
  public let location: SourceLocation

  /// The match of every request.
  init(ofEverythingFor kind: Route.Kind, at location: SourceLocation) {
    switch kind {
    case .http: target = .path(.prefix, Text(text: "/", isExpression: false, location: location))
    case .grpc: target = .call(service: nil, method: nil)
    }
    headers = []
    query = []
    method = nil
    self.location = location
  }

  init(_ value: Value, of kind: Route.Kind) {
    switch kind {
    case .http:
      target = Self.path(value)
      method = value["method"]?.string
    case .grpc:
      target = Self.call(value["method"])
      method = nil
    }
    headers = Self.namedValues(value["headers"]) { $0.lowercased() }
    query = Self.namedValues(value["queryParams"]) { $0 }
    location = value.location
  }

  private static func path(_ value: Value) -> Target {
    let kind = value.at("path", "type")?.string.flatMap(PathKind.init) ?? .prefix
    let text = value.at("path", "value")
    return .path(
      kind,
      Text(
        text: text?.string ?? "/", isExpression: kind == .expression,
        location: text?.location ?? value.location))
  }

  private static func call(_ value: Value?) -> Target {
    let isExpression = value?["type"]?.string == "RegularExpression"
    func text(_ key: String) -> Text? {
      guard let part = value?[key], let text = part.string, !text.isEmpty else { return nil }
      return Text(text: text, isExpression: isExpression, location: part.location)
    }
    return .call(service: text("service"), method: text("method"))
  }

  /// The entries without those whose name came before: the API has them ignored.
  private static func namedValues(_ value: Value?, key: (String) -> String) -> [NamedValue] {
    var seen: Set<String> = []
    return (value?.items ?? []).compactMap { entry in
      guard let name = entry["name"]?.string, let text = entry["value"]?.string,
        seen.insert(key(name)).inserted
      else { return nil }
      return NamedValue(
        name: key(name),
        value: Text(
          text: text, isExpression: entry["type"]?.string == "RegularExpression",
          location: entry["value"]?.location ?? entry.location))
    }
  }
}

extension RouteMatch {
  /// What it takes, in words.
  var summary: String {
    var parts: [String] = []
    if let method { parts.append(method) }
    switch target {
    case .path(.exact, let path): parts.append("path \(path.text)")
    case .path(.prefix, let path): parts.append("path prefix \(path.text)")
    case .path(.expression, let path): parts.append("path matching \(path.text)")
    case .call(let service, let method):
      if let service { parts.append("service \(service.isExpression ? "matching " : "")\(service.text)") }
      if let method { parts.append("method \(method.isExpression ? "matching " : "")\(method.text)") }
      if service == nil, method == nil { parts.append("any call") }
    }
    parts += headers.map {
      "header \($0.name)\($0.value.isExpression ? " matching " : ": ")\($0.value.text)"
    }
    parts += query.map { "query \($0.name)\($0.value.isExpression ? " matching " : "=")\($0.value.text)" }
    return parts.joined(separator: ", ")
  }
}
