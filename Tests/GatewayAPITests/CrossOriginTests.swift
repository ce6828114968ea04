import GatewayAPI
import Testing

@Suite("what a browser asks, and makes of the answers")
struct CrossOriginTests {
  private static let page = CORSOrigin("https://shop.example")

  private func request(
    _ method: String = "GET", _ headers: [(String, String)] = [], scheme: String = "https",
    host: String = "api.example", port: Int = 443, credentials: Bool = false
  ) throws -> CrossOriginRequest? {
    let request = HTTPRequest(
      method: method, scheme: scheme, host: host, path: "/x?y",
      headers: headers.map { .init(name: $0.0, value: $0.1) })
    return CrossOriginRequest(
      request, port: port, from: try #require(Self.page), withCredentials: credentials)
  }

  @Test(
    "a request to its own origin is none",
    arguments: [
      ("https", "shop.example", 443, true), ("https", "SHOP.example", 443, true),
      ("https", "shop.example:443", 8080, true), ("http", "shop.example", 80, false),
      ("https", "shop.example", 8443, false), ("https", "shop.example:8443", 443, false),
      ("https", "api.shop.example", 443, false), ("https", "", 443, false), ("https", "[::1]", 443, false),
    ])
  func origins(_ scheme: String, _ host: String, _ port: Int, isOwn: Bool) throws {
    #expect(try (request(scheme: scheme, host: host, port: port) == nil) == isOwn)
  }

  @Test("the origin is sent as browsers write it, in place of what the script says")
  func originHeader() throws {
    let found = try #require(try request("PUT", [("origin", "https://evil.example"), ("X-A", "1")]))
    #expect(
      found.request.headers == [
        .init(name: "X-A", value: "1"), .init(name: "Origin", value: "https://shop.example"),
      ])
    #expect(found.url == "https://api.example/x?y")
    #expect(CORSOrigin("HTTPS://Shop.Example:443")?.description == "https://shop.example")
    #expect(CORSOrigin("http://[::1]:8080")?.description == "http://[::1]:8080")
  }

  @Test(
    "methods and headers that need a preflight",
    arguments: [
      ("GET", [], []), ("HEAD", [], []), ("POST", [], []),
      ("PUT", [], ["PUT"]), ("DELETE", [], ["DELETE"]), ("PATCH", [], ["PATCH"]),
      ("OPTIONS", [], ["OPTIONS"]),
      ("GET", [("Accept", "text/html,*/*;q=0.8")], []), ("GET", [("Accept", "a(b)")], ["accept"]),
      ("GET", [("Accept", String(repeating: "a", count: 129))], ["accept"]),
      ("GET", [("Accept-Language", "de, en;q=0.5")], []),
      ("GET", [("Accept-Language", "a_b")], ["accept-language"]),
      ("POST", [("Content-Type", "text/plain; charset=utf-8")], []),
      ("POST", [("content-type", "application/x-www-form-urlencoded")], []),
      ("POST", [("Content-Type", "Multipart/Form-Data; boundary=x")], []),
      ("POST", [("Content-Type", "application/json")], ["content-type"]),
      ("GET", [("Range", "bytes=0-499")], []), ("GET", [("Range", "bytes=5-")], []),
      ("GET", [("Range", "bytes=-5")], ["range"]), ("GET", [("Range", "bytes=9-5")], ["range"]),
      ("GET", [("Range", "bytes=0-1,3-4")], ["range"]), ("GET", [("Range", "lines=0-1")], ["range"]),
      ("GET", [("X-B", "1"), ("x-a", "2"), ("X-b", "3")], ["x-a", "x-b"]),
      ("GET", [("Authorization", "Bearer x")], ["authorization"]),
      ("GET", [("Cookie", "a=b"), ("Host", "x")], []),
      ("PUT", [("Content-Type", "application/json")], ["PUT", "content-type"]),
    ] as [(String, [(String, String)], [String])])
  func needs(_ method: String, _ headers: [(String, String)], _ expected: [String]) throws {
    let found = try #require(try request(method, headers))
    let names = found.needs.map {
      switch $0 {
      case .method(let name), .header(let name): name
      }
    }
    #expect(names == expected)
  }

