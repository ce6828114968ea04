import GatewayAPI
import Testing

@Suite("listeners that cannot be told apart")
struct ListenerConflictTests {
  private static let all = "allowedListeners: {namespaces: {from: All}}"

  private static func listener(_ name: String, _ form: String) -> String {
    let parts = form.split(separator: " ").map(String.init)
    let (kind, port, host) = (parts[0], parts[1], parts.count > 2 ? ", hostname: '\(parts[2])'" : "")
    let tls =
      switch kind {
      case "HTTPS": ", tls: {certificateRefs: [{name: cert}]}"
      case "TLS": ", tls: {mode: Passthrough}"
      default: ""
      }
    return "name: \(name), protocol: \(kind), port: \(port)\(host)\(tls)"
  }

  /// Protocol, port and hostname of two listeners, and why the second cannot serve beside the first.
  static let pairs: [(String, String, Listener.Conflict?)] = [
    ("HTTP 80", "HTTP 81", nil), ("HTTP 80 a.org", "HTTP 81 a.org", nil),
    ("HTTP 80 a.org", "HTTP 80 b.org", nil), ("HTTP 80", "HTTP 80 a.org", nil),
    ("HTTP 80 *.a.org", "HTTP 80 x.a.org", nil), ("HTTP 80 *.a.org", "HTTP 80 *.x.a.org", nil),
    ("HTTPS 443 a.org", "HTTPS 443", nil), ("HTTPS 443 a.org", "TLS 443 b.org", nil),
    ("HTTP 80", "HTTP 80", .hostname), ("HTTP 80 a.org", "HTTP 80 a.org", .hostname),
    ("HTTPS 443 *.a.org", "HTTPS 443 *.a.org", .hostname), ("TLS 443 a.org", "TLS 443 a.org", .hostname),
    ("HTTPS 443 a.org", "TLS 443 a.org", .hostname), ("MAGIC 80 a.org", "MAGIC 80 a.org", .hostname),
    ("TCP 80", "TCP 80", .protocol), ("UDP 80", "UDP 80", .protocol), ("TCP 80", "TCP 81", nil),
    ("TCP 80", "HTTP 80 a.org", .protocol), ("HTTP 80 a.org", "TCP 80", .protocol),
    ("TCP 443", "HTTPS 443", .protocol), ("TLS 443 a.org", "TCP 443", .protocol),
    ("UDP 80", "TCP 80", nil), ("UDP 80", "HTTP 80", nil), ("UDP 443", "HTTPS 443", nil),
    ("HTTP 80 a.org", "HTTPS 80 b.org", .protocol), ("TLS 80 a.org", "HTTP 80 a.org", .protocol),
  ]

  @Test("across objects the first keeps its place and the second loses", arguments: pairs)
  func acrossObjects(_ first: String, _ second: String, _ conflict: Listener.Conflict?) {
    let world = World(texts: [
      gateway(extra: Self.all, [Self.listener("x", first)]),
      listenerSet("set", [Self.listener("x", second)]),
      gateway(named: "other", extra: Self.all, [http("own", port: 1)]),
      listenerSet("one", parent: "name: other", [Self.listener("x", first)]),
      listenerSet("two", parent: "name: other", [Self.listener("x", second)]),
    ])
    #expect(world.errors.isEmpty)
    #expect(world.configuration.gateways[0].listeners.map(\.conflict) == [nil, conflict])
    #expect(world.configuration.gateways[1].listeners.map(\.conflict) == [nil, nil, conflict])
    guard let conflict else { return }
    for set in ["set", "two"] {
      let conditions = world.conditions("ListenerSet/default/\(set)", listener: "x")
      #expect(conditions.contains("not Accepted: \(conflict.rawValue)"))
      #expect(conditions.contains("Conflicted: \(conflict.rawValue)"))
      #expect(conditions.contains("not Programmed: \(conflict.rawValue)"))
    }
  }

  /// Pairs of one port, protocol and hostname do not pass the API server in one object.
  static let inside = pairs.filter { pair in
    pair.0.split(separator: " ") != pair.1.split(separator: " ")
  }

  @Test("inside one object nobody wins", arguments: inside)
  func insideOne(_ first: String, _ second: String, _ conflict: Listener.Conflict?) {
    let both = [Self.listener("x", first), Self.listener("w", second)]
    let world = World(texts: [
      gateway(extra: Self.all, both), gateway(named: "other", extra: Self.all, [http("own", port: 1)]),
      listenerSet("set", parent: "name: other", both),
    ])
    #expect(world.errors.isEmpty)
    #expect(world.configuration.gateways[0].listeners.map(\.conflict) == [conflict, conflict])
    #expect(world.configuration.gateways[1].listeners.map(\.conflict) == [nil, conflict, conflict])
  }

