import GatewayAPI
import Testing

@Suite("requests as people write them")
struct ClientRequestTests {
  private func read(_ text: String, _ headers: [String] = []) -> String {
    do {
      let client = try ClientRequest(text, headers: headers, serverName: nil, carried: .http)
      let request = client.request
      let port = client.port.map { " at \($0)" } ?? ""
      let name = request.serverName.map { " as \($0)" } ?? ""
      return
        "\(request.method) \(request.scheme)://\(request.host)\(request.path) \(request.carried)\(port)\(name)"
    } catch {
      return "refused: \(error.message)"
    }
  }

  @Test(
    "a URL says scheme, host, port and path; a fragment stays with the client",
    arguments: [
      ("http://shop.example", "GET http://shop.example/ http"),
      ("put https://Shop.Example:8443/a?b=c#d", "PUT https://Shop.Example:8443/a?b=c http at 8443"),
      ("http://x?q=1", "GET http://x/?q=1 http"), ("http://[::1]:80/a", "GET http://[::1]:80/a http at 80"),
      ("grpcs://x/a.B/C", "POST https://x/a.B/C grpc"), ("ws://x/a", "GET http://x/a websocket"),
    ])
  func urls(_ text: String, _ expected: String) {
    #expect(read(text) == expected)
  }

  @Test("a Host header goes before the URL's host, which is then what a TLS client asks for")
  func hostHeader() {
    #expect(
      read("https://edge.example/a", ["Host: shop.example"])
        == "GET https://shop.example/a http as edge.example")
    #expect(
      read("http://10.0.0.1/", ["host: a.example", "Host: b.example"]).hasPrefix("refused: a request has one")
    )
  }

  @Test(
    "what is no request is refused with what to write",
    arguments: [
      ("shop.example", [], "expected a URL such as http://shop.example"),
      ("ftp://x/", [], "expected http:// or https://"),
      ("", [], "expected 'METHOD URL'"), ("GET http://x/a HTTP/1.1", [], "expected 'METHOD URL'"),
      ("G@T http://x/", [], "is no method"), ("http://user:pw@x/", [], "take the user name out"),
      ("http:///a", [], "is no host"), ("http://x..y/", [], "is no host"), ("http://*.x/", [], "is no host"),
      ("http://café.example/", [], "xn--"), ("http://x:0/", [], "a port is 1 to 65535"),
      ("http://x:99999/", [], "a port is 1 to 65535"), (#"http://x/a\b"#, [], "no backslash"),
      ("http://x/", ["no header"], "a header is 'Name: value'"),
      ("http://x/", ["X Y: z"], "a header is 'Name: value'"),
      ("http://x/", ["X: a\u{1}"], "control character"), ("http://x/", ["Host: a b"], "is no host"),
    ] as [(String, [String], String)])
  func mistakes(_ text: String, _ headers: [String], _ expected: String) {
    let found = read(text, headers)
    #expect(found.hasPrefix("refused: ") && found.contains(expected), "\(found)")
  }
}

@Suite("where requests arrive")
struct ClientAddressTests {
  static let manifests = """
    apiVersion: gateway.networking.k8s.io/v1
    kind: Gateway
    metadata: {name: inner}
    spec:
      gatewayClassName: example
      listeners:
      - {name: http, port: 8080, protocol: HTTP, hostname: inner.example}
      - name: https
        port: 443
        protocol: HTTPS
        hostname: inner.example
        tls: {certificateRefs: [{name: gone}]}
    """

  private func explain(
    _ text: String, headers: [String] = [], manifests: String = Self.manifests, bare: Bool = true
  ) throws -> Explanation {
    let client = try ClientRequest(text, headers: headers, serverName: nil, carried: .http)
    let configuration = World(manifests, bare: bare).configuration
    let address = try ClientAddress(of: client.request, gateway: nil, port: client.port, in: configuration)
    return configuration.explain(client.request, at: address, nearMisses: true)
  }

  private func reasons(_ explanation: Explanation, _ decision: String) -> [String] {
    explanation.because.filter { $0.decision == decision }.map(\.reason)
  }

