import Documents

/// GW340 to GW356: matches that never come first, and CORS filters.
extension CodeExplanation {
  static let duplicateMatch = CodeExplanation(
    """
    Two matches of different rules take exactly the same requests at the same listener and hostname.
    Precedence decides by the age of the route, then its name, then the order of the rules; the
    loser never gets a request by this match.
    """,
    remedy: """
      Remove one, or make them differ by path, method or header. Where traffic was to be
      shared, use the weights of one rule's backendRefs.
      """,
    example: """
      backendRefs:
      - {name: v1, port: 8080, weight: 90}
      - {name: v2, port: 8080, weight: 10}
      """,
    source: "HTTPRoute, spec.rules[].matches, precedence")

  static let shadowedMatch = CodeExplanation(
    """
    Of all matches that fit a request one wins: by the longer path, then a method, more headers,
    more query parameters, the older route, the earlier rule. More specific usually means earlier,
    but not always. A header matched by an expression counts as much as one with a fixed value; a
    prefix written "/shop/" is one character longer than "/shop" and takes the same paths; an
    expression for every path comes before all prefixes in most implementations. In those cases a
    broader match can hide this one wherever it serves.
    """,
    remedy: "Narrow the broader match, or remove the one that is hidden.",
    example: """
      # hides the second, which has the same path and as many headers
      - matches:
        - {path: {value: /shop}, headers: [{name: tier, type: RegularExpression, value: ".*"}]}
      - matches:
        - {path: {value: /shop}, headers: [{name: tier, value: gold}]}
      """,
    source: "HTTPRoute, spec.rules[].matches, precedence")

  static let preflightElsewhere = CodeExplanation(
    """
    Before a request from another origin that is not simple, a browser asks with OPTIONS, Origin and
    Access-Control-Request-Method. The gateway answers by the CORS filter of the rule that takes
    this OPTIONS request. A rule for GET only, or one that wants a header of the application, does
    not take it: custom headers are named in a preflight, never sent. The preflight goes to another
    rule, whose backend answers without CORS headers, or to none: 404. Either way the browser never
    sends the real request.
    """,
    remedy: "Let the rule take OPTIONS for the same path.",
    example: """
      matches:
      - {path: {value: /api}, method: PUT}
      - {path: {value: /api}, method: OPTIONS}
      filters:
      - type: CORS
        cors: {allowOrigins: ["https://app.example.com"], allowMethods: [PUT]}
      """,
    source: "HTTPRoute, spec.rules[].filters[].cors (GEP-1767); Fetch standard, CORS protocol")

  static let originsNone = CodeExplanation(
    """
    `allowOrigins` lists who may read the answers. Empty or absent it lists nobody: preflights are
    answered without CORS headers, so browsers send no request that needs one, and scripts of other
    origins see no answer. Requests still reach the backend: CORS is no access control.
    """,
    remedy: "List the origins, each with its scheme.",
    example: """
      cors:
        allowOrigins: ["https://app.example.com", "https://*.example.org"]
      """,
    source: "HTTPRoute, spec.rules[].filters[].cors.allowOrigins (GEP-1767)")

  static let credentialsAnywhere = CodeExplanation(
    """
    Browsers refuse "*" together with credentials, so a gateway names the origin that asked instead.
    The effect is that every site may act as the user who visits it: send the user's cookies to this
    rule and read what comes back. That is the hole which the rule of the browsers was made to
    close.
    """,
    remedy: """
      List the origins that may; or leave out allowCredentials where the answers are
      public.
      """,
    example: """
      cors:
        allowOrigins: ["https://app.example.com"]
        allowCredentials: true
      """,
    source: """
      HTTPRoute, spec.rules[].filters[].cors.allowCredentials (GEP-1767); Fetch standard, CORS
      protocol and credentials
      """)

  static let preflightsFrequent = CodeExplanation(
    """
    A browser keeps the answer to a preflight for maxAge seconds, for each URL. The default of 5
    makes it ask before nearly every request, which doubles the requests at the gateway and the time
    that a user waits for each.
    """,
    remedy: "Allow an hour or more; browsers cap it (Chrome at 2 hours, Firefox at 24).",
    example: """
      cors:
        allowOrigins: ["https://app.example.com"]
        maxAge: 3600
      """,
    source: "HTTPRoute, spec.rules[].filters[].cors.maxAge (GEP-1767)")

  static let exposeNothing = CodeExplanation(
    """
    Scripts see a handful of response headers, and those that Access-Control-Expose-Headers names.
    "*" stands for all only where no credentials are sent; with credentials it is the name of a
    header that nobody has. Gateways leave it out then, so nothing is exposed.
    """,
    remedy: "List the headers by name.",
    example: """
      cors:
        allowOrigins: ["https://app.example.com"]
        allowCredentials: true
        exposeHeaders: [X-Request-Id, ETag]
      """,
    source: """
      HTTPRoute, spec.rules[].filters[].cors.exposeHeaders (GEP-1767); Fetch standard,
      CORS-safelisted response-header names
      """)

  static let authorizationUncovered = CodeExplanation(
    """
    "*" in Access-Control-Allow-Headers allows every header but one: browsers want Authorization to
    be named. A script that sends a token from another origin fails, while the same request from a
    command line works. With allowCredentials: true gateways repeat the headers that were asked for,
    so it works there.
    """,
    remedy: "List the headers by name, Authorization among them.",
    example: """
      cors:
        allowOrigins: ["https://app.example.com"]
        allowHeaders: [Authorization, Content-Type]
      """,
    source: """
      HTTPRoute, spec.rules[].filters[].cors.allowHeaders (GEP-1767); Fetch standard, CORS
      non-wildcard request-header name
      """)

  static let crossOriginMethod = CodeExplanation(
    """
    Browsers send GET, HEAD and POST to other origins without the gateway's leave; any other method
    must be among allowMethods. The rule takes a method that is not, so it works for everybody but
    scripts of other origins, for whom the filter is there.
    """,
    remedy: "Add the method to allowMethods.",
    example: """
      cors:
        allowOrigins: ["https://app.example.com"]
        allowMethods: [GET, PUT, DELETE]
      """,
    source: """
      HTTPRoute, spec.rules[].filters[].cors.allowMethods (GEP-1767); Fetch standard,
      CORS-preflight fetch
      """)
}