  @Test("many safe headers together are no longer safe")
  func manySafeHeaders() throws {
    let long = (0..<9).map { _ in ("Accept", String(repeating: "a", count: 120)) }
    #expect(try request("GET", long)?.needs == [.header("accept")])
    #expect(try request("GET", Array(long.dropFirst()))?.needs == [])
  }

  @Test("the preflight asks for the method and the sorted names")
  func preflight() throws {
    let found = try #require(try request("PATCH", [("X-B", "1"), ("Content-Type", "application/json")]))
    #expect(found.preflight.isPreflight)
    #expect(found.preflight.path == "/x?y")
    #expect(
      found.preflight.headers.map { "\($0.name): \($0.value)" } == [
        "Accept: */*", "Origin: https://shop.example", "Access-Control-Request-Method: PATCH",
        "Access-Control-Request-Headers: content-type,x-b",
      ])
  }

  private func answer(_ pairs: KeyValuePairs<String, String>) -> [HTTPRequest.Header] {
    pairs.map { .init(name: "access-control-" + $0.key, value: $0.value) }
  }

  @Test("the check of an answer's headers")
  func mayRead() throws {
    let plain = try #require(try request())
    let credentialed = try #require(try request(credentials: true))
    #expect(plain.mayRead(answer(["allow-origin": "*"])))
    #expect(plain.mayRead(answer(["allow-origin": "https://shop.example"])))
    #expect(!plain.mayRead(answer(["allow-origin": "https://other.example"])))
    #expect(!plain.mayRead([]))
    #expect(!credentialed.mayRead(answer(["allow-origin": "*", "allow-credentials": "true"])))
    #expect(!credentialed.mayRead(answer(["allow-origin": "https://shop.example"])))
    #expect(
      credentialed.mayRead(answer(["allow-origin": "https://shop.example", "allow-credentials": "true"])))
  }

  @Test(
    "what lets a PUT with X-A and Authorization pass",
    arguments: [
      ("PUT", "x-a, authorization", false, true), ("GET, PUT", "X-A,Authorization", true, true),
      ("*", "*, authorization", false, true), ("*", "*", false, false),
      ("*", "x-a, authorization", true, false),
      ("PUT", "*, authorization", true, false), ("GET", "x-a, authorization", false, false),
      ("PUT", "authorization", false, false), ("put", "x-a, authorization", false, false),
    ])
  func permission(_ methods: String, _ headers: String, credentials: Bool, passes: Bool) throws {
    let found = try #require(
      try request("PUT", [("X-A", "1"), ("Authorization", "y")], credentials: credentials))
    let headers = answer([
      "allow-origin": "https://shop.example", "allow-credentials": "true", "allow-methods": methods,
      "allow-headers": headers, "max-age": "60",
    ])
    #expect((found.permission(in: headers, status: 204) != nil) == passes)
    #expect(found.permission(in: headers, status: 404) == nil)
    if passes { #expect(found.permission(in: headers, status: 200)?.maxAge == 60) }
  }

  @Test("five seconds where the answer does not say, and a GET is allowed though no list names it")
  func defaults() throws {
    let found = try #require(try request("GET", [("X-A", "1")]))
    let permission = try #require(
      found.permission(in: answer(["allow-origin": "*", "allow-headers": "x-a"]), status: 204))
    #expect(permission.maxAge == 5)
    #expect(permission.covers(.header("x-a")))
    #expect(!permission.covers(.method("PUT")))
  }

  @Test("a browser takes what the filter answers to the request that it was asked for")
  func withPolicies() throws {
    let open = CORSPolicy(allowOrigins: ["*"], allowMethods: ["*"], allowHeaders: ["*"])
    let closed = CORSPolicy(
      allowOrigins: ["*"], allowMethods: ["*"], allowHeaders: ["*"], allowCredentials: true)
    for credentials in [false, true] {
      let found = try #require(try request("PUT", [("X-A", "1")], credentials: credentials))
      let answers = [open, closed].map { policy in
        found.permission(in: policy.preflightAnswer(to: found.preflight), status: 204)
      }
      #expect(answers.map { $0 != nil } == [!credentials, true])
      // With credentials allowed the answer repeats what was asked, and covers nothing else.
      #expect(answers[1]?.covers(.method("PUT")) == true)
      #expect(answers[1]?.covers(.method("DELETE")) == false)
    }
  }
}