  @Test("the port is the URL's, else the scheme's, else the only one, which is said")
  func ports() throws {
    #expect(try explain("http://inner.example:80/").answeredBy == .none)
    let chosen = try explain("http://inner.example/")
    #expect(chosen.answeredBy == .gateway)
    #expect(
      reasons(chosen, "port") == [
        "no port is given, and 8080 is the only one for http at Gateway/default/inner"
      ])
    #expect(reasons(try explain("https://inner.example/"), "port") == [])
  }

  @Test("of several Gateways the only one with a rule is chosen, which is said")
  func gateways() throws {
    let explanation = try explain(
      "http://shop.example/",
      manifests: documents(Self.manifests, route("r", to: "v1", matches: "{path: {value: /}}")),
      bare: false)
    #expect(explanation.gateway == NamespacedName(name: "edge"))
    #expect(reasons(explanation, "gateway").count == 1)
  }

  @Test("a host that no listener of the port is for is looked for on other ports")
  func elsewhere() throws {
    let refused = try explain("http://inner.example:81/")
    #expect(
      reasons(refused, "elsewhere").first
        == "listener http of Gateway/default/inner is for inner.example, by http on port 8080")
    let unrouted = try explain("http://inner.example:8080/")
    #expect(unrouted.status == 404)
    #expect(
      reasons(unrouted, "elsewhere") == [
        "listener https of Gateway/default/inner is for inner.example, by https on port 443"
      ])
    #expect(reasons(try explain("http://other.example:8080/"), "elsewhere") == [])
    #expect(
      reasons(try explain("https://other.example/"), "listener").first?.contains("the TLS handshake fails")
        == true)
  }

  @Test("objects with errors are named where no backend answers")
  func leftOut() throws {
    let world = World(
      route("r", rules: "  - {timeouts: {request: 1.5s}, backendRefs: [{name: v1, port: 8080}]}"))
    var explanation = world.configuration.explain(
      HTTPRequest(host: "x"), gateway: NamespacedName(name: "edge"), port: 80)
    explanation.leaveOut(world.diagnostics)
    #expect(explanation.because.last?.decision == "left out")
    #expect(
      explanation.because.last?.reason.hasPrefix("HTTPRoute/default/r is invalid and takes no part") == true)
  }

  @Test(
    "a browser's verdict on the answer to a preflight",
    arguments: [
      ("PUT", "x-a", "sends PUT"), ("PATCH", "x-a", "does not send PATCH: "),
      ("PUT", "x-a, x-b", "does not send PUT: "),
    ])
  func preflights(_ method: String, _ headers: String, _ expected: String) throws {
    let explanation = try explain(
      "OPTIONS http://api.example/",
      headers: [
        "Origin: https://a.example", "Access-Control-Request-Method: \(method)",
        "Access-Control-Request-Headers: \(headers)",
      ],
      manifests: route(
        "r",
        rules:
          "  - {filters: [{type: CORS, cors: {allowOrigins: ['https://a.example'], allowMethods: [PUT], allowHeaders: [x-a]}}], backendRefs: [{name: v1, port: 8080}]}"
      ), bare: false)
    #expect(explanation.status == 204)
    #expect(
      reasons(explanation, "browser").first?.contains(" a browser at https://a.example \(expected)") == true)
  }

  @Test("a header modifier that sets Host changes the host, and a call to no backend has a status of its own")
  func hostAndCalls() throws {
    let world = World(
      route(
        rules: """
            - filters: [{type: RequestHeaderModifier, requestHeaderModifier: {set: [{name: Host, value: b.example}]}}]
              backendRefs: [{name: v1, port: 8080}, {name: gone, port: 80}]
          """))
    let explanation = world.configuration.explain(
      HTTPRequest(method: "POST", host: "a.example", path: "/a.B/C", carried: .grpc),
      gateway: NamespacedName(name: "edge"), port: 80)
    #expect(explanation.backends.map(\.grpcStatus) == [0, 14])
    #expect(explanation.backends.map(\.status) == [200, 200])
    #expect(explanation.backends[0].request?.host == "b.example")
    #expect(explanation.backends[0].request?.headers.values.isEmpty == true)
  }
}
