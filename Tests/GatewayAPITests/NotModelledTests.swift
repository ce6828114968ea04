import GatewayAPI
import Testing

@Suite("what is admitted and not simulated")
struct NotModelledTests {
  @Test("fields without a model are listed with their place and never stop a route")
  func fields() {
    let world = World(
      route(
        rules: """
            - filters:
              - {type: RequestHeaderModifier, requestHeaderModifier: {set: [{name: a, value: b}]}}
              - {type: ResponseHeaderModifier, responseHeaderModifier: {remove: [a]}}
              - {type: URLRewrite, urlRewrite: {hostname: b.com}}
              sessionPersistence: {sessionName: s}
              backendRefs:
              - name: v1
                port: 8080
                filters: [{type: RequestHeaderModifier, requestHeaderModifier: {add: [{name: a, value: b}]}}]
          """))
    #expect(world.errors.isEmpty)
    #expect(world.answer() == "v1")
    #expect(
      world.configuration.notModelled.map(\.path) == [
        "spec.rules[0].filters[0].requestHeaderModifier", "spec.rules[0].filters[1].responseHeaderModifier",
        "spec.rules[0].filters[2].urlRewrite", "spec.rules[0].sessionPersistence",
        "spec.rules[0].backendRefs[0].filters[0].requestHeaderModifier",
      ])
    #expect(world.configuration.notModelled.map(\.location.line) == [8, 9, 10, 11, 15])
    #expect(Set(world.configuration.notModelled.map(\.object)) == ["HTTPRoute/default/route"])
  }

  @Test("other kinds are listed as whole objects in input order, Weir's own are left out")
  func kinds() {
    func object(_ version: String, _ kind: String) -> String {
      "{apiVersion: \(version), kind: \(kind), metadata: {name: x}, spec: {}}"
    }
    let world = World(
      documents(
        object("gateway.networking.k8s.io/v1", "GRPCRoute"), object("apps/v1", "Deployment"),
        object("weir/v1", "Scenario"), object("gateway.networking.k8s.io/v1", "ListenerSet"),
        object("networking.istio.io/v1", "Gateway"), object("v1", "ConfigMap"),
        object("rbac.authorization.k8s.io/v1", "ClusterRole")))
    #expect(world.errors.isEmpty)
    #expect(
      world.configuration.notModelled.map(\.object) == [
        "GRPCRoute/default/x", "Deployment/default/x", "ListenerSet/default/x", "Gateway/default/x",
        "ConfigMap/default/x", "ClusterRole/x",
      ])
    #expect(Set(world.configuration.notModelled.map(\.path)) == [""])
    #expect(world.configuration.gateways.map(\.name.name) == ["edge"])
  }

  @Test("kinds that are not read may have no name or an odd one, and share names across groups")
  func oddNames() {
    let world = World(
      """
      {apiVersion: batch/v1, kind: Job, metadata: {generateName: x-}}
      ---
      {apiVersion: batch/v1, kind: Job, metadata: {generateName: y-}}
      ---
      {apiVersion: rbac.authorization.k8s.io/v1, kind: ClusterRole, metadata: {name: "system:x"}}
      ---
      {apiVersion: networking.istio.io/v1, kind: Gateway, metadata: {name: edge}}
      ---
      {apiVersion: kustomize.config.k8s.io/v1beta1, kind: Kustomization, resources: []}
      """)
    #expect(world.errors.isEmpty)
    #expect(world.configuration.notModelled.count == 5)
  }

  @Test("a Service's session affinity is listed unless it is the default")
  func affinity() {
    func service(_ affinity: String) -> World {
      World(
        "{apiVersion: v1, kind: Service, metadata: {name: x}, spec: {sessionAffinity: \(affinity), ports: [{port: 1}]}}"
      )
    }
    #expect(service("ClientIP").configuration.notModelled.map(\.path) == ["spec.sessionAffinity"])
    #expect(service("None").configuration.notModelled.isEmpty)
  }

  @Test("nothing at all is a configuration that refuses everything")
  func nothing() {
    let world = World("", bare: true)
    #expect(world.configuration.gateways.isEmpty)
    #expect(world.answer() == "refused")
  }

  @Test("merging of Gateways was asked for and is not simulated, which is said")
  func merging() {
    let other = """
      apiVersion: gateway.networking.k8s.io/v1
      kind: Gateway
      metadata: {name: other}
      spec: {gatewayClassName: example, listeners: [{name: a, port: 80, protocol: HTTP}]}
      """
    #expect(
      World(other, settings: AdmissionSettings(mergeGateways: true)).messages(.mergingNotModelled).count == 1)
    #expect(World(other).messages(.mergingNotModelled).isEmpty)
  }

  @Test("a redirect of one backend is listed and without effect")
  func backendRedirect() {
    let world = World(
      route(
        rules: """
            - backendRefs:
              - name: v1
                port: 8080
                filters: [{type: RequestRedirect, requestRedirect: {}}]
          """))
    #expect(world.answer() == "v1")
    #expect(world.configuration.notModelled.map(\.path) == ["spec.rules[0].backendRefs[0].filters[0]"])
  }
}
