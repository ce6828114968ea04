import GatewayAPI
import Testing

@Suite("rules about filters")
struct FilterRuleTests {
  /// The filters of a rule or of a backend, and their path.
  struct Place: Sendable {
    let path: String
    let document: @Sendable (String) -> String
  }

  private static let httpPlaces = [
    Place(path: "spec.rules[0].filters") { route("r", rules: "  - {filters: [\($0)]}") },
    Place(path: "spec.rules[0].backendRefs[0].filters") {
      route("r", rules: "  - {backendRefs: [{name: v1, port: 8080, filters: [\($0)]}]}")
    },
  ]
  private static let grpcPlaces = [
    Place(path: "spec.rules[0].filters") { grpcRoute("{filters: [\($0)]}") },
    Place(path: "spec.rules[0].backendRefs[0].filters") {
      grpcRoute("{backendRefs: [{name: v1, port: 8080, filters: [\($0)]}]}")
    },
  ]

  /// A case in each place; `below` is the path inside of the filters.
  private static func cases(
    _ message: String, below: String = "", kept: String, broken: String, of places: [Place] = httpPlaces,
    type: String = "object", isThere: @escaping @Sendable (AdmissionSettings) -> Bool = { _ in true }
  ) -> [RuleCase] {
    places.map {
      RuleCase(
        message: message, path: $0.path + below, kept: $0.document(kept), broken: $0.document(broken),
        type: type, code: below.hasSuffix("backendRef") ? .portRule : .filterRule, isThere: isThere)
    }
  }

  private static let headers = "{set: [{name: a, value: b}]}"
  private static let mirror = "{backendRef: {name: v1, port: 8080}}"
  private static let authorization = "{protocol: HTTP, http: {}, backendRef: {name: v1, port: 8080}}"
  private static let cors = AdmissionSettings.from(.v13, standard: .v15)
  private static let external = AdmissionSettings.from(.v14)

  /// The types of filters, their fields, and where they are.
  private static let types: [(String, String, String, @Sendable (AdmissionSettings) -> Bool)] = [
    ("RequestHeaderModifier", "requestHeaderModifier", headers, { _ in true }),
    ("ResponseHeaderModifier", "responseHeaderModifier", headers, { _ in true }),
    ("RequestMirror", "requestMirror", mirror, { _ in true }),
    ("ExtensionRef", "extensionRef", "{group: x.io, kind: Z, name: z}", { _ in true }),
    ("RequestRedirect", "requestRedirect", "{}", { _ in true }),
    ("URLRewrite", "urlRewrite", "{hostname: a.b}", { _ in true }),
    ("CORS", "cors", "{}", cors),
    ("ExternalAuth", "externalAuth", authorization, external),
  ]

  private static func payloads(
    _ types: ArraySlice<(String, String, String, @Sendable (AdmissionSettings) -> Bool)>, _ places: [Place]
  )
    -> [RuleCase]
  {
    types.flatMap { type, key, payload, isThere in
      let other =
        type == "RequestMirror"
        ? "{type: ExtensionRef, extensionRef: {group: x.io, kind: Z, name: z}"
        : "{type: RequestMirror, requestMirror: \(mirror)"
      return cases(
        "filter.\(key) must be nil if the filter.type is not \(type)", below: "[0]",
        kept: "\(other)}", broken: "\(other), \(key): \(payload)}", of: places, isThere: isThere)
        + cases(
          "filter.\(key) must be specified for \(type) filter.type", below: "[0]",
          kept: "{type: \(type), \(key): \(payload)}", broken: "{type: \(type)}", of: places,
          isThere: isThere)
    }
  }

  private static func repeated(_ types: [(String, String, String)], _ places: [Place]) -> [RuleCase] {
    types.flatMap { type, key, payload in
      cases(
        "\(type) filter cannot be repeated",
        kept: "{type: \(type), \(key): \(payload)}, {type: RequestMirror, requestMirror: \(mirror)}, "
          + "{type: RequestMirror, requestMirror: \(mirror)}",
        broken: "{type: \(type), \(key): \(payload)}, {type: \(type), \(key): \(payload)}", of: places,
        type: "array",
        isThere: { type != "CORS" || $0.release >= .v15 })
    }
  }

  static let lists: [RuleCase] =
    payloads(types[...], httpPlaces) + payloads(types[..<4], grpcPlaces)
    + repeated(
      [
        ("RequestHeaderModifier", "requestHeaderModifier", headers),
        ("ResponseHeaderModifier", "responseHeaderModifier", headers),
        ("RequestRedirect", "requestRedirect", "{}"), ("URLRewrite", "urlRewrite", "{}"),
        ("CORS", "cors", "{}"),
      ], httpPlaces)
    + repeated(
      [
        ("RequestHeaderModifier", "requestHeaderModifier", headers),
        ("ResponseHeaderModifier", "responseHeaderModifier", headers),
      ], grpcPlaces)
    + cases(
      "May specify either httpRouteFilterRequestRedirect or httpRouteFilterRequestRewrite, but not both",
      kept: "{type: URLRewrite, urlRewrite: {}}",
      broken: "{type: RequestRedirect, requestRedirect: {}}, {type: URLRewrite, urlRewrite: {}}",
      type: "array")

