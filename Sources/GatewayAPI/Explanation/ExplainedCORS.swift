import Documents

extension GatewayConfiguration {
  /// What the CORS filter of the rule makes of the request.
  func corsDecision(
    _ cors: CORSPolicy, at location: SourceLocation, _ request: HTTPRequest
  ) -> Decision {
    let verdict =
      request.header("origin").map { "origin \($0) is \(cors.allows(origin: $0) ? "" : "not ")allowed" }
      ?? "the request has no Origin header, so CORS adds nothing"
    return Decision(
      "cors", verdict + (request.isPreflight ? "; the gateway answers the preflight itself" : ""),
      at: location)
  }

  /// What a browser makes of a request to another origin, with its preflight.
  func browserDecision(
    _ request: HTTPRequest, gateway: NamespacedName, port: Int, _ rule: Route.Rule
  ) -> [Decision] {
    guard let origin = request.header("origin").flatMap(CORSOrigin.init) else { return [] }
    if request.isPreflight { return preflightDecision(request, origin, gateway: gateway, port: port, rule) }
    guard
      let crossing = CrossOriginRequest(
        request, port: port, from: origin, withCredentials: request.header("cookie") != nil)
    else { return [] }
    let verdict = BrowserVerdict(on: crossing, gateway: gateway, port: port, in: self)
    let asks =
      verdict.preflight.map { "asks first with OPTIONS, answered \($0.status)" } ?? "needs no preflight"
    let outcome =
      verdict.isAllowed
      ? "lets the script read the answer"
      : verdict.isSent
        ? "keeps the answer from the script: \(verdict.reason)" : "does not send it: \(verdict.reason)"
    return [Decision("browser", "a browser at \(origin) \(asks), and \(outcome)", at: rule.location)]
  }

  /// What a browser that asks with this preflight does with the answer.
  private func preflightDecision(
    _ preflight: HTTPRequest, _ origin: CORSOrigin, gateway: NamespacedName, port: Int, _ rule: Route.Rule
  ) -> [Decision] {
    var request = preflight
    request.method = preflight.header("access-control-request-method") ?? "GET"
    request.headers = (preflight.header("access-control-request-headers") ?? "").split(separator: ",").map {
      // Names that need no permission are not asked for, whatever their values are.
      HTTPRequest.Header(name: $0.filter { $0 != " " }, value: "\u{7F}")
    }
    guard
      let crossing = CrossOriginRequest(request, port: port, from: origin, withCredentials: false)
    else { return [] }
    let verdict = BrowserVerdict(on: crossing, gateway: gateway, port: port, in: self)
    let outcome =
      verdict.preflight?.permission != nil || verdict.preflight == nil
      ? "sends \(request.method)" : "does not send \(request.method): \(verdict.reason)"
    return [Decision("browser", "with this answer a browser at \(origin) \(outcome)", at: rule.location)]
  }
}
