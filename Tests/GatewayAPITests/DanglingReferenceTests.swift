import Documents
import GatewayAPI
import Testing

/// The references of the announcement of v1.3, which lead nowhere once its syntax is corrected.
@Suite("references that lead nowhere")
struct DanglingReferenceTests {
  private static let text = """
    apiVersion: gateway.networking.k8s.io/v1
    kind: Gateway
    metadata: {name: outside, namespace: infra}
    spec:
      gatewayClassName: example
      allowedListeners: {namespaces: {from: All}}
      listeners: [{name: foo, hostname: foo.example, protocol: HTTP, port: 80}]
    ---
    apiVersion: gateway.networking.x-k8s.io/v1alpha1
    kind: XListenerSet
    metadata: {name: app, namespace: app}
    spec:
      parentRef: {name: outside}
      listeners: [{name: second, hostname: second.example, protocol: HTTP, port: 80}]
    ---
    apiVersion: gateway.networking.k8s.io/v1
    kind: HTTPRoute
    metadata: {name: example}
    spec:
      parentRefs:
      - {name: app, kind: XListenerSet, sectionName: second}
      - {name: inside, kind: Gateway, sectionName: foo}
    """
  private let world = World(Self.text, bare: true, settings: AdmissionSettings(release: .v13))

  @Test(
    "each is reported at its line with what to write instead",
    arguments: [
      (GatewayCode.listenerSetParentMissing, 13, "there is infra/outside: add `namespace: infra`"),
      (
        .parentMissing, 21,
        "write `{group: gateway.networking.x-k8s.io, kind: XListenerSet, name: app, namespace: app}`"
      ),
      (.parentMissing, 22, "the only Gateway of the manifests is infra/outside"),
      (.noBackend, 20, "add `rules: [{backendRefs: [{name: SERVICE, port: PORT}]}]`"),
      (.routeNowhere, 16, "see what is said about its parentRefs"),
    ])
  func references(_ code: GatewayCode, _ line: Int, _ suggestion: String) {
    let found = world.messages(code).filter { $0.location?.line == line }
    #expect(found.map(\.suggestion) == [suggestion], "\(world.diagnostics)")
  }

  @Test(
    "what is wrong with a kind's group is said, and a route without rules is told apart from a rule without backends"
  )
  func words() {
    #expect(
      world.messages(.parentMissing).contains {
        $0.message.hasPrefix("there is no kind XListenerSet in group gateway.networking.k8s.io")
      })
    #expect(world.messages(.noBackend).map(\.path) == ["spec"])
    let rule = World(route(rules: "  - {name: a}"))
    #expect(rule.messages(.noBackend).map(\.path) == ["spec.rules[0]"])
  }
}
