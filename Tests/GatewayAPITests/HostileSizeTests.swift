import Documents
import GatewayAPI
import Testing

/// What could multiply is bounded or shared. None of these tests looks at a clock: what is not bounded does not end.
@Suite("hostile sizes")
struct HostileSizeTests {
  private static let gatewayWithSets = """
    apiVersion: gateway.networking.k8s.io/v1
    kind: Gateway
    metadata: {name: edge}
    spec:
      gatewayClassName: example
      allowedListeners: {namespaces: {from: Same}}
      listeners: [{name: own, port: 80, protocol: HTTP, hostname: own.example}]
    """

  /// A ListenerSet with 64 listeners, each with a port of its own.
  private static func set(_ index: Int) -> String {
    let listeners = (0..<64).map { "{name: l\($0), port: \(1000 + 64 * index + $0), protocol: HTTP}" }
    return """
      apiVersion: gateway.networking.k8s.io/v1
      kind: ListenerSet
      metadata: {name: set\(index)}
      spec: {parentRef: {name: edge}, listeners: [\(listeners.joined(separator: ", "))]}
      """
  }

  /// A route at 32 ListenerSets, under 16 hostnames.
  private static func route(_ name: String, rules: Int, matches: Int) -> String {
    let parents = (0..<32).map { "{kind: ListenerSet, name: set\($0)}" }.joined(separator: ", ")
    let hostnames = (0..<16).map { "h\($0).example" }.joined(separator: ", ")
    let texts = (0..<rules).map { rule in
      let paths = (0..<matches).map { "{path: {value: /\(name)/\(rule)/\($0)}}" }.joined(separator: ", ")
      return "{matches: [\(paths)], backendRefs: [{name: v1, port: 8080}]}"
    }
    return """
      apiVersion: gateway.networking.k8s.io/v1
      kind: HTTPRoute
      metadata: {name: \(name)}
      spec:
        parentRefs: [\(parents)]
        hostnames: [\(hostnames)]
        rules: [\(texts.joined(separator: ", "))]
      """
  }

  private static func world(_ routes: [String]) -> World {
    World(
      ([gatewayWithSets, service("v1")] + (0..<32).map(set) + routes).joined(separator: "\n---\n"), bare: true
    )
  }

  private static func service(_ name: String) -> String {
    "apiVersion: v1\nkind: Service\nmetadata: {name: \(name)}\nspec: {ports: [{port: 8080}]}"
  }

  @Test("matches are kept once for all listeners and hostnames with the same routes")
  func product() {
    // Four million times a match for each route, of which a limit would let one pass.
    let world = Self.world((0..<5).map { Self.route("r\($0)", rules: 16, matches: 8) })
    #expect(world.errors == [])
    #expect(world.answer("/r4/15/7", host: "h15.example", port: 1000 + 64 * 31 + 63) == "v1")
    #expect(world.answer("/r4/15/8", host: "h15.example", port: 1000) == "404")
  }

  @Test("listeners and hostnames of all routes together are bounded, and the rest still answers")
  func pairs() throws {
    let world = Self.world((0..<130).map { Self.route("r\(1000 + $0)", rules: 1, matches: 1) })
    let message = try #require(world.messages(.tooManyMatches).first)
    #expect(world.messages(.tooManyMatches).count == 1)
    #expect(message.severity == .error)
    #expect(message.object == "HTTPRoute/default/r1123")
    #expect(world.answer("/r1122/0/0", host: "h0.example", port: 1000) == "v1")
    #expect(world.answer("/r1123/0/0", host: "h0.example", port: 1000) == "404")
  }

  @Test("a path of a million slashes and a host of a hundred thousand labels are answered")
  func longRequests() {
    let world = World(
      documents(
        GatewayAPITests.route("p", to: "v1", matches: "{path: {value: /a/b}}"),
        GatewayAPITests.route(
          "w", to: "v2", matches: "{path: {value: /w}}", extra: "hostnames: ['*.shop.example']")))
    #expect(world.answer("/a/b" + String(repeating: "/", count: 1_000_000)) == "v1")
    #expect(world.answer(String(repeating: "/a", count: 1_000_000)) == "404")
    #expect(world.answer("/w", host: String(repeating: "a.", count: 100_000) + "shop.example") == "v2")
    #expect(world.answer("/w", host: String(repeating: "a.", count: 100_000)) == "404")
  }

  @Test("ten thousand grants are looked up, not looked through")
  func grants() {
    let grants = (0..<10_000).map {
      """
      apiVersion: gateway.networking.k8s.io/v1beta1
      kind: ReferenceGrant
      metadata: {name: g\($0), namespace: back}
      spec:
        from: [{group: gateway.networking.k8s.io, kind: HTTPRoute, namespace: n\($0)}]
        to: [{group: "", kind: Service, name: s\($0 % 7)}]
      """
    }
    let routes = (0..<1000).map { index in
      """
      apiVersion: gateway.networking.k8s.io/v1
      kind: HTTPRoute
      metadata: {name: r, namespace: n\(index)}
      spec: {parentRefs: [], rules: [{backendRefs: [{name: s0, namespace: back, port: 80}]}]}
      """
    }
    let world = World((grants + routes).joined(separator: "\n---\n"), bare: true)
    let refused = world.messages(.backendUnusable).filter { $0.message.contains("no ReferenceGrant") }
    #expect(refused.count == (0..<1000).count { $0 % 7 != 0 })
  }

  @Test("an object with an error behind ten thousand remarks and errors is not said to be valid")
  func crowding() {
    let fields = (0..<10_050).map { "  x\($0): 1" }.joined(separator: "\n")
    let broken = (0..<10_050).map { "apiVersion: v1\nkind: Service\nmetadata: {name: s\($0), labels: 3}" }
    let diagnostics = Diagnostics()
    let text = ([Self.gatewayWithSets + "\n" + fields] + broken).joined(separator: "\n---\n")
    let documents = loadDocuments(text: text, file: "many.yaml", diagnostics: diagnostics).documents
    let validation = Validation(.read(documents, diagnostics: diagnostics), diagnostics.all)
    #expect(validation.subjects.count { $0.isAdmitted } == 1)
    #expect(validation.subjects.last?.errors.isEmpty == true)
    #expect(diagnostics.all.count { $0.severity == .error } == 10_000)
    #expect(diagnostics.isFullOfRemarks)
  }
}
