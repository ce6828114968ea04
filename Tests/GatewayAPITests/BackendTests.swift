import GatewayAPI
import Testing

@Suite("what a rule does with a request")
struct BackendTests {
  private static let other = """
    {apiVersion: v1, kind: Service, metadata: {name: far, namespace: other}, spec: {ports: [{port: 80}]}}
    """

  private func grant(from namespace: String = "default", kind: String = "HTTPRoute", to target: String = "")
    -> String
  {
    """
    apiVersion: gateway.networking.k8s.io/v1beta1
    kind: ReferenceGrant
    metadata: {name: grant, namespace: other}
    spec:
      from: [{group: gateway.networking.k8s.io, kind: \(kind), namespace: \(namespace)}]
      to: [{group: "", kind: Service\(target)}]
    """
  }

  private static let farRoute = route(
    rules: "  - {backendRefs: [{name: far, namespace: other, port: 80}]}")

  @Test("another namespace's Service needs a grant of that namespace for this kind, namespace and name")
  func referenceGrants() {
    #expect(World(documents(Self.farRoute, Self.other, grant())).answer() == "far")
    #expect(World(documents(Self.farRoute, Self.other, grant(to: ", name: far"))).answer() == "far")
    for refused in [grant(from: "x"), grant(kind: "Gateway"), grant(to: ", name: near"), ""] {
      let texts = [Self.farRoute, Self.other, refused].filter { !$0.isEmpty }
      let world = World(texts.joined(separator: "\n---\n"))
      #expect(world.plan()?.backends.map(\.problem) == [.refNotPermitted])
      #expect(world.messages(.backendUnusable).map(\.path) == ["spec.rules[0].backendRefs[0]"])
    }
  }

