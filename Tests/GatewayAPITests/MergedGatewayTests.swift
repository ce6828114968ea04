import GatewayAPI
import Testing

@Suite("merged Gateways")
struct MergedGatewayTests {
  private func world(isMerging: Bool = true, _ texts: String...) -> World {
    World(
      texts: texts + ["v1", "v2", "v3"].map { service($0) },
      settings: AdmissionSettings(mergeGateways: isMerging))
  }

  private func to(_ service: String, _ gateway: String) -> String {
    attached(service, parents: "{name: \(gateway)}", rules: "{backendRefs: [{name: \(service), port: 8080}]}")
  }

  private func pair(isMerging: Bool) -> World {
    world(
      isMerging: isMerging, gateway(named: "a", [http("x", "a.org")]),
      gateway(named: "b", [http("x", "b.org"), http("w", port: 81)]), to("v1", "a"), to("v2", "b"))
  }

  @Test("compatible Gateways of a class answer for each other, and only where that is asked for")
  func compatible() {
    for name in ["a", "b"] {
      #expect(pair(isMerging: true).answer(host: "a.org", gateway: name) == "v1")
      #expect(pair(isMerging: true).answer(host: "b.org", gateway: name) == "v2")
      #expect(pair(isMerging: true).answer(port: 81, gateway: name) == "v2")
    }
    #expect(pair(isMerging: false).answer(host: "b.org", gateway: "a") == "404")
    #expect(pair(isMerging: false).answer(port: 81, gateway: "a") == "refused")
    #expect(pair(isMerging: true).messages(.gatewaysIncompatible).isEmpty)
  }

  @Test("the listener is named with its owner, and routes stay with the Gateway that they name")
  func owners() {
    let explanation = pair(isMerging: true).explain(host: "b.org", gateway: NamespacedName(name: "a"))
    #expect(explanation.listener?.owner.description == "Gateway/default/b")
    #expect(explanation.gateway == NamespacedName(name: "a"))
    #expect(explanation.route == "HTTPRoute/default/v2")
    let world = pair(isMerging: true)
    #expect(world.status("HTTPRoute/default/v1")?.parents?.map(\.parent) == ["Gateway/default/a"])
    #expect(world.status("Gateway/default/a")?.listeners?.map(\.name) == ["x"])
  }

  @Test("isolation holds across them: the most specific hostname of all takes a request")
  func isolation() {
    let world = world(
      gateway(named: "a", [http("x", "*.org")]), gateway(named: "b", [http("x", "a.org")]),
      attached("r", parents: "{name: a}", rules: "{backendRefs: [{name: v1, port: 8080}]}"))
    #expect(world.answer(host: "b.org", gateway: "b") == "v1")
    #expect(world.answer(host: "a.org", gateway: "a") == "404")
  }

  @Test(
    "one that conflicts with an older one keeps an address of its own, and which conflict is said",
    arguments: [
      (http("x", "a.org"), "HostnameConflict"), ("name: x, port: 80, protocol: TCP", "ProtocolConflict"),
      (https("x", "z.org", port: 80), "ProtocolConflict"),
    ])
  func incompatible(_ listener: String, _ conflict: String) throws {
    let world = world(
      gateway(named: "z", created: "2024-01-01T00:00:00Z", [http("x", "a.org"), http("w", port: 90)]),
      gateway(named: "b", [listener, http("z", "b.org", port: 81)]),
      gateway(named: "c", [http("x", "c.org")]),
      to("v1", "z"), to("v2", "b"), to("v3", "c"))
    #expect(world.errors.isEmpty)
    let message = try #require(world.messages(.gatewaysIncompatible).first)
    #expect(world.messages(.gatewaysIncompatible).count == 1)
    #expect(message.object == "Gateway/default/b")
    #expect(message.path == "spec.listeners[0]")
    #expect(message.message.hasPrefix("\(conflict): listener x of Gateway/default/b"))
    #expect(message.message.contains("Gateway/default/z is merged with, on port 80"))
    #expect(message.severity == .warning)
    #expect(world.answer(host: "b.org", port: 81, gateway: "b") == "v2")
    #expect(world.answer(host: "b.org", port: 81, gateway: "z") == "refused")
    #expect(world.answer(host: "c.org", gateway: "z") == "v3")
    #expect(world.answer(host: "a.org", gateway: "c") == "v1")
    #expect(world.conditions("Gateway/default/b").contains("Programmed"))
  }

  @Test("listeners of ListenerSets are compared and merged like the Gateways' own")
  func listenerSets() {
    let allowed = "allowedListeners: {namespaces: {from: Same}}"
    func merged(_ hostname: String) -> World {
      world(
        gateway(named: "a", [http("x", "a.org")]), gateway(named: "b", extra: allowed, [http("x", "b.org")]),
        listenerSet("set", parent: "name: b", [http("x", hostname)]),
        attached(
          "r", parents: "{name: set, kind: ListenerSet}", rules: "{backendRefs: [{name: v3, port: 8080}]}"))
    }
    #expect(merged("c.org").answer(host: "c.org", gateway: "a") == "v3")
    #expect(merged("a.org").answer(host: "a.org", gateway: "a") == "404")
    #expect(merged("a.org").messages(.gatewaysIncompatible).map(\.object) == ["ListenerSet/default/set"])
    #expect(merged("a.org").answer(host: "a.org", gateway: "b") == "v3")
  }

  @Test("Gateways of another class and listeners that lost inside their own Gateway stay apart")
  func others() {
    let world = world(
      gateway(named: "a", [http("x", "a.org")]),
      gateway(named: "b", className: "other", [http("x", "b.org")]),
      gateway(
        named: "c", [http("x", "a.org", port: 82), "name: w, port: 82, protocol: TCP", http("z", "c.org")]),
      to("v1", "a"), to("v2", "b"), to("v3", "c"))
    #expect(world.answer(host: "b.org", gateway: "a") == "404")
    #expect(world.answer(host: "a.org", gateway: "b") == "404")
    #expect(world.answer(host: "b.org", gateway: "b") == "v2")
    #expect(world.answer(host: "c.org", gateway: "a") == "v3")
    #expect(world.answer(host: "a.org", port: 82, gateway: "a") == "refused")
  }
}
