import GatewayAPI
import Testing

@Suite("ListenerSets at their Gateways")
struct ListenerSetTests {
  private static let labelled = [
    namespace("infra"), namespace("shop", labels: "team: shop"), namespace("closed", labels: "team: none"),
  ]

  /// A Gateway in `infra` that allows sets by `allowed`, and a set in `namespace`.
  private func world(_ allowed: String, from namespace: String) -> World {
    World(
      texts: Self.labelled + [
        gateway(named: "infra/edge", extra: allowed, [http("own", "own.org")]),
        listenerSet(
          "\(namespace)/set", parent: "name: edge, namespace: infra",
          [http("more", "more.org", extra: "allowedRoutes: {namespaces: {from: All}}")]),
      ])
  }

  @Test(
    "a Gateway takes sets of the namespaces that it allows, and of none without a word",
    arguments: [
      ("", []), ("allowedListeners: {}", []), ("allowedListeners: {namespaces: {}}", []),
      ("allowedListeners: {namespaces: {from: None}}", []),
      ("allowedListeners: {namespaces: {from: Same}}", ["infra"]),
      ("allowedListeners: {namespaces: {from: All}}", ["infra", "shop", "closed", "stray"]),
      ("allowedListeners: {namespaces: {from: Selector}}", []),
      (
        "allowedListeners: {namespaces: {from: Selector, selector: {}}}",
        ["infra", "shop", "closed", "stray"]
      ),
      ("allowedListeners: {namespaces: {from: Selector, selector: {matchLabels: {team: shop}}}}", ["shop"]),
      (
        "allowedListeners: {namespaces: {from: Selector, selector: {matchExpressions: [{key: team, operator: Exists}, "
          + "{key: team, operator: NotIn, values: [none]}]}}}", ["shop"]
      ),
      (
        "allowedListeners: {namespaces: {from: Selector, selector: {matchLabels: {kubernetes.io/metadata.name: stray}}}}",
        ["stray"]
      ),
      // What selects is only read for Selector.
      ("allowedListeners: {namespaces: {from: Same, selector: {matchLabels: {team: shop}}}}", ["infra"]),
    ])
  func allowed(_ allowed: String, _ namespaces: [String]) {
    for namespace in ["infra", "shop", "closed", "stray"] {
      let world = world(allowed, from: namespace)
      #expect(world.errors.isEmpty)
      let isTaken = namespaces.contains(namespace)
      let set = "ListenerSet/\(namespace)/set"
      #expect(
        world.conditions(set)
          == (isTaken
            ? ["Accepted", "Programmed"] : ["not Accepted: NotAllowed", "not Programmed: NotAllowed"]))
      #expect(world.conditions(set, listener: "more") == (isTaken ? soundListener : []))
      #expect(world.status("Gateway/infra/edge")?.attachedListenerSets == (isTaken ? 1 : 0))
      #expect(world.conditions("Gateway/infra/edge") == ["Accepted", "Programmed"])
      #expect(world.status("Gateway/infra/edge")?.listeners?.map(\.name) == ["own"])
      #expect(world.configuration.gateways[0].listeners.count == (isTaken ? 2 : 1))
    }
  }

  @Test("a set of a refused namespace cannot cause conflicts")
  func refusedClaims() {
    let world = World(texts: [
      gateway(extra: "allowedListeners: {namespaces: {from: Same}}", [http("own", "own.org")]),
      listenerSet("a/first", parent: "name: edge, namespace: default", [http("x", "x.org")]),
      listenerSet("second", [http("x", "x.org")]),
    ])
    #expect(world.conditions("ListenerSet/default/second") == ["Accepted", "Programmed"])
  }

  @Test(
    "a parent that is missing, no Gateway or not accepted is the reason of the set's conditions",
    arguments: [
      ("name: edge", ["Accepted", "Programmed"]),
      ("name: nothing", ["not Accepted: ParentNotAccepted", "not Programmed: ParentNotProgrammed"]),
      (
        "name: edge, namespace: a",
        ["not Accepted: ParentNotAccepted", "not Programmed: ParentNotProgrammed"]
      ),
      ("name: edge, kind: Service, group: \"\"", ["not Accepted: Invalid", "not Programmed: Invalid"]),
      ("name: broken", ["not Accepted: ParentNotAccepted", "not Programmed: ParentNotProgrammed"]),
    ])
  func parents(_ parent: String, _ expected: [String]) {
    let all = "allowedListeners: {namespaces: {from: All}}"
    let world = World(texts: [
      gateway(extra: all, [http("own")]),
      gateway(named: "broken", extra: all, ["name: a, port: 80, protocol: MAGIC"]),
      listenerSet("set", parent: parent, [http("more", "more.org")]),
    ])
    #expect(world.errors.isEmpty)
    #expect(world.conditions("ListenerSet/default/set") == expected)
    #expect(world.status("Gateway/default/broken")?.attachedListenerSets == 0)
  }

  @Test("sets come behind the Gateway's own listeners by age, then by namespace and name as one text")
  func order() {
    let all = "allowedListeners: {namespaces: {from: All}}"
    let parent = "name: edge, namespace: default"
    let world = World(texts: [
      listenerSet("a/x", parent: parent, [http("f", "e.org")]),
      listenerSet("a-b/x", parent: parent, [http("e", "d.org"), http("d", "dd.org")]),
      listenerSet("z/old", parent: parent, created: "2024-01-01T00:00:00Z", [http("c", "b.org")]),
      listenerSet("a/new", parent: parent, created: "2025-01-01T00:00:00Z", [http("c", "c.org")]),
      gateway(created: "2026-01-01T00:00:00Z", extra: all, [http("z"), http("w", "a.org")]),
    ])
    #expect(world.errors.isEmpty)
    let listeners = world.configuration.gateways[0].listeners
    #expect(listeners.map(\.name) == ["z", "w", "c", "c", "e", "d", "f"])
    #expect(
      listeners.map { "\($0.owner)" } == [
        "Gateway/default/edge", "Gateway/default/edge", "ListenerSet/z/old", "ListenerSet/a/new",
        "ListenerSet/a-b/x", "ListenerSet/a-b/x", "ListenerSet/a/x",
      ])
    #expect(listeners.map(\.position) == [0, 1, 0, 0, 0, 1, 0])
  }

  @Test(
    "a set's Secret of another namespace needs a grant for sets; the Gateway's grant is not inherited",
    arguments: [
      ("ListenerSet", "sets", nil, true), ("Gateway", "default", "RefNotPermitted", false),
      ("Gateway", "sets", "RefNotPermitted", false), ("ListenerSet", "default", "RefNotPermitted", false),
      ("", "", "RefNotPermitted", false),
    ])
  func secrets(_ kind: String, _ from: String, _ reason: String?, _ isServing: Bool) {
    let certificate = "tls: {certificateRefs: [{name: cert, namespace: certs}]}"
    var texts = [
      gateway(extra: "allowedListeners: {namespaces: {from: All}}", [http("own")]),
      listenerSet(
        "sets/set", parent: "name: edge, namespace: default",
        ["name: s, port: 443, protocol: HTTPS, hostname: s.org, \(certificate)"]),
      """
      apiVersion: v1
      kind: Secret
      metadata: {name: cert, namespace: certs}
      stringData: {tls.crt: "-----BEGIN CERTIFICATE-----", tls.key: k}
      """,
    ]
    if !kind.isEmpty { texts.append(grant("certs/g", from: kind, of: from, to: "Secret")) }
    let world = World(texts: texts)
    #expect(world.errors.isEmpty)
    let set = "ListenerSet/sets/set"
    #expect(
      world.conditions(set, listener: "s").contains(
        reason.map { "not ResolvedRefs: \($0)" } ?? "ResolvedRefs"))
    #expect(
      world.conditions(set)
        == (isServing
          ? ["Accepted", "Programmed"]
          : ["not Accepted: ListenersNotValid", "not Programmed: ListenersNotValid"]))
    #expect(world.configuration.gateways[0].ports == (isServing ? [80, 443] : [80]))
    #expect(world.conditions("Gateway/default/edge") == ["Accepted", "Programmed"])
  }

  @Test("a set that is valid in part is accepted and says that not all of it is")
  func partlyValid() {
    let world = World(texts: [
      gateway(extra: "allowedListeners: {namespaces: {from: Same}}", [http("own")]),
      listenerSet(
        "set",
        [
          http("good", "a.org"), http("kinds", "b.org", extra: "allowedRoutes: {kinds: [{kind: Nothing}]}"),
          http("both", "c.org", extra: "allowedRoutes: {kinds: [{kind: Nothing}, {kind: GRPCRoute}]}"),
          "name: magic, port: 80, protocol: MAGIC",
        ]),
      listenerSet("none", [http("x", "d.org", extra: "allowedRoutes: {kinds: [{kind: Nothing}]}")]),
    ])
    let set = "ListenerSet/default/set"
    #expect(world.conditions(set) == ["Accepted: ListenersNotValid", "Programmed"])
    #expect(world.conditions(set, listener: "good") == soundListener)
    #expect(
      world.conditions(set, listener: "kinds").suffix(2) == [
        "not ResolvedRefs: InvalidRouteKinds", "not Programmed: Invalid",
      ])
    #expect(
      world.conditions(set, listener: "both").suffix(2) == [
        "not ResolvedRefs: InvalidRouteKinds", "Programmed",
      ])
    #expect(world.listener("both", of: set)?.supportedKinds == ["GRPCRoute"])
    #expect(world.conditions(set, listener: "magic").first == "not Accepted: UnsupportedProtocol")
    #expect(
      world.conditions("ListenerSet/default/none") == [
        "not Accepted: ListenersNotValid", "not Programmed: ListenersNotValid",
      ])
    #expect(world.status("Gateway/default/edge")?.attachedListenerSets == 1)
  }
}
