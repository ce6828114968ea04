import GatewayAPI
import Testing

@Suite("status of Gateways and their listeners")
struct GatewayStatusTests {
  private static let edge = "Gateway/default/edge"

  @Test(
    "a Gateway is accepted where a listener is, and says where not all are valid",
    arguments: [
      ([http("a")], ["Accepted", "Programmed"]),
      ([http("a"), "name: b, port: 81, protocol: MAGIC"], ["Accepted: ListenersNotValid", "Programmed"]),
      (
        ["name: b, port: 81, protocol: MAGIC"],
        ["not Accepted: ListenersNotValid", "not Programmed: Invalid"]
      ),
      (
        [https("a")],
        ["Accepted: ListenersNotValid", "not Programmed: Invalid", "not ResolvedRefs: ListenersNotResolved"]
      ),
      (
        [http("a"), https("b")],
        ["Accepted: ListenersNotValid", "Programmed", "not ResolvedRefs: ListenersNotResolved"]
      ),
      (
        [http("a"), "name: b, port: 80, protocol: TCP"],
        ["not Accepted: ListenersNotValid", "not Programmed: Invalid"]
      ),
      (
        [http("a"), "name: b, port: 80, protocol: TCP", http("c", port: 81)],
        ["Accepted: ListenersNotValid", "Programmed"]
      ),
      (
        [http("a", extra: "allowedRoutes: {kinds: [{kind: TLSRoute}]}")],
        ["Accepted: ListenersNotValid", "not Programmed: Invalid", "not ResolvedRefs: ListenersNotResolved"]
      ),
      (
        [http("a", extra: "allowedRoutes: {kinds: [{kind: HTTPRoute}, {kind: None}]}")],
        ["Accepted", "Programmed", "not ResolvedRefs: ListenersNotResolved"]
      ),
      (["name: a, port: 80, protocol: TCP"], ["Accepted", "Programmed"]),
    ])
  func acceptance(_ listeners: [String], _ expected: [String]) {
    let world = World(texts: [gateway(listeners)])
    #expect(world.errors.isEmpty)
    #expect(world.conditions(Self.edge) == expected)
    #expect(world.status(Self.edge)?.attachedListenerSets == 0)
  }

  @Test(
    "parameters that are not there are invalid, and addresses of a foreign type unsupported",
    arguments: [
      (
        "infrastructure: {parametersRef: {group: \"\", kind: ConfigMap, name: gone}}",
        ["not Accepted: InvalidParameters", "not Programmed: Invalid"]
      ),
      (
        "infrastructure: {parametersRef: {group: \"\", kind: ConfigMap, name: there}}",
        ["Accepted", "Programmed"]
      ),
      (
        "infrastructure: {parametersRef: {group: other.io, kind: ConfigMap, name: there}}",
        ["not Accepted: InvalidParameters", "not Programmed: Invalid"]
      ),
      (
        "addresses: [{type: example.com/odd, value: x}]",
        ["not Accepted: UnsupportedAddress", "not Programmed: AddressNotUsable"]
      ),
      (
        "addresses: [{type: IPAddress, value: 10.0.0.1}, {type: Hostname, value: a.org}]",
        ["Accepted", "Programmed"]
      ),
      ("addresses: [{type: IPAddress}]", ["Accepted", "Programmed"]),
    ])
  func spec(_ extra: String, _ expected: [String]) {
    let parameters = "{apiVersion: v1, kind: ConfigMap, metadata: {name: there}}"
    let world = World(texts: [gateway(extra: extra, [http("a")]), parameters])
    #expect(world.errors.isEmpty)
    #expect(world.conditions(Self.edge) == expected)
  }

