import GatewayAPI

extension World {
  /// The way of a request that arrives at the Gateway `edge`.
  func explain(
    _ path: String = "/", host: String = "example.org", method: String = "GET",
    headers: [(String, String)] = [], scheme: String = "http", port: Int = 80, serverName: String? = nil,
    carried: HTTPRequest.Carried = .http, gateway: NamespacedName = NamespacedName(name: "edge")
  ) -> Explanation {
    let request = HTTPRequest(
      method: method, scheme: scheme, host: host, path: path,
      headers: headers.map { .init(name: $0.0, value: $0.1) }, serverName: serverName, carried: carried)
    return configuration.explain(request, gateway: gateway, port: port)
  }

  /// The status of the object of that title.
  func status(_ object: String) -> ObjectStatus? { configuration.status().first { $0.object == object } }

  /// The conditions of an object, such as `Accepted` or `not Programmed: Invalid`.
  func conditions(_ object: String) -> [String] { status(object)?.conditions.map(\.shown) ?? [] }

  /// The conditions of one listener of an object.
  func conditions(_ object: String, listener: String) -> [String] {
    self.listener(listener, of: object)?.conditions.map(\.shown) ?? []
  }

  func listener(_ name: String, of object: String) -> ListenerStatus? {
    status(object)?.listeners?.first { $0.name == name }
  }

  /// The conditions of a route, parent by parent.
  func parents(_ route: String) -> [[String]] {
    status(route)?.parents?.map { $0.conditions.map(\.shown) } ?? []
  }
}

extension Condition {
  /// `Type`, with its reason where that is another word, and `not` where it does not hold.
  var shown: String { (isTrue ? "" : "not ") + type + (reason == type ? "" : ": \(reason)") }
}

extension HeaderEdits {
  /// `name: value` for what is set, `-name` for what is gone.
  var shown: [String] { values.map { "\($0.name): \($0.value)" } + removed.map { "-\($0)" } }
}

/// Conditions of a listener without problems.
let soundListener = ["Accepted", "not Conflicted: NoConflicts", "ResolvedRefs", "Programmed"]