  @Test("grants are not put together: one must allow both sides")
  func splitGrants() {
    let one = grant(from: "x")
    let two = grant(to: ", name: near").replacing("name: grant", with: "name: grant2")
    #expect(
      World(documents(Self.farRoute, Self.other, one, two)).plan()?.backends.first?.problem
        == .refNotPermitted)
  }

  @Test("permission is judged before existence is revealed")
  func permissionFirst() {
    #expect(World(Self.farRoute).plan()?.backends.first?.problem == .refNotPermitted)
    #expect(World(documents(Self.farRoute, grant())).plan()?.backends.first?.problem == .backendNotFound)
  }

  @Test(
    "a backend that cannot be used keeps its share, which is answered 500",
    arguments: [
      (
        "{name: gone, port: 80}", RulePlan.BackendProblem.backendNotFound,
        "Service default/gone is not among the manifests"
      ),
      ("{name: v1, port: 81}", .backendNotFound, "Service default/v1 has no port 81, only 8080"),
      ("{name: v1, kind: Pod, group: \"\", port: 8080}", .invalidKind, "Pod default/v1 is no backend"),
      ("{name: v1, group: example.com, port: 8080}", .invalidKind, "Service default/v1 is no backend"),
      (
        "{name: alias, port: 80}", .invalidKind,
        "Service default/alias is of type ExternalName, which is no backend"
      ),
      ("{name: datagrams, port: 53}", .unsupportedProtocol, "does not speak TCP"),
    ])
  func problems(_ backend: String, _ problem: RulePlan.BackendProblem, _ text: String) throws {
    let services = """
      apiVersion: v1
      kind: Service
      metadata: {name: alias}
      spec: {type: ExternalName, externalName: example.com, ports: [{port: 80}]}
      ---
      apiVersion: v1
      kind: Service
      metadata: {name: datagrams}
      spec: {ports: [{port: 53, protocol: UDP}]}
      """
    let world = World(
      documents(
        route(
          rules: """
              - backendRefs:
                - {name: v2, port: 8080, weight: 3}
                - \(backend)
            """), services))
    #expect(world.errors.isEmpty)
    let plan = try #require(world.plan())
    #expect(plan.backends.map(\.weight) == [3, 1])
    #expect(plan.backends.map(\.problem) == [nil, problem])
    let message = try #require(world.messages(.backendUnusable).first)
    #expect(message.message.contains(text))
    #expect(message.location?.line == 9)
    #expect(world.configuration.referencedServices.map(\.service.name) == ["v2"])
  }

  @Test("weights are 1 unless written, zero stays, and a rule of zeros answers 500")
  func weights() {
    let world = World(
      route(
        rules: """
            - matches: [{path: {value: /a}}]
              backendRefs: [{name: v1, port: 8080}, {name: v2, port: 8080, weight: 0}, {name: v3, port: 8080, weight: 1000000}]
            - matches: [{path: {value: /b}}]
              backendRefs: [{name: v1, port: 8080, weight: 0}]
          """))
    #expect(world.plan("/a")?.backends.map(\.weight) == [1, 0, 1_000_000])
    #expect(world.answer("/b") == "500")
    #expect(world.messages(.weightsZero).map(\.path) == ["spec.rules[1].backendRefs"])
  }

  @Test("a rule without backends answers 500 with a warning", arguments: ["{}", "{backendRefs: []}"])
  func noBackends(_ rule: String) {
    let world = World(route(rules: "  - \(rule)"))
    #expect(world.answer() == "500")
    #expect(world.messages(.noBackend).map(\.location?.line) == [7])
  }

  @Test("a route without rules takes everything and answers 500")
  func noRules() {
    let world = World(
      """
      apiVersion: gateway.networking.k8s.io/v1
      kind: HTTPRoute
      metadata: {name: r}
      spec: {parentRefs: [{name: edge}]}
      """)
    #expect(world.answer("/x") == "500")
    #expect(world.messages(.noBackend).count == 1)
  }

  @Test("a redirect answers with its status and needs no backend")
  func redirect() {
    let world = World(
      route(
        rules: """
            - filters:
              - {type: RequestMirror, requestMirror: {backendRef: {name: v2, port: 8080}}}
              - {type: RequestRedirect, requestRedirect: {scheme: https, statusCode: 301}}
              - {type: RequestMirror, requestMirror: {backendRef: {name: v3, port: 8080}}}
            - matches: [{path: {value: /b}}]
              filters: [{type: RequestRedirect, requestRedirect: {}}]
          """))
    #expect(world.answer() == "301")
    #expect(world.plan()?.mirrors.map(\.service.name) == ["v2"])
    #expect(world.answer("/b") == "302")
    #expect(world.messages(.noBackend).isEmpty)
  }

  @Test("an ExtensionRef makes a rule answer 500, and a backend's its share")
  func extensionReferences() {
    let world = World(
      route(
        rules: """
            - filters:
              - {type: RequestMirror, requestMirror: {backendRef: {name: v2, port: 8080}}}
              - {type: ExtensionRef, extensionRef: {group: x.io, kind: Z, name: z}}
              backendRefs: [{name: v1, port: 8080}]
            - matches: [{path: {value: /b}}]
              backendRefs:
              - name: v1
                port: 8080
                filters: [{type: ExtensionRef, extensionRef: {group: x.io, kind: Z, name: z}}]
          """))
    #expect(world.answer() == "500")
    #expect(world.plan()?.gatewayStatus == 500)
    #expect(world.plan()?.mirrors.isEmpty == true)
    #expect(world.plan("/b")?.backends.map(\.problem) == [.invalidKind])
    #expect(world.configuration.notModelled.isEmpty)
  }

  @Test("a timeout of zero and an absent one are unbounded")
  func timeouts() {
    let world = World(
      route(
        rules: """
            - {matches: [{path: {value: /a}}], timeouts: {request: 1s500ms, backendRequest: 250ms}}
            - {matches: [{path: {value: /b}}], timeouts: {request: 0s, backendRequest: 2s}}
            - {matches: [{path: {value: /c}}], timeouts: {request: 5s, backendRequest: 0h}}
            - {matches: [{path: {value: /d}}]}
            - {matches: [{path: {value: /e}}], timeouts: {request: 1s, backendRequest: 1000ms}}
          """))
    #expect(world.errors.isEmpty)
    func timeouts(_ path: String) -> [Int64?] {
      [world.plan(path)?.requestTimeout, world.plan(path)?.backendRequestTimeout]
    }
    #expect(timeouts("/a") == [1_500_000_000, 250_000_000])
    #expect(timeouts("/b") == [nil, 2_000_000_000])
    #expect(timeouts("/c") == [5_000_000_000, nil])
    #expect(timeouts("/d") == [nil, nil])
    #expect(timeouts("/e") == [1_000_000_000, 1_000_000_000])
  }

  @Test("a retry stanza keeps what it leaves open")
  func retries() {
    let world = World(
      route(
        rules: """
            - {matches: [{path: {value: /a}}], retry: {codes: [503, 500], attempts: 2, backoff: 25ms}}
            - {matches: [{path: {value: /b}}], retry: {}}
            - {matches: [{path: {value: /c}}]}
          """))
    #expect(world.plan("/a")?.retry == RulePlan.Retry(attempts: 2, codes: [500, 503], backoff: 25_000_000))
    #expect(world.plan("/b")?.retry == RulePlan.Retry(attempts: nil, codes: [], backoff: nil))
    #expect(world.plan("/c")?.retry == nil)
  }

  @Test("before v1.6 attempts of zero and below pass and mean no retries", arguments: [0, -1])
  func noAttempts(_ attempts: Int) {
    let yaml = route(rules: "  - {retry: {attempts: \(attempts), codes: [500, 500]}}")
    let world = World(yaml, settings: AdmissionSettings(release: .v15))
    #expect(world.errors.isEmpty)
    #expect(world.plan()?.retry == RulePlan.Retry(attempts: 0, codes: [500], backoff: nil))
    #expect(World(yaml).errors.map(\.code) == ["GW107", "GW105"] || World(yaml).errors.count == 2)
  }

  @Test("ready endpoints are counted over slices, once for each address family")
  func endpoints() {
    func slice(_ name: String, _ type: String, _ ready: [String]) -> String {
      """
      apiVersion: discovery.k8s.io/v1
      kind: EndpointSlice
      metadata: {name: \(name), labels: {kubernetes.io/service-name: v1}}
      addressType: \(type)
      endpoints: [\(ready.map { "{addresses: [a], conditions: {\($0)}}" }.joined(separator: ", "))]
      """
    }
    let world = World(
      documents(
        slice("a", "IPv4", ["ready: true", "ready: false"]), slice("b", "IPv4", ["", "ready: true"]),
        slice("c", "IPv6", ["ready: true"])))
    #expect(world.configuration.services.map(\.readyEndpoints) == [3, nil, nil])
    #expect(world.configuration.services.map(\.name.name) == ["v1", "v2", "v3"])
  }
}