  private static let kinds: [(String, [String], [String])] = [
    ("protocol: HTTP", ["HTTPRoute", "GRPCRoute"], soundListener),
    ("protocol: TLS, tls: {mode: Passthrough}", ["TLSRoute"], soundListener),
    ("protocol: TCP", ["TCPRoute"], soundListener), ("protocol: UDP", ["UDPRoute"], soundListener),
    (
      "protocol: example.com/magic", [],
      [
        "not Accepted: UnsupportedProtocol", "not Conflicted: NoConflicts", "ResolvedRefs",
        "not Programmed: Invalid",
      ]
    ),
    (
      "protocol: http", [],
      [
        "not Accepted: UnsupportedProtocol", "not Conflicted: NoConflicts", "ResolvedRefs",
        "not Programmed: Invalid",
      ]
    ),
    ("protocol: HTTP, allowedRoutes: {kinds: [{kind: GRPCRoute}]}", ["GRPCRoute"], soundListener),
    (
      "protocol: HTTP, allowedRoutes: {kinds: [{kind: GRPCRoute}, {kind: Odd}]}", ["GRPCRoute"],
      ["Accepted", "not Conflicted: NoConflicts", "not ResolvedRefs: InvalidRouteKinds", "Programmed"]
    ),
    (
      "protocol: HTTP, allowedRoutes: {kinds: [{kind: Odd}]}", [],
      [
        "Accepted", "not Conflicted: NoConflicts", "not ResolvedRefs: InvalidRouteKinds",
        "not Programmed: Invalid",
      ]
    ),
    (
      "protocol: HTTP, allowedRoutes: {kinds: [{kind: HTTPRoute, group: odd.io}]}", [],
      [
        "Accepted", "not Conflicted: NoConflicts", "not ResolvedRefs: InvalidRouteKinds",
        "not Programmed: Invalid",
      ]
    ),
    (
      "protocol: TCP, allowedRoutes: {kinds: [{kind: HTTPRoute}, {kind: TCPRoute}]}", ["TCPRoute"],
      ["Accepted", "not Conflicted: NoConflicts", "not ResolvedRefs: InvalidRouteKinds", "Programmed"]
    ),
  ]

  @Test("the kinds that a listener takes follow its protocol and what is asked for", arguments: kinds)
  func supportedKinds(_ listener: String, _ kinds: [String], _ conditions: [String]) {
    let world = World(texts: [gateway(["name: a, port: 80, \(listener)", http("own", port: 1)])])
    #expect(world.errors.isEmpty)
    #expect(world.listener("a", of: Self.edge)?.supportedKinds == kinds)
    #expect(world.conditions(Self.edge, listener: "a") == conditions)
  }

  @Test("routes are counted once for each listener that takes them, whether their backends exist or not")
  func attachedRoutes() {
    let world = World(texts: [
      gateway([
        http("a", "very.specific.org"), http("b", "*.wild.org"), https("c", "*.wild.org"),
        http("grpc", "g.org", extra: "allowedRoutes: {kinds: [{kind: GRPCRoute}]}"),
        http("lost", port: 90), "name: won, port: 90, protocol: TCP",
      ]),
      attached("one", hostnames: "very.specific.org"),
      attached("two", hostnames: "'*.specific.org', none.org"),
      attached("three", hostnames: "foo.wild.org, bar.wild.org, wild.org"),
      attached("four", parents: "{name: edge, sectionName: b}, {name: edge, sectionName: c}"),
      attached("five", hostnames: "wrong.org, wild.org", rules: "{}"),
      attached("six", parents: "{name: edge, sectionName: a}, {name: edge, sectionName: b}"),
      attached("unusable", rules: "{matches: [{path: {type: RegularExpression, value: \"(\"}}]}"),
      attached("other/seven", parents: "{name: edge, namespace: default}"),
    ])
    #expect(world.errors.isEmpty)
    // The listeners that conflict keep the routes that name no hostname that fits elsewhere.
    #expect(world.status(Self.edge)?.listeners?.map(\.attachedRoutes) == [3, 3, 2, 0, 4, 0])
  }

