import GatewayAPI
import Testing

@Suite("what messages name")
struct MessageTests {
  private static let all = "allowedListeners: {namespaces: {from: All}}"

  @Test("where a listener lost, only the winner is named")
  func winner() {
    let world = World(texts: [
      gateway(extra: Self.all, [http("own", "a.org")]), listenerSet("a", [http("x", "a.org")]),
      listenerSet("b", [http("x", "a.org")]),
    ])
    #expect(
      world.messages(.listenerConflict).map(\.message)
        == Array(
          repeating:
            "HostnameConflict: listener x cannot be told apart from own of Gateway/default/edge on port 80, "
            + "so it does not serve", count: 2))
  }

  @Test("where none of an object won, a later winner is not named")
  func nobody() {
    let world = World(texts: [
      gateway(
        extra: Self.all, [http("x", "a.org"), "name: w, port: 80, protocol: TCP", http("own", port: 1)]),
      listenerSet("a", [http("later", "a.org")]),
    ])
    #expect(
      world.messages(.listenerConflict).map(\.message)
        == [("x", "w"), ("w", "x")].map {
          "ProtocolConflict: listener \($0) cannot be told apart from \($1) on port 80, so none of them serves"
        })
  }

  @Test("listeners of TLS and HTTPS that clash are not said to have one protocol")
  func protocols() {
    let world = World(texts: [
      gateway([
        https("x", "a.org"), "name: w, port: 443, protocol: TLS, hostname: a.org, tls: {mode: Passthrough}",
      ])
    ])
    let conditions = world.listener("w", of: "Gateway/default/edge")?.conditions ?? []
    #expect(conditions.first?.message == "another listener has the same port and hostname")
  }

  @Test(
    "what is assumed of a minimum rate is said exactly",
    arguments: [
      ("interval: 2s", "minRetryRate has no count, which has no default: 10 retries are assumed"),
      ("count: 5", "minRetryRate has no interval, which has no default: 1 s is assumed"),
      (
        "", "minRetryRate has no count and no interval, which have no default: 10 retries in 1 s are assumed"
      ),
    ])
  func minimumRate(_ fields: String, _ message: String) {
    let world = World(trafficPolicy("retryConstraint: {minRetryRate: {\(fields)}}"))
    #expect(world.messages(.policyIncomplete).map(\.message) == [message])
  }

  @Test(
    "a parent of the right kind and the wrong group",
    arguments: [
      (
        "kind: Gateway, group: \"\"",
        "there is no kind Gateway in group \"\": it brings the route no requests"
      ),
      ("group: networking.k8s.io", "there is no kind Gateway in group networking.k8s.io: "),
      ("kind: ListenerSet, group: \"\"", "there is no kind ListenerSet in group \"\": "),
      ("group: networking.istio.io", "the parent Gateway default/edge is not simulated: "),
    ])
  func groups(_ fields: String, _ message: String) throws {
    let text = route("r", to: "v1", matches: "{}").replacing("name: edge", with: "name: edge, \(fields)")
    let found = try #require(World(text).messages(.parentMissing).first)
    #expect(found.message.hasPrefix(message))
    #expect(
      found.suggestion
        == (message.hasPrefix("there")
          ? "leave `group` out: without it gateway.networking.k8s.io is meant" : nil))
  }

  @Test("a Service that is only a name is said to be one")
  func externalName() throws {
    let alias = """
      apiVersion: v1
      kind: Service
      metadata: {name: alias}
      spec: {type: ExternalName, externalName: example.com, ports: [{port: 80}]}
      """
    let world = World(documents(route("r", rules: "  - backendRefs: [{name: alias, port: 80}]"), alias))
    let found = try #require(world.messages(.backendUnusable).first)
    #expect(found.message.hasPrefix("Service default/alias is of type ExternalName, which is no backend"))
    #expect(found.suggestion?.hasPrefix("name a Service of type ClusterIP") == true)
  }
}
