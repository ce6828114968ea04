import GatewayAPI
import Testing

@Suite("routes at ListenerSets")
struct ListenerSetRouteTests {
  private static let all = "allowedListeners: {namespaces: {from: All}}"
  private static let open = "allowedRoutes: {namespaces: {from: All}}"

  private static let hosts = ["g1.org", "g2.org", "a1.org", "a2.org", "b1.org", "b2.org"]

  @Test(
    "a parentRef reaches the listeners of the object that it names, and no others",
    arguments: [
      ("{name: edge}, {name: a, kind: ListenerSet}, {name: b, kind: ListenerSet}", hosts),
      ("{name: edge}", ["g1.org", "g2.org"]), ("{name: edge, sectionName: l2}", ["g2.org"]),
      ("{name: a, kind: ListenerSet}", ["a1.org", "a2.org"]),
      ("{name: a, kind: ListenerSet, sectionName: l1}", ["a1.org"]),
      ("{name: b, kind: ListenerSet, port: 81}", ["b2.org"]),
      ("{name: b, kind: ListenerSet, sectionName: l1, port: 81}", []),
      ("{name: edge, sectionName: only}", []), ("{name: a, kind: ListenerSet, sectionName: only}", []),
      ("{name: edge, sectionName: l1}, {name: b, kind: ListenerSet, sectionName: l2}", ["g1.org", "b2.org"]),
      ("{name: a, kind: XListenerSet}", []),
      ("{name: a, kind: ListenerSet, group: gateway.networking.x-k8s.io}", []),
      ("{name: a}", []),
    ])
  func parents(_ parents: String, _ expected: [String]) {
    func pair(_ prefix: String, _ second: Int = 80) -> [String] {
      [http("l1", "\(prefix)1.org"), http("l2", "\(prefix)2.org", port: second)]
    }
    let world = World(texts: [
      gateway(extra: Self.all, pair("g")), listenerSet("a", pair("a")), listenerSet("b", pair("b", 81)),
      listenerSet("c", [http("only", "c.org")]), attached("r", parents: parents), service("v1"),
    ])
    #expect(world.errors.isEmpty)
    let served = Self.hosts.filter { world.answer(host: $0, port: $0 == "b2.org" ? 81 : 80) == "v1" }
    #expect(served == expected)
  }

