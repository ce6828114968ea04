import GatewayAPI
import Testing

@Suite("CORS answers")
struct CORSTests {
  /// A row of the upstream conformance table: a request and what its answer must, may and must not contain.
  struct Row: Sendable, CustomTestStringConvertible {
    let number: Int
    let method: String
    let policy: CORSPolicy
    let origin: String
    var asked: (method: String, headers: String)?
    /// Names without their prefix `access-control-`, and the values of which one must be there; an empty list forbids the header.
    let expected: [String: [String]]

    var testDescription: String { "row \(number)" }

    var request: HTTPRequest {
      var headers = [HTTPRequest.Header(name: "Origin", value: origin)]
      if let asked {
        headers.append(.init(name: "Access-Control-Request-Method", value: asked.method))
        if !asked.headers.isEmpty {
          headers.append(.init(name: "Access-Control-Request-Headers", value: asked.headers))
        }
      }
      return HTTPRequest(method: method, headers: headers)
    }
  }

  private static let first = CORSPolicy(
    allowOrigins: ["https://www.foo.com", "https://*.bar.com"], allowMethods: ["GET", "OPTIONS"],
    allowHeaders: ["x-header-1", "x-header-2"], exposeHeaders: ["x-header-3", "x-header-4"],
    allowCredentials: true, maxAge: 3600)
  private static let second = CORSPolicy(allowOrigins: ["https://www.foo.com"], allowMethods: ["*"])
  private static let anyOrigin = CORSPolicy(
    allowOrigins: ["*"], allowMethods: ["PUT"], allowCredentials: false)
  private static let anything = CORSPolicy(
    allowOrigins: ["*"], allowMethods: ["*"], allowHeaders: ["*"], allowCredentials: true)
  private static let anythingOpen = CORSPolicy(
    allowOrigins: ["*"], allowMethods: ["*"], allowHeaders: ["*"], allowCredentials: false)

  private static let twoHeaders = "x-header-1, x-header-2"
  private static let full = [
    "allow-methods": ["GET, OPTIONS"], "allow-headers": [twoHeaders], "max-age": ["3600"],
    "expose-headers": ["x-header-3, x-header-4"], "allow-credentials": ["true"],
  ]

  private static func full(_ origin: String) -> [String: [String]] {
    full.merging(["allow-origin": [origin]]) { $1 }
  }

