/// A request as filters have made it so far.
public struct ForwardedRequest: Sendable, Hashable {
  /// The method.
  public var method: String
  /// `http` or `https`.
  public var scheme: String
  /// The Host header.
  public var host: String
  /// The path with its query.
  public var path: String
  /// What filters did to headers.
  public var headers = HeaderEdits()

  init(_ request: HTTPRequest) {
    method = request.method
    scheme = request.scheme
    host = request.host
    path = request.path.isEmpty ? "/" : request.path
  }

  /// Lets the filters of a rule or backend act, in order.
  ///
  /// - Parameter prefix: The prefix by which the rule took the request, if it went by one.
  mutating func apply(_ filters: [RouteFilter], to request: HTTPRequest, prefix: String?) {
    for filter in filters {
      switch filter.kind {
      case .requestHeaders(let changes):
        headers.apply(changes, original: request.header)
        // Assumption A-GW-45: a header modifier that sets Host changes the host that the backend sees.
        if let value = headers.take("host") { host = value }
      case .rewrite(let rewrite):
        host = rewrite.hostname ?? host
        if let change = rewrite.path { path = path(changedBy: change, prefix: prefix) }
      case .responseHeaders, .mirror, .redirect, .cors, .extensionReference, .other: break
      }
    }
  }

  /// The path after `change`; the query stays.
  func path(changedBy change: PathChange, prefix: String?) -> String {
    let end = path.firstIndex(of: "?") ?? path.endIndex
    return change.applied(to: String(path[..<end]), matchedPrefix: prefix) + path[end...]
  }
}

/// What header modifiers come to: final values, and names that are gone.
public struct HeaderEdits: Sendable, Hashable {
  /// The final values of headers that were set or added, by lower-case name, in the order of their first change.
  public private(set) var values: [HTTPRequest.Header] = []
  /// The lower-case names that were removed and not set again.
  public private(set) var removed: [String] = []

  init() {}

  /// Sets one header.
  mutating func set(_ name: String, _ value: String) {
    removed.removeAll { $0 == name }
    if let index = values.firstIndex(where: { $0.name == name }) {
      values[index].value = value
    } else {
      values.append(.init(name: name, value: value))
    }
  }

  /// Takes one header out of the values; nil where it was not changed.
  mutating func take(_ name: String) -> String? {
    guard let index = values.firstIndex(where: { $0.name == name }) else { return nil }
    return values.remove(at: index).value
  }

  /// Sets, then adds, then removes.
  ///
  /// - Parameter original: The value that a header had before any change.
  mutating func apply(_ changes: HeaderChanges, original: (String) -> String?) {
    for header in changes.set { set(header.name, header.value) }
    for header in changes.add {
      let value = values.first { $0.name == header.name }?.value
      let known = value ?? (removed.contains(header.name) ? nil : original(header.name))
      set(header.name, known.map { "\($0),\(header.value)" } ?? header.value)
    }
    for name in changes.remove {
      values.removeAll { $0.name == name }
      if !removed.contains(name) { removed.append(name) }
    }
  }
}