  @Test(
    "a number since v1.5, a condition before it, says how many ListenerSets are attached",
    arguments: [
      (AdmissionSettings.Release.v13, "Same", true, "AttachedListenerSets: ListenerSetsAttached"),
      (.v13, "Same", false, "not AttachedListenerSets: NoListenerSetsAttached"),
      (.v13, "None", true, "not AttachedListenerSets: NoListenerSetsAttached"),
      (.v14, "Same", true, "AttachedListenerSets: ListenerSetsAttached"),
      (.v14, "Same", false, "not AttachedListenerSets: NoListenerSetsAttached"),
      (.v14, "None", false, "not AttachedListenerSets: ListenerSetsNotAllowed"),
      (.v14, "None", true, "not AttachedListenerSets: ListenerSetsNotAllowed"),
      (.v15, "Same", true, nil), (.v16, "None", false, nil),
    ] as [(AdmissionSettings.Release, String, Bool, String?)])
  func attachedSets(
    _ release: AdmissionSettings.Release, _ from: String, _ hasSet: Bool, _ condition: String?
  ) {
    let set = listenerSet("set", isExperimental: release < .v15, [http("more", "more.org")])
    let world = World(
      texts: [gateway(extra: "allowedListeners: {namespaces: {from: \(from)}}", [http("own")])]
        + (hasSet ? [set] : []), settings: AdmissionSettings(release: release))
    #expect(world.errors.isEmpty)
    #expect(world.conditions(Self.edge) == ["Accepted", "Programmed"] + [condition].compactMap(\.self))
    #expect(world.status(Self.edge)?.attachedListenerSets == (hasSet && from == "Same" ? 1 : 0))
  }

  @Test("v1.3 says nothing of ListenerSets where the Gateway does not", arguments: [true, false])
  func unknownSets(_ isFirst: Bool) {
    let world = World(
      texts: [gateway([http("own")])], settings: AdmissionSettings(release: isFirst ? .v13 : .v14))
    #expect(
      world.conditions(Self.edge) == ["Accepted", "Programmed"]
        + (isFirst ? [] : ["not AttachedListenerSets: ListenerSetsNotAllowed"]))
  }

  @Test("listeners of a port whose TLS hostnames overlap all say so, and only those")
  func overlappingTLS() {
    let world = World(texts: [
      gateway(
        extra: "allowedListeners: {namespaces: {from: Same}}",
        [
          https("exact", "foo.a.org"), https("wild", "*.a.org"), https("apart", "a.org"),
          https("port", "*.a.org", port: 8443), http("plain", "*.a.org"),
        ]),
      listenerSet("set", [https("set", "*.b.a.org"), https("same", "foo.a.org")]),
      gateway(named: "open", [https("any"), https("one", "x.org")]),
    ])
    #expect(world.errors.isEmpty)
    let found = world.configuration.status().flatMap { status in
      (status.listeners ?? []).filter { listener in
        listener.conditions.contains { $0.shown == "OverlappingTLSConfig: OverlappingHostnames" }
      }.map { "\(status.object) \($0.name)" }
    }
    #expect(
      found == [
        "Gateway/default/edge exact", "Gateway/default/edge wild", "Gateway/default/open any",
        "Gateway/default/open one", "ListenerSet/default/set set",
      ])
    #expect(!world.conditions(Self.edge, listener: "apart").contains { $0.contains("OverlappingTLSConfig") })
  }

  @Test("a class is accepted unless its parameters are not there")
  func classes() {
    func conditions(_ parameters: String) -> [String] {
      World(texts: [
        """
        apiVersion: gateway.networking.k8s.io/v1
        kind: GatewayClass
        metadata: {name: c}
        spec: {controllerName: example.com/c\(parameters)}
        """, "{apiVersion: v1, kind: ConfigMap, metadata: {name: there, namespace: m}}",
      ]).conditions("GatewayClass/c")
    }
    let reference = ", parametersRef: {group: \"\", kind: ConfigMap, namespace: m, name:"
    #expect(conditions("") == ["Accepted", "SupportedVersion"])
    #expect(conditions("\(reference) there}") == ["Accepted", "SupportedVersion"])
    #expect(conditions("\(reference) gone}") == ["not Accepted: InvalidParameters", "SupportedVersion"])
  }
}