  static let rows: [Row] = [
    Row(
      number: 1, method: "OPTIONS", policy: first, origin: "https://www.foo.com", asked: ("GET", twoHeaders),
      expected: full("https://www.foo.com")),
    Row(
      number: 2, method: "OPTIONS", policy: first, origin: "https://www.bar.com", asked: ("GET", twoHeaders),
      expected: full("https://www.bar.com")),
    Row(
      number: 3, method: "OPTIONS", policy: first, origin: "https://xpto.www.bar.com",
      asked: ("GET", twoHeaders), expected: full("https://xpto.www.bar.com")),
    Row(
      number: 4, method: "OPTIONS", policy: first, origin: "https://foobar.com", asked: ("GET", ""),
      expected: ["allow-origin": []]),
    Row(
      number: 5, method: "GET", policy: first, origin: "https://www.foo.com", asked: ("GET", twoHeaders),
      expected: ["allow-origin": ["https://www.foo.com"]]),
    Row(
      number: 6, method: "GET", policy: first, origin: "https://www.bar.com", asked: ("GET", twoHeaders),
      expected: ["allow-origin": ["https://www.bar.com"]]),
    Row(
      number: 7, method: "GET", policy: first, origin: "https://foobar.com", asked: ("GET", ""),
      expected: ["allow-origin": []]),
    Row(
      number: 8, method: "OPTIONS", policy: second, origin: "https://www.foo.com", asked: ("POST", ""),
      expected: [
        "allow-methods": ["POST", "*"], "allow-origin": ["https://www.foo.com"], "allow-credentials": [],
      ]),
    Row(
      number: 9, method: "OPTIONS", policy: second, origin: "https://www.foo.com", asked: ("POST", ""),
      expected: ["allow-credentials": []]),
    Row(
      number: 10, method: "OPTIONS", policy: anyOrigin, origin: "https://foobar.com", asked: ("PUT", ""),
      expected: [
        "allow-origin": ["https://foobar.com", "*"], "allow-methods": ["PUT"], "allow-credentials": [],
      ]),
    Row(
      number: 11, method: "OPTIONS", policy: anyOrigin, origin: "https://foobar.com:12345",
      asked: ("PUT", ""),
      expected: [
        "allow-origin": ["https://foobar.com:12345", "*"], "allow-methods": ["PUT"], "allow-credentials": [],
      ]),
    Row(
      number: 12, method: "PUT", policy: anyOrigin, origin: "https://foobar.com:12345",
      expected: ["allow-origin": ["https://foobar.com:12345", "*"]]),
    Row(
      number: 13, method: "PUT", policy: anyOrigin, origin: "https://foobar.com",
      expected: ["allow-origin": ["https://foobar.com", "*"], "allow-credentials": []]),
    Row(
      number: 14, method: "OPTIONS", policy: anything, origin: "https://other.foo.com",
      asked: ("PUT", twoHeaders),
      expected: [
        "allow-origin": ["https://other.foo.com"], "allow-methods": ["PUT"], "allow-headers": [twoHeaders],
        "allow-credentials": ["true"],
      ]),
    Row(
      number: 15, method: "OPTIONS", policy: anythingOpen, origin: "https://other.foo.com",
      asked: ("PUT", twoHeaders),
      expected: [
        "allow-origin": ["https://other.foo.com", "*"], "allow-methods": ["PUT", "*"],
        "allow-headers": [twoHeaders, "*"], "allow-credentials": [],
      ]),
    Row(
      number: 16, method: "GET", policy: anything, origin: "https://other.foo.com",
      expected: ["allow-origin": ["https://other.foo.com"], "allow-credentials": ["true"]]),
    Row(
      number: 17, method: "GET", policy: anythingOpen, origin: "https://other.foo.com",
      expected: ["allow-origin": ["https://other.foo.com", "*"], "allow-credentials": []]),
  ]

  @Test("the upstream conformance table", arguments: rows)
  func conformance(_ row: Row) {
    let request = row.request
    #expect(request.isPreflight == (row.method == "OPTIONS"))
    let answer =
      request.isPreflight ? row.policy.preflightAnswer(to: request) : row.policy.responseHeaders(for: request)
    for (name, values) in row.expected {
      let found = answer.filter { $0.name == "access-control-" + name }.map(\.value)
      #expect(values.isEmpty ? found.isEmpty : found.count == 1 && values.contains(found[0]), "\(name)")
    }
  }

  @Test(
    "a preflight is OPTIONS with both headers, whatever their case",
    arguments: [
      ("OPTIONS", ["origin", "access-control-request-method"], true),
      ("OPTIONS", ["ORIGIN", "Access-Control-Request-Method"], true),
      ("OPTIONS", ["Origin"], false), ("OPTIONS", ["Access-Control-Request-Method"], false),
      ("OPTIONS", [], false), ("GET", ["Origin", "Access-Control-Request-Method"], false),
    ])
  func preflights(_ method: String, _ headers: [String], isPreflight: Bool) {
    let request = HTTPRequest(
      method: method, headers: headers.map { .init(name: $0, value: "https://a.com") })
    #expect(request.isPreflight == isPreflight)
  }

  private static func preflight(_ policy: CORSPolicy, asking method: String = "PUT", headers: String? = nil)
    -> [String]
  {
    var request = HTTPRequest(
      method: "OPTIONS",
      headers: [
        .init(name: "Origin", value: "https://a.com"),
        .init(name: "Access-Control-Request-Method", value: method),
      ])
    if let headers { request.headers.append(.init(name: "Access-Control-Request-Headers", value: headers)) }
    return shown(policy.preflightAnswer(to: request))
  }

