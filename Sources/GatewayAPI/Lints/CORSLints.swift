import Documents

/// Reports CORS filters that allow more or less than they seem to.
struct CORSLints {
  let rule: LintedRule
  let diagnostics: Diagnostics

  func report() {
    for (index, filter) in rule.plan.filters.enumerated() {
      guard case .cors(let policy) = filter.kind else { continue }
      return report(policy, at: filter.location, field: "filters[\(index)].cors")
    }
  }

  private func report(_ policy: CORSPolicy, at location: SourceLocation, field: String) {
    func say(
      _ code: GatewayCode, _ severity: Diagnostic.Severity, _ key: String, _ message: String,
      _ suggestion: String
    ) {
      rule.report(
        code, severity, message, field: "\(field).\(key)", at: location, suggestion: suggestion, diagnostics)
    }
    guard !policy.allowOrigins.isEmpty else {
      return say(
        .originsNone, .warning, "allowOrigins",
        "`allowOrigins` is empty: preflights are answered without CORS headers, and browsers show the answers to no "
          + "script", "add `allowOrigins: [\"https://app.example.com\"]`")
    }
    if policy.allowCredentials { reportCredentials(policy, say) }
    if !policy.allowCredentials, policy.allowHeaders == ["*"] {
      say(
        .authorizationUncovered, .note, "allowHeaders",
        "browsers do not count Authorization among the headers that \"*\" allows: requests with it fail",
        "list the headers by name where scripts send Authorization")
    }
    if policy.maxAge <= 5, policy.hasPreflights {
      say(
        .preflightsFrequent, .note, "maxAge",
        "`maxAge` is \(policy.maxAge) s: a browser asks again before nearly every request that needs a preflight",
        "add `maxAge: 3600`; browsers cap it at 2 hours or a day")
    }
    reportMethods(policy, say)
  }

  private typealias Say = (GatewayCode, Diagnostic.Severity, String, String, String) -> Void

  private func reportCredentials(_ policy: CORSPolicy, _ say: Say) {
    if let any = policy.allowOrigins.first(where: { ["*", "https://*", "http://*"].contains($0) }) {
      say(
        .credentialsAnywhere, .warning, "allowOrigins",
        "\"\(any)\" with `allowCredentials: true`: the gateway names whatever origin asks, so every site that a user "
          + "visits may send the user's cookies and read the answers",
        "list the origins that may, or leave out `allowCredentials`")
    }
    if policy.exposeHeaders.contains("*") {
      say(
        .exposeNothing, .warning, "exposeHeaders",
        "\"*\" exposes no header where credentials are allowed: gateways leave it out and browsers take it for a name",
        "list the response headers that scripts read")
    }
  }

  /// GET, HEAD and POST need no permission.
  private func reportMethods(_ policy: CORSPolicy, _ say: Say) {
    guard !policy.allowMethods.contains("*") else { return }
    let allowed = Set(policy.allowMethods + ["GET", "HEAD", "POST", "OPTIONS"])
    guard let method = rule.rule.matches.lazy.compactMap(\.method).first(where: { !allowed.contains($0) })
    else { return }
    say(
      .crossOriginMethod, .warning, "allowMethods",
      "the rule takes \(method) and the filter does not allow it: browsers refuse to send it from other origins",
      "add \(method) to `allowMethods`")
  }
}

extension CORSPolicy {
  /// Whether anything that it allows makes a browser ask first: another method than the simple ones, or a header of the script.
  fileprivate var hasPreflights: Bool {
    !Set(allowMethods).isSubset(of: ["GET", "HEAD", "POST", "OPTIONS"])
      || !Set(allowHeaders.map { $0.lowercased() })
        .isSubset(of: ["accept", "accept-language", "content-language", "range"])
  }
}