  @Test("a listener that differs only in its TLS is no other listener")
  func onlyTLS() {
    let world = World(texts: [
      gateway(extra: Self.all, [https("x", "a.org")]),
      listenerSet("set", ["name: x, port: 443, protocol: HTTPS, hostname: a.org, tls: {options: {a: b}}"]),
    ])
    #expect(world.configuration.gateways[0].listeners.map(\.conflict) == [nil, .hostname])
  }

  @Test("what lost claims nothing, so it knocks out nobody")
  func losersClaimNothing() {
    let world = World(texts: [
      gateway(
        extra: Self.all,
        [Self.listener("x", "TCP 80"), Self.listener("w", "HTTP 80 a.org"), http("own", port: 1)]),
      listenerSet("a", [http("x", "a.org"), http("w", "b.org")]),
      listenerSet("b", [Self.listener("x", "TCP 80"), http("w", "c.org", port: 81)]),
    ])
    #expect(
      world.configuration.gateways[0].listeners.map(\.conflict) == [
        .protocol, .protocol, nil, nil, nil, .protocol, nil,
      ])
    #expect(world.conditions("Gateway/default/edge") == ["Accepted: ListenersNotValid", "Programmed"])
  }

  @Test("inside a set only what earlier objects leave is compared")
  func earlierFirst() {
    let world = World(texts: [
      gateway(extra: Self.all, [http("own", "a.org")]),
      // The TCP listener loses to the Gateway's, so the HTTP listener beside it serves.
      listenerSet("set", [Self.listener("x", "TCP 80"), http("w", "b.org")]),
    ])
    #expect(world.configuration.gateways[0].listeners.map(\.conflict) == [nil, .protocol, nil])
  }

  /// The vectors of the conformance suite: what clashes with the Gateway and with an earlier set.
  private func vectors(_ clash: (String, String), _ reason: String) {
    let world = World(texts: [
      gateway(
        extra: "allowedListeners: {namespaces: {from: Same}}",
        [
          Self.listener("gateway", "HTTP 80 gateway.org"), Self.listener("contested", "HTTP \(clash.0)"),
        ]),
      listenerSet(
        "with-gateway-1",
        [
          Self.listener("own", "HTTP 80 one.org"), Self.listener("gateway", clash.1),
          Self.listener("set", "HTTP 90 set.org"),
        ]),
      listenerSet("with-gateway-2", [Self.listener("gateway", clash.1)]),
      listenerSet(
        "with-set-1",
        [
          Self.listener("own", "HTTP 80 two.org"),
          Self.listener("set", reason == "HostnameConflict" ? "HTTP 90 set.org" : "TCP 90"),
        ]),
      listenerSet(
        "with-set-2", [Self.listener("set", reason == "HostnameConflict" ? "HTTP 90 set.org" : "TCP 90")]),
    ])
    #expect(world.errors.isEmpty)
    let lost = [
      "not Accepted: \(reason)", "Conflicted: \(reason)", "ResolvedRefs", "not Programmed: \(reason)",
    ]
    let refused = ["not Accepted: ListenersNotValid", "not Programmed: ListenersNotValid"]
    let partly = ["Accepted: ListenersNotValid", "Programmed"]
    #expect(world.conditions("Gateway/default/edge") == ["Accepted", "Programmed"])
    #expect(world.status("Gateway/default/edge")?.attachedListenerSets == 2)
    for name in ["gateway", "contested"] {
      #expect(world.conditions("Gateway/default/edge", listener: name) == soundListener)
    }
    for (set, isAccepted, losers) in [
      ("with-gateway-1", true, ["gateway"]), ("with-gateway-2", false, ["gateway"]),
      ("with-set-1", true, ["set"]), ("with-set-2", false, ["set"]),
    ] {
      #expect(world.conditions("ListenerSet/default/\(set)") == (isAccepted ? partly : refused))
      for listener in world.status("ListenerSet/default/\(set)")?.listeners ?? [] {
        #expect(listener.conditions.map(\.shown) == (losers.contains(listener.name) ? lost : soundListener))
      }
    }
  }

  @Test("of sets whose hostnames clash with the Gateway's or another set's, those with another listener stay")
  func hostnameVectors() { vectors(("80 contested.org", "HTTP 80 contested.org"), "HostnameConflict") }

  @Test("of sets whose protocols clash, too")
  func protocolVectors() { vectors(("81 contested.org", "TCP 81"), "ProtocolConflict") }
}
