import Documents

extension GatewayConfiguration {
  /// Reports a rule with a CORS filter whose preflights go elsewhere.
  ///
  /// It asks the routing table: a request that a match of the rule takes, and the preflight that a browser would send for it. A match
  /// by expression is left out where no request is known that fits. Once a rule, for its first such match and its first listener.
  func lintPreflights(of rule: LintedRule, _ diagnostics: Diagnostics) {
    guard rule.plan.cors != nil, let place = servingPlace(of: rule.routeIndex) else { return }
    let listener = gateways[place.gateway].listeners[place.listener]
    for (index, match) in rule.rule.matches.enumerated() where match.method != "OPTIONS" {
      guard let sample = PreflightSample(match, hostname: place.hostname, scheme: listener.scheme) else {
        continue
      }
      func finding(_ request: HTTPRequest) -> Finding {
        find(request, RequestShape(request), gateway: gateways[place.gateway].name, port: listener.port)
      }
      guard case .routed(_, let own) = finding(sample.request), own.route == rule.routeIndex,
        own.rule == rule.index
      else { continue }
      let fate: String
      switch finding(sample.preflight) {
      case .routed(_, let candidate):
        if plans[candidate.route][candidate.rule].cors != nil { continue }
        fate =
          "rule \(candidate.rule) of \(routes[candidate.route].title) takes them, which has no CORS filter"
      case .refused, .misdirected, .unrouted: fate = "no rule takes them: 404"
      }
      let cause = Self.cause(of: match)
      rule.report(
        .preflightElsewhere, .warning,
        "browsers ask with OPTIONS whether they may send a request, and \(cause.what): \(fate)",
        field: "matches[\(index)]", at: match.location, suggestion: cause.remedy, diagnostics)
      return
    }
  }

  private func servingPlace(of route: Int) -> (gateway: Int, listener: Int, hostname: String?)? {
    for case let attachment? in attachments.outcomes[route] {
      guard let gateway = attachment.gateway else { continue }
      for place in attachment.places where gateways[gateway].listeners[place.listener].isServing {
        return (gateway, place.listener, place.hostnames.first ?? nil)
      }
    }
    return nil
  }

  private static func cause(of match: RouteMatch) -> (what: String, remedy: String) {
    if let method = match.method {
      return (
        "this match takes \(method) only",
        "add a match with the same path and `method: OPTIONS` to this rule, or leave out `method`"
      )
    }
    if let header = match.headers.first(where: { !PreflightSample.carries($0.name) }) {
      return (
        "this match wants the header \(header.name), which preflights do not carry",
        "add a match with the same path, `method: OPTIONS` and no headers to this rule"
      )
    }
    return (
      "another rule is more specific for OPTIONS",
      "add a match with the same path and `method: OPTIONS` to this rule, or the filter to the other rule"
    )
  }
}

/// A request that a match takes, and the preflight for it.
private struct PreflightSample {
  let request: HTTPRequest
  let preflight: HTTPRequest

  /// nil where the match says by an expression what it takes.
  init?(_ match: RouteMatch, hostname: String?, scheme: String?) {
    guard case .path(let kind, let text) = match.target, kind != .expression,
      !(match.headers + match.query).contains(where: \.value.isExpression)
    else { return nil }
    let host = hostname.map { $0.hasPrefix("*") ? "any" + $0.dropFirst() : $0 } ?? ""
    // Below the prefix, since the path that is the prefix itself is more often a rule of its own.
    let path = kind == .exact ? text.text : text.text + (text.text.hasSuffix("/") ? "-" : "/-")
    let query = match.query.map { "\(Self.encoded($0.name))=\(Self.encoded($0.value.text))" }
    let target = query.isEmpty ? path : "\(path)?\(query.joined(separator: "&"))"
    let headers = match.headers.map { HTTPRequest.Header(name: $0.name, value: $0.value.text) }
    let method = match.method ?? "PUT"
    request = HTTPRequest(
      method: method, scheme: scheme ?? "http", host: host, path: target, headers: headers)
    let asked = [
      HTTPRequest.Header(name: "origin", value: "https://origin.example"),
      HTTPRequest.Header(name: "access-control-request-method", value: method),
    ]
    preflight = HTTPRequest(
      method: "OPTIONS", scheme: scheme ?? "http", host: host, path: target,
      headers: headers.filter { header in
        Self.carries(header.name) && !asked.contains { $0.name == header.name }
      } + asked)
  }

  /// Whether a preflight may have the header: those that a browser sets by itself, and what proxies on the way add.
  static func carries(_ name: String) -> Bool {
    [
      "accept", "accept-encoding", "accept-language", "access-control-request-headers",
      "access-control-request-method", "cache-control", "connection", "forwarded", "host", "origin", "pragma",
      "referer", "user-agent", "via", "x-real-ip",
    ].contains(name) || ["sec-", "x-forwarded-", "cf-"].contains(where: name.hasPrefix)
  }

  private static func encoded(_ text: String) -> String {
    text.utf8.map { byte in
      let scalar = Unicode.Scalar(byte)
      if byte < 128, scalar.properties.isAlphabetic || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
      {
        return String(Character(scalar))
      }
      return "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16)
    }.joined()
  }
}
