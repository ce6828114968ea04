import Documents
import GatewayAPI
import Scenarios
import Testing

@Suite("A scenario to start from")
struct InitialScenarioTests {
  /// Makes a scenario of manifests in a file `k8s.yaml`.
  static func made(
    _ yaml: String, settings: AdmissionSettings = AdmissionSettings()
  ) throws -> InitialScenario {
    let diagnostics = Diagnostics()
    let documents = loadDocuments(text: yaml, file: "k8s.yaml", diagnostics: diagnostics).documents
    let configuration = GatewayConfiguration.read(documents, settings: settings, diagnostics: diagnostics)
    #expect(diagnostics.all.filter { $0.severity == .error } == [])
    return try InitialScenario(
      configuration, of: documents, settings: settings, fallbackName: "k8s",
      files: .init(scenario: "s.yaml", manifests: [], compared: "k8s.yaml", standardInput: yaml))
  }

  /// The scenario that `weir run` reads of it, without a message.
  static func read(_ made: InitialScenario) throws -> Scenario {
    let diagnostics = Diagnostics()
    let scenario = readScenario(text: made.text, diagnostics: diagnostics)
    #expect(diagnostics.all.filter { $0.code.hasPrefix("SCN") } == [])
    return try #require(scenario, "\(diagnostics.all)")
  }

  static func shapes(_ yaml: String) throws -> [String] {
    try read(made(yaml)).traffic.flatMap { source in
      source.shapes.map { shape in
        let headers = shape.headers.map { " \($0.name)=\($0.value)" }.joined()
        return "\(source.name) \(shape.method) \(shape.host)\(shape.path)\(headers)"
      }
    }
  }

  /// A Gateway `edge`, the Services `a` and `b`, and an HTTPRoute with these rules, indented by two.
  static func world(_ rules: String, hostnames: String = "[]", listeners: String? = nil, more: String = "")
    -> String
  {
    """
    apiVersion: gateway.networking.k8s.io/v1
    kind: GatewayClass
    metadata: {name: example}
    spec: {controllerName: example.com/controller}
    ---
    apiVersion: gateway.networking.k8s.io/v1
    kind: Gateway
    metadata: {name: edge}
    spec:
      gatewayClassName: example
      listeners: \(listeners ?? "[{name: http, port: 80, protocol: HTTP}]")
    ---
    apiVersion: v1
    kind: Service
    metadata: {name: a}
    spec: {selector: {app: a}, ports: [{port: 80}]}
    ---
    apiVersion: v1
    kind: Service
    metadata: {name: b}
    spec: {selector: {app: b, tier: web}, ports: [{port: 80}]}
    ---
    apiVersion: gateway.networking.k8s.io/v1
    kind: HTTPRoute
    metadata: {name: front}
    spec:
      parentRefs: [{name: edge}]
      hostnames: \(hostnames)
      rules:
    \(rules)
    \(more)
    """
  }

  static let toA = "backendRefs: [{name: a, port: 80}]"

  // MARK: Requests