  @Test("each parent has its own status, and a missing one none")
  func statuses() {
    let world = World(texts: [
      gateway(extra: Self.all, [http("own", "own.org")]), listenerSet("set", [http("more", "more.org")]),
      attached(
        "r",
        parents: """
          {name: edge, sectionName: own}, {name: edge, sectionName: more}, {name: set, kind: ListenerSet, sectionName: more, port: 80},
          {name: set, kind: ListenerSet, sectionName: more, port: 81}, {name: gone}, {name: gone, kind: ListenerSet},
          {name: set, kind: XListenerSet, group: gateway.networking.x-k8s.io}
          """, hostnames: "own.org"),
      service("v1"),
    ])
    #expect(
      world.parents("HTTPRoute/default/r").map(\.first) == [
        "Accepted", "not Accepted: NoMatchingParent", "not Accepted: NoMatchingListenerHostname",
        "not Accepted: NoMatchingParent",
      ])
    let parents = world.status("HTTPRoute/default/r")?.parents ?? []
    #expect(
      parents.map(\.parent) == [
        "Gateway/default/edge", "Gateway/default/edge", "ListenerSet/default/set", "ListenerSet/default/set",
      ])
    #expect(parents.map(\.sectionName) == ["own", "more", "more", "more"])
    #expect(parents.map(\.port) == [nil, nil, 80, 81])
  }

  @Test(
    "Same is the set's namespace, not the Gateway's",
    arguments: [
      ("", ["sets"]), ("allowedRoutes: {namespaces: {from: Same}}", ["sets"]),
      (open, ["sets", "infra", "shop"]),
      ("allowedRoutes: {namespaces: {from: Selector, selector: {matchLabels: {team: shop}}}}", ["shop"]),
    ])
  func namespaces(_ allowed: String, _ expected: [String]) {
    for name in ["sets", "infra", "shop"] {
      let world = World(texts: [
        namespace("shop", labels: "team: shop"),
        gateway(named: "infra/edge", extra: Self.all, [http("own", "own.org")]),
        listenerSet(
          "sets/set", parent: "name: edge, namespace: infra", [http("more", "more.org", extra: allowed)]),
        attached("\(name)/r", parents: "{name: set, namespace: sets, kind: ListenerSet}"),
      ])
      let isTaken = expected.contains(name)
      #expect(
        world.parents("HTTPRoute/\(name)/r").first?.first
          == (isTaken ? "Accepted" : "not Accepted: NotAllowedByListeners"))
      #expect(world.listener("more", of: "ListenerSet/sets/set")?.attachedRoutes == (isTaken ? 1 : 0))
      #expect(world.listener("own", of: "Gateway/infra/edge")?.attachedRoutes == 0)
    }
  }

  @Test("a route at a set that its Gateway does not take is not accepted")
  func refusedSet() {
    let world = World(texts: [
      gateway([http("own")]), listenerSet("set", [http("more", "more.org")]),
      attached("r", parents: "{name: set, kind: ListenerSet}"), service("v1"),
    ])
    #expect(world.parents("HTTPRoute/default/r") == [["not Accepted: NoMatchingParent", "ResolvedRefs"]])
    #expect(world.answer(host: "more.org") == "404")
  }

  @Test(
    "an XListenerSet is named by its own group",
    arguments: [AdmissionSettings.Release.v13, .v14])
  func experimental(_ release: AdmissionSettings.Release) {
    func world(_ parent: String) -> World {
      World(
        texts: [
          gateway(extra: Self.all, [http("own", "own.org")]),
          listenerSet("set", isExperimental: true, [http("more", "more.org")]),
          attached("r", parents: parent), service("v1"),
        ], settings: AdmissionSettings(release: release))
    }
    let named = world("{name: set, kind: XListenerSet, group: gateway.networking.x-k8s.io}")
    #expect(named.errors.isEmpty)
    #expect(named.answer(host: "more.org") == "v1")
    #expect(named.parents("HTTPRoute/default/r") == [["Accepted", "ResolvedRefs"]])
    #expect(named.conditions("Gateway/default/edge").last == "AttachedListenerSets: ListenerSetsAttached")
    let unnamed = world("{name: set, kind: XListenerSet}")
    #expect(unnamed.answer(host: "more.org") == "404")
    #expect(unnamed.status("HTTPRoute/default/r")?.parents == [])
    #expect(
      unnamed.messages(.parentMissing).map(\.suggestion) == [
        "write `{group: gateway.networking.x-k8s.io, kind: XListenerSet, name: set, namespace: default}`"
      ])
  }

  @Test(
    "an XListenerSet's Secret needs a grant for its own group and kind",
    arguments: [
      ("XListenerSet", "gateway.networking.x-k8s.io", true),
      ("XListenerSet", "gateway.networking.k8s.io", false),
      ("ListenerSet", "gateway.networking.k8s.io", false),
    ])
  func experimentalGrants(_ kind: String, _ group: String, _ isPermitted: Bool) {
    let tls = "tls: {certificateRefs: [{name: cert, namespace: certs}]}"
    let world = World(
      texts: [
        gateway(extra: Self.all, [http("own", "own.org")]),
        listenerSet("set", isExperimental: true, ["name: s, port: 443, protocol: HTTPS, \(tls)"]),
        grant("certs/g", from: kind, of: "default", group: group, to: "Secret"),
      ], settings: AdmissionSettings(release: .v14))
    #expect(world.errors.isEmpty)
    // The Secret itself is not there; without a permission that is not revealed.
    #expect(
      world.conditions("XListenerSet/default/set", listener: "s").contains(
        "not ResolvedRefs: \(isPermitted ? "InvalidCertificateRef" : "RefNotPermitted")"))
  }

  @Test("before v1.5 a set may leave its port open in v1.4 alone, and is told that none is assigned")
  func openPort() {
    func world(_ release: AdmissionSettings.Release) -> World {
      World(
        texts: [
          gateway(extra: Self.all, [http("own", "own.org")]),
          listenerSet(
            "set", isExperimental: true,
            [
              "name: a, protocol: HTTP", "name: b, protocol: HTTP, port: 0, hostname: b.org",
              http("c", "c.org"),
            ]),
          attached("r", parents: "{name: set, kind: XListenerSet, group: gateway.networking.x-k8s.io}"),
          service("v1"),
        ], settings: AdmissionSettings(release: release))
    }
    #expect(!world(.v13).errors.isEmpty)
    let open = world(.v14)
    #expect(open.errors.isEmpty)
    for name in ["a", "b"] {
      #expect(
        open.conditions("XListenerSet/default/set", listener: name) == [
          "not Accepted: UnsupportedPort", "not Conflicted: NoConflicts", "ResolvedRefs",
          "not Programmed: Invalid",
        ])
    }
    #expect(open.conditions("XListenerSet/default/set") == ["Accepted: ListenersNotValid", "Programmed"])
    #expect(open.answer(host: "c.org") == "v1")
    #expect(open.configuration.gateways[0].ports == [80])
    #expect(world(.v15).errors.map(\.code) == ["GW004"])
  }
}