  private static func shown(_ headers: [HTTPRequest.Header]) -> [String] {
    headers.map { "\($0.name.replacing("access-control-", with: "")): \($0.value)" }
  }

  @Test("each header of a preflight's answer, in a fixed order")
  func decisionTable() {
    func policy(_ methods: [String], _ headers: [String], _ exposed: [String], _ credentials: Bool)
      -> CORSPolicy
    {
      CORSPolicy(
        allowOrigins: ["*"], allowMethods: methods, allowHeaders: headers, exposeHeaders: exposed,
        allowCredentials: credentials, maxAge: 9)
    }
    let origin = "allow-origin: https://a.com"
    #expect(Self.preflight(policy([], [], [], false)) == ["allow-origin: *", "max-age: 9"])
    #expect(
      Self.preflight(policy([], [], [], true)) == [origin, "allow-credentials: true", "max-age: 9"])
    #expect(
      Self.preflight(policy(["*"], ["*"], ["*"], false), headers: "x-a,x-b") == [
        "allow-origin: *", "allow-methods: *", "allow-headers: *", "expose-headers: *", "max-age: 9",
      ])
    #expect(
      Self.preflight(policy(["*"], ["*"], ["*"], true), headers: "x-a,x-b") == [
        origin, "allow-credentials: true", "allow-methods: PUT", "allow-headers: x-a,x-b", "max-age: 9",
      ])
    // Without a question about headers there is nothing to repeat.
    #expect(
      Self.preflight(policy(["*"], ["*"], ["*", "X-C"], true)) == [
        origin, "allow-credentials: true", "allow-methods: PUT", "expose-headers: X-C", "max-age: 9",
      ])
    #expect(
      Self.preflight(policy(["GET", "PUT"], ["X-A", "*"], ["X-C", "X-D"], false)) == [
        "allow-origin: *", "allow-methods: GET, PUT", "allow-headers: X-A, *", "expose-headers: X-C, X-D",
        "max-age: 9",
      ])
  }

  @Test("the configured lists are answered whatever the preflight asks for")
  func listsAreNotJudged() {
    let policy = CORSPolicy(
      allowOrigins: ["https://a.com"], allowMethods: ["PATCH"], allowHeaders: ["X-Other"])
    #expect(
      Self.preflight(policy, asking: "DELETE", headers: "x-not-listed") == [
        "allow-origin: https://a.com", "allow-methods: PATCH", "allow-headers: X-Other", "max-age: 5",
      ])
  }

  @Test("an answer to a request exposes headers and varies where it names the origin")
  func actualRequests() {
    let request = HTTPRequest(headers: [.init(name: "Origin", value: "https://a.com")])
    let specific = CORSPolicy(allowOrigins: ["https://a.com"], exposeHeaders: ["X-C"])
    #expect(
      Self.shown(specific.responseHeaders(for: request)) == [
        "allow-origin: https://a.com", "expose-headers: X-C", "vary: Origin",
      ])
    let open = CORSPolicy(allowOrigins: ["*"], exposeHeaders: ["*"])
    #expect(Self.shown(open.responseHeaders(for: request)) == ["allow-origin: *", "expose-headers: *"])
    let closed = CORSPolicy(allowOrigins: ["*"], exposeHeaders: ["*"], allowCredentials: true)
    #expect(
      Self.shown(closed.responseHeaders(for: request)) == [
        "allow-origin: https://a.com", "allow-credentials: true", "vary: Origin",
      ])
    #expect(specific.responseHeaders(for: HTTPRequest()).isEmpty)
    #expect(CORSPolicy().responseHeaders(for: request).isEmpty)
    #expect(specific.preflightAnswer(to: request).isEmpty)
  }
}
