import Documents

/// A filter of a rule or of a backend.
public struct RouteFilter: Sendable, Hashable {
  /// What it does.
  public enum Kind: Sendable, Hashable {
    /// Changes headers on their way to the backend.
    case requestHeaders(HeaderChanges)
    /// Changes headers on their way to the client.
    case responseHeaders(HeaderChanges)
    /// Sends copies of `numerator` in `denominator` requests to a backend.
    case mirror(BackendObject, numerator: Int, denominator: Int)
    /// Answers with a redirect.
    case redirect(Redirect)
    /// Changes the path or host that the backend sees.
    case rewrite(Rewrite)
    /// Answers preflights and adds headers to answers.
    case cors(CORSPolicy)
    /// Something that is not part of the API, so it cannot be resolved here; its kind and name.
    case extensionReference(String)
    /// Something without effect on the simulated traffic; the name of its type.
    case other(String)
  }

  /// What it does.
  public let kind: Kind
  /// Where it stands.
  public let location: SourceLocation

  /// Whether it does nothing in the simulation where it stands at a backend.
  var isUnsimulatedForBackends: Bool {
    switch kind {
    case .redirect, .cors: true
    default: false
    }
  }

  init?(_ value: Value, namespace: String) {
    guard let type = value["type"]?.string, let kind = Self.kind(type, value, namespace: namespace) else {
      return nil
    }
    self.kind = kind
    location = value.location
  }

  private static func kind(_ type: String, _ value: Value, namespace: String) -> Kind? {
    switch type {
    case "RequestHeaderModifier":
      value["requestHeaderModifier"].map { .requestHeaders(HeaderChanges($0)) }
    case "ResponseHeaderModifier":
      value["responseHeaderModifier"].map { .responseHeaders(HeaderChanges($0)) }
    case "RequestMirror": value["requestMirror"].flatMap { mirror($0, namespace: namespace) }
    case "RequestRedirect": value["requestRedirect"].map { .redirect(Redirect($0)) }
    case "URLRewrite": value["urlRewrite"].map { .rewrite(Rewrite($0)) }
    case "CORS": value["cors"].map { .cors(CORSPolicy($0)) }
    case "ExtensionRef":
      .extensionReference(
        "\(value.at("extensionRef", "kind")?.string ?? "?") \(value.at("extensionRef", "name")?.string ?? "?")"
      )
    default: .other(type)
    }
  }

  private static func mirror(_ value: Value, namespace: String) -> Kind? {
    guard let target = value["backendRef"].flatMap({ BackendObject($0, namespace: namespace) }) else {
      return nil
    }
    if let percent = value["percent"]?.integer {
      return .mirror(target, numerator: percent, denominator: 100)
    }
    if let numerator = value.at("fraction", "numerator")?.integer {
      return .mirror(
        target, numerator: numerator, denominator: value.at("fraction", "denominator")?.integer ?? 100)
    }
    return .mirror(target, numerator: 1, denominator: 1)
  }
}

/// What a header modifier does.
public struct HeaderChanges: Sendable, Hashable {
  /// A header and the value that it gets.
  public struct Header: Sendable, Hashable {
    /// The name in lower case.
    public let name: String
    /// The value.
    public let value: String
  }

  /// Headers that are overwritten or put in.
  public let set: [Header]
  /// Headers that are put in, beside what is there, joined by a comma.
  public let add: [Header]
  /// Headers that are taken out, in lower case.
  public let remove: [String]

  init(_ value: Value) {
    func headers(_ key: String) -> [Header] {
      (value[key]?.items ?? []).compactMap { header in
        guard let name = header["name"]?.string, let text = header["value"]?.string else { return nil }
        return Header(name: name.lowercased(), value: text)
      }
    }
    set = headers("set")
    add = headers("add")
    remove = (value["remove"]?.items ?? []).compactMap { $0.string?.lowercased() }
  }
}

/// How a path is changed.
public enum PathChange: Sendable, Hashable {
  /// The whole path becomes this; the query stays.
  case full(String)
  /// The matched prefix becomes this.
  case prefix(String)

  init?(_ value: Value?) {
    switch value?["type"]?.string {
    case "ReplaceFullPath": self = .full(value?["replaceFullPath"]?.string ?? "/")
    case "ReplacePrefixMatch": self = .prefix(value?["replacePrefixMatch"]?.string ?? "/")
    default: return nil
    }
  }

  /// The path that becomes of `path`, which has no query.
  ///
  /// - Parameter prefix: the prefix by which the rule took it; nil where it did not go by one.
  func applied(to path: String, matchedPrefix prefix: String?) -> String {
    switch self {
    case .full(let text): return text.hasPrefix("/") ? text : "/" + text
    case .prefix(let text):
      let matched = Self.withoutSlash(prefix ?? "/")
      let rest = path.hasPrefix(matched) ? String(path.dropFirst(matched.count)) : path
      let joined = Self.withoutSlash(text) + rest
      return joined.hasPrefix("/") ? joined : "/" + joined
    }
  }

  private static func withoutSlash(_ text: String) -> String {
    text.hasSuffix("/") ? String(text.dropLast()) : text
  }
}

/// What a URLRewrite filter changes.
public struct Rewrite: Sendable, Hashable {
  /// The host that the backend sees; nil keeps it.
  public let hostname: String?
  /// How the path changes; nil keeps it.
  public let path: PathChange?

  init(_ value: Value) {
    hostname = value["hostname"]?.string
    path = PathChange(value["path"])
  }
}

/// Where a RequestRedirect filter sends a client.
public struct Redirect: Sendable, Hashable {
  /// `http` or `https`; nil keeps the request's.
  public let scheme: String?
  /// The host; nil keeps the request's.
  public let hostname: String?
  /// How the path changes; nil keeps it.
  public let path: PathChange?
  /// The port; nil follows the scheme, or the listener where no scheme is set.
  public let port: Int?
  /// The status of the answer.
  public let status: Int

  init(_ value: Value) {
    scheme = value["scheme"]?.string
    hostname = value["hostname"]?.string
    path = PathChange(value["path"])
    port = value["port"]?.integer
    status = value["statusCode"]?.integer ?? 302
  }
}