  private static func mirrored(_ fields: String) -> String {
    "{type: RequestMirror, requestMirror: {backendRef: {name: v1, port: 8080}, \(fields)}}"
  }

  static let mirrors: [RuleCase] =
    (httpPlaces + grpcPlaces).flatMap { place in
      cases(
        "Only one of percent or fraction may be specified in HTTPRequestMirrorFilter",
        below: "[0].requestMirror", kept: mirrored("percent: 5"),
        broken: mirrored("percent: 5, fraction: {numerator: 5}"), of: [place])
        + cases(
          "numerator must be less than or equal to denominator", below: "[0].requestMirror.fraction",
          kept: mirrored("fraction: {numerator: 100}"), broken: mirrored("fraction: {numerator: 101}"),
          of: [place])
        + cases(
          "Must have port for Service reference", below: "[0].requestMirror.backendRef",
          kept: "{type: RequestMirror, requestMirror: {backendRef: {name: v1, kind: B}}}",
          broken: "{type: RequestMirror, requestMirror: {backendRef: {name: v1}}}", of: [place])
    }

  private static func modified(_ type: String, _ key: String, _ path: String) -> String {
    "{type: \(type), \(key): {path: {\(path)}}}"
  }

  static let modifiers: [RuleCase] =
    [("RequestRedirect", "requestRedirect"), ("URLRewrite", "urlRewrite")].flatMap { filter, key in
      [("ReplaceFullPath", "replaceFullPath"), ("ReplacePrefixMatch", "replacePrefixMatch")]
        .flatMap { type, field in
          let other = type == "ReplaceFullPath" ? "ReplacePrefixMatch" : "ReplaceFullPath"
          return cases(
            "\(field) must be specified when type is set to '\(type)'", below: "[0].\(key).path",
            kept: modified(filter, key, "type: \(type), \(field): ''"),
            broken: modified(filter, key, "type: \(type)"))
            + cases(
              "type must be '\(type)' when \(field) is set", below: "[0].\(key).path",
              kept: modified(filter, key, "type: \(type), \(field): /"),
              broken: modified(filter, key, "type: \(other), \(field): /"))
        }
    }

  static let stars: [RuleCase] =
    [
      (
        "allowOrigins", "AllowOrigins", "origins", "https://a.b", AdmissionSettings.from(.v14, standard: .v15)
      ),
      ("allowMethods", "AllowMethods", "methods", "GET", cors),
      ("allowHeaders", "AllowHeaders", "methods", "A", AdmissionSettings.from(.v15, standard: .v15)),
    ].flatMap { field, name, others, other, isThere in
      cases(
        "\(name) cannot contain '*' alongside other \(others)", below: "[0].cors.\(field)",
        kept: "{type: CORS, cors: {\(field): ['*']}}",
        broken: "{type: CORS, cors: {\(field): ['\(other)', '*']}}", type: "array", isThere: isThere)
    }

  private static func authorized(_ fields: String, backend: String = "{name: v1, port: 8080}") -> String {
    "{type: ExternalAuth, externalAuth: {backendRef: \(backend), \(fields)}}"
  }

  static let authorizations: [RuleCase] =
    [("grpc", "GRPC", "http", "HTTP"), ("http", "HTTP", "grpc", "GRPC")].flatMap {
      key, type, otherKey, other in
      cases(
        "\(key) must be specified when protocol is set to '\(type)'", below: "[0].externalAuth",
        kept: authorized("protocol: \(type), \(key): {}"), broken: authorized("protocol: \(type)"),
        isThere: external)
        + cases(
          "protocol must be '\(type)' when \(key) is set", below: "[0].externalAuth",
          kept: authorized("protocol: \(type), \(key): {allowedHeaders: [a]}"),
          broken: authorized("protocol: \(other), \(otherKey): {}, \(key): {}"), isThere: external)
    }
    + cases(
      "Must have port for Service reference", below: "[0].externalAuth.backendRef",
      kept: authorized("protocol: HTTP, http: {path: /a}, forwardBody: {maxSize: 5}"),
      broken: authorized("protocol: HTTP, http: {}", backend: "{name: v1}"), isThere: external)

  @Test(
    "each is kept and broken in the words of an API server, in rules and backends, in those releases that have it",
    arguments: lists + mirrors + modifiers + stars + authorizations)
  func rules(_ one: RuleCase) { one.check() }
}
