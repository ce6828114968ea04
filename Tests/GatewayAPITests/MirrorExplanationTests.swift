import GatewayAPI
import Testing

@Suite("mirrors, explained")
struct MirrorExplanationTests {
  private func mirror(_ backend: String, _ share: String = "") -> String {
    "{type: RequestMirror, requestMirror: {backendRef: {\(backend)}\(share.isEmpty ? "" : ", \(share)")}}"
  }

  private func world(_ filters: [String], backend: String = "", _ more: String...) -> World {
    World(
      texts: [
        gateway([http("any")]), service("v1"), service("v2"), service("far/v3"),
        service("datagrams", ports: "{port: 53, protocol: UDP}"),
        attached(
          "r",
          rules: """
            {filters: [\(filters.joined(separator: ", "))], backendRefs: [
            {name: v1, port: 8080, weight: 90}, {name: v2, port: 8080, weight: 10, filters: [\(backend)]}]}
            """),
      ] + more)
  }

  private func shown(_ mirrors: [RulePlan.Mirror]) -> [String] {
    mirrors.map { "\($0.service) \($0.numerator)/\($0.denominator)" }
  }

  @Test("every mirror of a rule copies by its own share, also two to one Service")
  func several() {
    let world = world([
      mirror("name: v2, port: 8080"), mirror("name: v2, port: 8080", "percent: 20"),
      mirror("name: v1, port: 8080", "fraction: {numerator: 5, denominator: 1000}"),
      mirror("name: v2, port: 8080", "percent: 0"),
    ])
    #expect(
      shown(world.explain().mirrors) == [
        "default/v2 1/1", "default/v2 20/100", "default/v1 5/1000", "default/v2 0/100",
      ])
    #expect(world.explain().answeredBy == .backend)
    #expect(world.parents("HTTPRoute/default/r") == [["Accepted", "ResolvedRefs"]])
  }

  @Test(
    "a mirror that cannot be used is dropped, the status says why, and the client notices nothing",
    arguments: [
      ("name: gone, port: 80", "BackendNotFound"), ("name: v2, port: 81", "BackendNotFound"),
      ("name: v2, kind: Pod, port: 80", "InvalidKind"),
      ("name: v2, kind: Service, group: example.com, port: 80", "InvalidKind"),
      ("name: v3, namespace: far, port: 8080", "RefNotPermitted"),
      ("name: gone, namespace: far, port: 8080", "RefNotPermitted"),
      ("name: datagrams, port: 53", "UnsupportedProtocol"),
    ])
  func unusable(_ backend: String, _ reason: String) {
    for world in [
      world([mirror(backend), mirror("name: v2, port: 8080")]), world([], backend: mirror(backend)),
    ] {
      let explanation = world.explain()
      #expect(explanation.status == 200)
      #expect(explanation.mirrors.count == (explanation.because.contains { $0.decision == "filter" } ? 1 : 0))
      #expect(explanation.backends.allSatisfy { $0.mirrors.isEmpty && $0.status == 200 })
      #expect(world.parents("HTTPRoute/default/r") == [["Accepted", "not ResolvedRefs: \(reason)"]])
    }
  }

  @Test("another namespace's Service is mirrored to where a grant for HTTPRoutes permits it")
  func grants() {
    let far = [mirror("name: v3, namespace: far, port: 8080")]
    let permitted = world(far, grant("far/g", from: "HTTPRoute", of: "default", to: "Service"))
    #expect(shown(permitted.explain().mirrors) == ["far/v3 1/1"])
    #expect(permitted.parents("HTTPRoute/default/r") == [["Accepted", "ResolvedRefs"]])
    for refused in [
      grant("far/g", from: "GRPCRoute", of: "default", to: "Service"),
      grant("far/g", from: "HTTPRoute", of: "far", to: "Service"),
      grant("default/g", from: "HTTPRoute", of: "default", to: "Service"),
      grant("far/g", from: "HTTPRoute", of: "default", to: "Service, name: v4"),
      grant("far/g", from: "HTTPRoute", of: "default", to: "Secret"),
    ] {
      #expect(world(far, refused).explain().mirrors.isEmpty)
    }
  }

  @Test("a backend's own mirror belongs to its share")
  func backendMirror() {
    let explanation = world([], backend: mirror("name: v1, port: 8080", "percent: 50")).explain()
    #expect(explanation.mirrors.isEmpty)
    #expect(explanation.backends.map { shown($0.mirrors) } == [[], ["default/v1 50/100"]])
  }

  @Test(
    "a rule without a backend copies all the same, and a mirror that no request reaches is resolved nevertheless"
  )
  func withoutBackend() {
    let rules = "{filters: [\(mirror("name: v2, port: 8080"))]}"
    let lonely = World(texts: [gateway([http("any")]), service("v2"), attached("r", rules: rules)])
    #expect(lonely.explain().status == 500)
    #expect(shown(lonely.explain().mirrors) == ["default/v2 1/1"])
    let behind =
      "{filters: [{type: RequestRedirect, requestRedirect: {port: 1}}, \(mirror("name: gone, port: 1"))]}"
    let redirected = World(texts: [gateway([http("any")]), attached("r", rules: behind)])
    #expect(redirected.explain().mirrors.isEmpty)
    #expect(redirected.parents("HTTPRoute/default/r") == [["Accepted", "not ResolvedRefs: BackendNotFound"]])
  }
}