  @Test("every match gets a request that only it takes, whatever it wants")
  func requests() throws {
    let yaml = Self.world(
      """
        - matches:
            - {path: {type: Exact, value: /}}
            - {path: {value: /v2}, method: PATCH}
            - {path: {type: RegularExpression, value: '/item/[0-9]+'}}
            - {headers: [{name: version, value: two}, {name: id, type: RegularExpression, value: 'x[a-c]{2}'}]}
            - {queryParams: [{name: animal, value: "big whale"}, {name: n, type: RegularExpression, value: '\\d+'}]}
          \(Self.toA)
        - {matches: [{path: {value: /}}], \(Self.toA)}
        - {matches: [{path: {value: /v2}}], \(Self.toA)}
      """)
    #expect(
      try Self.shapes(yaml)
        == [
          "edge GET /", "edge PATCH /v2", "edge GET /item/1", "edge GET / version=two id=xaa",
          "edge GET /?animal=big%20whale&n=1", "edge GET /example", "edge GET /v2",
        ].map {
          $0.replacing("edge GET / version", with: "edge GET /example version").replacing(
            "GET /?", with: "GET /example?")
        })
  }

  @Test("another method is asked for where a match of GET takes the request")
  func method() throws {
    let yaml = Self.world(
      "  - {matches: [{method: GET}], \(Self.toA)}\n  - {matches: [{path: {value: /}}], \(Self.toA)}")
    #expect(try Self.shapes(yaml) == ["edge GET /", "edge POST /"])
  }

  @Test("a wildcard gets a host of it that no other route has, and the comment says so")
  func hosts() throws {
    let other = """
      ---
      apiVersion: gateway.networking.k8s.io/v1
      kind: HTTPRoute
      metadata: {name: www}
      spec:
        parentRefs: [{name: edge}]
        hostnames: [www.shop.example]
        rules: [{\(Self.toA)}]
      """
    let yaml = Self.world("  - {\(Self.toA)}", hostnames: "['*.shop.example']", more: other)
    #expect(try Self.shapes(yaml) == ["edge GET example.shop.example/", "edge GET www.shop.example/"])
    #expect(
      try Self.made(yaml).text.contains(
        "# HTTPRoute default/front, rule 0: to default/a; assumed: a host of *.shop.example\n"))
  }

  @Test("calls of GRPCRoutes are POSTs to their service and method")
  func calls() throws {
    let route = """
      ---
      apiVersion: gateway.networking.k8s.io/v1
      kind: GRPCRoute
      metadata: {name: calls}
      spec:
        parentRefs: [{name: edge}]
        hostnames: [grpc.example]
        rules:
          - {matches: [{method: {service: shop.Cart, method: Add}}, {method: {method: Ping}}], \(Self.toA)}
          - {matches: [{method: {type: RegularExpression, service: 'shop\\.[A-Z]+'}}, {}], \(Self.toA)}
      """
    #expect(
      try Self.shapes(Self.world("  - {\(Self.toA)}", hostnames: "[www.example]", more: route)) == [
        "edge POST grpc.example/shop.Cart/Add content-type=application/grpc",
        "edge POST grpc.example/example.Service/Ping content-type=application/grpc",
        "edge POST grpc.example/shop.A/Call content-type=application/grpc",
        "edge POST grpc.example/example.Service/Call content-type=application/grpc",
        "edge GET www.example/",
      ])
  }

  @Test("what cannot be reached, or is answered with an error, is left out and said")
  func leftOut() throws {
    let made = try Self.made(
      Self.world(
        """
          - {matches: [{path: {value: /}}], \(Self.toA)}
          - {matches: [{path: {value: /}}, {path: {value: /b}}], \(Self.toA)}
          - {matches: [{path: {value: /none}}], backendRefs: [{name: gone, port: 80}]}
          - {matches: [{headers: [{name: x, type: RegularExpression, value: 'a$b'}]}], \(Self.toA)}
          - matches: [{path: {value: /moved}}]
            filters: [{type: RequestRedirect, requestRedirect: {scheme: https}}]
        """))
    #expect(
      made.leftOut == [
        "match 0 of rule 1 of HTTPRoute default/front: what was tried for it goes to rule 0 of HTTPRoute default/front",
        "rule 2 of HTTPRoute default/front: it has no backend that can be used, so it is answered 500",
        "rule 3 of HTTPRoute default/front: no text was found that its regular expressions take",
      ])
    for sentence in made.leftOut { #expect(made.text.contains("        # left out: \(sentence)\n")) }
    #expect(made.text.contains("answered 302 by the gateway\n        - {path: /moved}"))
    #expect(try Self.read(made).traffic.flatMap(\.shapes).map(\.path) == ["/", "/b", "/moved"])
  }

  @Test("each port with routes is a source, and gets requests in proportion to its matches")
  func sources() throws {
    let listeners =
      "[{name: one, port: 80, protocol: HTTP}, {name: two, port: 8080, protocol: HTTP, hostname: b.example}]"
    let other = """
      ---
      apiVersion: gateway.networking.k8s.io/v1
      kind: HTTPRoute
      metadata: {name: second}
      spec: {parentRefs: [{name: edge, port: 80}], rules: [{matches: [{path: {value: /second}}], \(Self.toA)}]}
      """
    let scenario = try Self.read(
      Self.made(Self.world("  - {\(Self.toA)}", listeners: listeners, more: other)))
    #expect(scenario.traffic.map(\.name) == ["edge:80", "edge:8080"])
    #expect(scenario.traffic.map(\.port) == [80, 8080])
    // Half of what one endpoint with 8 slots and 20 ms can do is 200 a second.
    #expect(scenario.traffic.map(Self.rate) == [130, 66])
  }

  private static func rate(_ source: TrafficSource) -> Double? {
    guard case .poisson(let rate) = source.arrivals else { return nil }
    return rate
  }

  // MARK: Services

  private static let deployments = """
    ---
    apiVersion: apps/v1
    kind: Deployment
    metadata: {name: one}
    spec: {replicas: 3, template: {metadata: {labels: {app: b, tier: web, x: y}}}}
    ---
    apiVersion: apps/v1
    kind: StatefulSet
    metadata: {name: two}
    spec: {template: {metadata: {labels: {app: b, tier: web}}}}
    ---
    apiVersion: apps/v1
    kind: Deployment
    metadata: {name: other}
    spec: {replicas: 50, template: {metadata: {labels: {app: b}}}}
    ---
    apiVersion: discovery.k8s.io/v1
    kind: EndpointSlice
    metadata: {name: a-1, labels: {kubernetes.io/service-name: a}}
    addressType: IPv4
    endpoints: [{addresses: [10.0.0.1]}, {addresses: [10.0.0.2]}]
    """

  @Test("endpoints are those of EndpointSlices, then the replicas of what the Service selects, else one")
  func endpoints() throws {
    let rules = "  - {backendRefs: [{name: a, port: 80, weight: 3}, {name: b, port: 80}]}"
    let made = try Self.made(Self.world(rules, more: Self.deployments))
    let services = try Self.read(made).services
    #expect(services.map(\.endpoints) == [2, 4])
    #expect(
      made.text.contains("# endpoints: 2, those that are ready in the EndpointSlices of the manifests\n"))
    #expect(made.text.contains("endpoints: 4  # replicas of Deployment one, StatefulSet two\n"))
    let plain = try Self.made(Self.world(rules))
    #expect(try Self.read(plain).services.map(\.endpoints) == [1, 1])
    #expect(plain.assumed.contains("1 endpoint of default/a, default/b"))
  }

  @Test("the rate makes the busiest service half busy, copies included")
  func rates() throws {
    let mirror =
      "filters: [{type: RequestMirror, requestMirror: {backendRef: {name: b, port: 80}, percent: 50}}]"
    let both = "backendRefs: [{name: a, port: 80, weight: 1}, {name: b, port: 80, weight: 3}]"
    // Of 100 requests 75 and 50 copies come to b, which can do 400 a second: 160 make 200.
    let scenario = try Self.read(Self.made(Self.world("  - {\(mirror), \(both)}")))
    #expect(scenario.traffic.map(Self.rate) == [160])
    let made = try Self.made(Self.world("  - {\(mirror), \(both)}"))
    #expect(made.text.contains("    - name: default/b  # 50 % busy\n"))
    #expect(made.text.contains("    - name: default/a  # 10 % busy\n"))
  }

  private static func deployment(replicas: Int) -> String {
    """
    ---
    apiVersion: apps/v1
    kind: Deployment
    metadata: {name: a}
    spec: {replicas: \(replicas), template: {metadata: {labels: {app: a}}}}
    """
  }

  @Test("the rate is never so high that a first run takes long")
  func highestRate() throws {
    let made = try Self.made(Self.world("  - {\(Self.toA)}", more: Self.deployment(replicas: 1000)))
    #expect(try Self.read(made).traffic.map(Self.rate) == [5000])
    #expect(made.text.contains("is 1.3 % busy, since more would take long to simulate.\n"))
  }

  @Test("without an endpoint nothing is said to hold, and nothing is broken on purpose")
  func noEndpoint() throws {
    let made = try Self.made(Self.world("  - {\(Self.toA)}", more: Self.deployment(replicas: 0)))
    let scenario = try Self.read(made)
    #expect(scenario.services.map(\.endpoints) == [0])
    #expect(scenario.checks.isEmpty && scenario.faults.isEmpty)
    #expect(made.assumed.first == "100 requests per second, Poisson, a round number")
  }

  @Test("service times fit the shortest timeout")
  func timeouts() throws {
    let rules = "  - {timeouts: {request: 1s, backendRequest: 50ms}, \(Self.toA)}"
    let made = try Self.made(Self.world(rules))
    #expect(
      made.text.contains("{mean: 5ms, cv: 1}}  # assumed, a tenth of the timeout of 50ms: measure it\n"))
    #expect(try Self.read(made).traffic.map(Self.rate) == [800])
  }

  // MARK: Faults and checks

  private static let budget = """
    ---
    apiVersion: gateway.networking.x-k8s.io/v1alpha1
    kind: XBackendTrafficPolicy
    metadata: {name: b}
    spec:
      targetRefs: [{group: "", kind: Service, name: b}]
      retryConstraint: {budget: {percent: 20, interval: 10s}, minRetryRate: {count: 1, interval: 1s}}
    """

  @Test("the service with a budget fails, then the one with retries, then the busiest")
  func fault() throws {
    func fault(_ rules: String, more: String = "") throws -> (NamespacedName, Fault.Effect)? {
      try Self.read(Self.made(Self.world(rules, more: more))).faults.first.map { fault in
        guard case .service(let name, _) = fault.target else {
          return (NamespacedName(name: ""), fault.effect)
        }
        return (name, fault.effect)
      }
    }
    let a = "  - {matches: [{path: {value: /a}}, {path: {value: /aa}}], RETRY\(Self.toA)}"
    let b =
      "\n  - {matches: [{path: {value: /b}}], retry: {attempts: 2, codes: [500]}, backendRefs: [{name: b, port: 80}]}"
    let plain = try #require(try fault(a.replacing("RETRY", with: "")))
    #expect(plain.0.name == "a" && "\(plain.1)".contains("503"))
    let retried = try #require(try fault(a.replacing("RETRY", with: "") + b))
    #expect(retried.0.name == "b" && "\(retried.1)".contains("500"))
    let budgeted = try #require(
      try fault(a.replacing("RETRY", with: "retry: {attempts: 5, codes: [503]}, ") + b, more: Self.budget))
    #expect(budgeted.0.name == "b")
  }

  @Test("the checks are about success, what the policy bounds, recovery, room, and mirrors")
  func checks() throws {
    let mirror =
      "filters: [{type: RequestMirror, requestMirror: {backendRef: {name: a, port: 80}, percent: 10}}]"
    let rules = "  - {retry: {attempts: 3, codes: [503]}, \(mirror), backendRefs: [{name: b, port: 80}]}"
    let made = try Self.made(Self.world(rules, more: Self.budget))
    // The fault lasts 20 of 60 s and makes half of it fail; a fifth of all, a quarter of the requests, may be retries: 1 + 0.25 / 3 + 0.02.
    #expect(
      try Self.read(made).checks.map(\.text) == [
        "success_ratio >= 81%", "amplification{service=default/b} <= 1.11",
        "retries_denied{service=default/b} > 0",
        "recovery_time{fault=\"b fails\"} < 10s", "utilization{service=default/b} < 75%",
        "mirror_ratio{mirror=default/a, route=default/front, rule=0} within 8.62%..11.38%",
      ])
  }

  // MARK: The file

  @Test("settings other than the defaults are written down")
  func settings() throws {
    let yaml = Self.world("  - {\(Self.toA)}")
    #expect(try !Self.made(yaml).text.contains("gatewayAPI:"))
    let made = try Self.made(
      yaml, settings: AdmissionSettings(release: .v14, channel: .standard, mergeGateways: true))
    #expect(made.text.contains("  gatewayAPI: {release: v1.4, channel: standard, mergeGateways: true}\n"))
    _ = try Self.read(made)
  }

  @Test("the same manifests give the same text")
  func stable() throws {
    let yaml = Self.world(
      "  - {backendRefs: [{name: a, port: 80}, {name: b, port: 80}]}", more: Self.deployments)
    #expect(try Self.made(yaml).text == Self.made(yaml).text)
  }

  @Test("comments stay comments, and texts stay texts, whatever the manifests hold")
  func hostile() throws {
    let made = try Self.made(
      Self.world(
        """
          - matches:
              - path: {type: Exact, value: "/a,b:'c',=*&!@"}
                headers: [{name: x, value: "a: {b}, 'c' #d \\"e\\" - ? [yes"}, {name: y, value: "true"}]
            \(Self.toA)
        """))
    let shape = try #require(try Self.read(made).traffic.flatMap(\.shapes).first)
    #expect(shape.path == "/a,b:'c',=*&!@")
    #expect(shape.headers.map(\.value) == ["a: {b}, 'c' #d \"e\" - ? [yes", "true"])
    #expect(YAMLText.comment("a\nb\u{2028}c\u{1B}d") == "# a?b?c?d")
  }

  @Test(
    "what is missing is said",
    arguments: [
      ("apiVersion: v1\nkind: Service\nmetadata: {name: a}\nspec: {ports: [{port: 80}]}", "hold no Gateway"),
      (
        world("  - {}").components(before: "---\napiVersion: gateway.networking.k8s.io/v1\nkind: HTTPRoute"),
        "hold no HTTPRoute"
      ),
      (
        world("  - {\(toA)}").replacing("[{name: edge}]", with: "[{name: edge, sectionName: x}]"),
        "no route is attached"
      ),
      (world("  - {backendRefs: [{name: gone, port: 80}]}"), "no request reaches a Service"),
    ])
  func missing(_ yaml: String, _ expected: String) throws {
    let problem = #expect(throws: InitialScenario.Problem.self) { try Self.made(yaml) }
    #expect(problem?.message.contains(expected) == true, "\(problem?.message ?? "")")
  }
}

extension String {
  fileprivate func components(before text: String) -> String {
    range(of: text).map { String(self[..<$0.lowerBound]) } ?? self
  }
}

@Suite("Paths from one file to another")
struct RelativePathTests {
  @Test(
    "lead from the folder to what is named",
    arguments: [
      ("/a/b", "k8s/", "k8s/"), ("/a/b", "/a/b/k8s/x.yaml", "k8s/x.yaml"), ("/a/b/c", "k8s", "../k8s"),
      ("/a/x/y", "../k", "../../k"), ("/a/b", ".", "."), ("/a/b", "./k8s/../m.yaml", "m.yaml"),
      ("/a/b", "k/*.yaml", "k/*.yaml"), ("/other", "/a/b/k", "/a/b/k"), ("/other", "k", "/a/b/k"),
      ("/", "k", "a/b/k"),
    ])
  func paths(_ folder: String, _ path: String, _ expected: String) {
    #expect(relativePath(from: folder, to: path, in: "/a/b") == expected)
  }
}
