import GatewayAPI
import Testing

@Suite("mistakes of published examples")
struct PublishedMistakesTests {
  @Test("allowedListeners as a list is an error that shows the mapping")
  func allowedListeners() throws {
    func gateway(_ field: String) -> String {
      """
      apiVersion: gateway.networking.k8s.io/v1
      kind: Gateway
      metadata: {name: gw}
      spec:
        gatewayClassName: example
        allowedListeners:
        \(field)
        listeners: [{name: a, port: 80, protocol: HTTP}]
      """
    }
    let message = try #require(World(gateway("- from: All")).errors.first)
    #expect(message.code == "GW102")
    #expect(message.location?.line == 7)
    #expect(
      message.suggestion == "`allowedListeners` is a mapping: `allowedListeners: {namespaces: {from: All}}`")
    let misplaced = try #require(World(gateway("  from: All")).messages(.unknownField).first)
    #expect(misplaced.suggestion?.contains("namespaces: {from: …}") == true)
  }

  @Test("cors as a list, and a type inside it, are errors that show the form")
  func cors() throws {
    func filter(_ filter: String) -> World {
      World(route(rules: "  - filters:\n    - \(filter)\n    backendRefs: [{name: v1, port: 8080}]"))
    }
    let list = filter("cors:\n      - allowOrigins: ['*']\n      type: CORS")
    #expect(list.errors.map(\.path) == ["spec.rules[0].filters[0].cors"])
    #expect(list.errors.first?.location?.line == 9)
    #expect(list.errors.first?.suggestion?.contains("leave out the `-`") == true)
    let nested = filter("cors:\n      - type: CORS\n        allowOrigins: ['*']")
    #expect(nested.errors.map(\.code).sorted() == ["GW101", "GW102"])
    #expect(
      nested.messages(.required).first?.suggestion
        == "`type` stands beside the filter's own key: `type: CORS`")
    let credentials = filter("type: CORS\n      cors: {allowCredentials: \"true\"}")
    #expect(credentials.errors.first?.suggestion == "write it without quotes: true")
    let age = filter("type: CORS\n      cors: {maxAge: 24h}")
    #expect(age.errors.first?.suggestion == "write the whole number of seconds: 86400")
    let quoted = filter("type: CORS\n      cors: {maxAge: \"3600\"}")
    #expect(quoted.errors.first?.suggestion == "write the whole number of seconds without quotes: 3600")
  }

  @Test("v1.3 refuses a bare star and false credentials, later releases take both")
  func corsOfTheFirstRelease() throws {
    let yaml = route(
      rules: "  - filters: [{type: CORS, cors: {allowOrigins: ['*'], allowCredentials: false}}]")
    let world = World(yaml, settings: AdmissionSettings(release: .v13))
    #expect(world.errors.map(\.code) == ["GW104", "GW106"])
    #expect(world.errors.first?.suggestion?.contains("http://*") == true)
    #expect(world.errors.last?.suggestion == "leave it out: v1.3 knows only true, later releases take both")
    let standard = World(yaml, settings: AdmissionSettings(release: .v13, channel: .standard))
    #expect(standard.errors.map(\.code) == ["GW106"])
    #expect(standard.errors.first?.suggestion?.contains("experimental channel") == true)
    #expect(World(yaml, settings: AdmissionSettings(release: .v14)).errors.isEmpty)
    #expect(World(yaml).errors.isEmpty)
  }

  private func policy(
    _ spec: String, kind: String = "XBackendTrafficPolicy",
    group: String = "gateway.networking.x-k8s.io/v1alpha1"
  ) -> World {
    World("apiVersion: \(group)\nkind: \(kind)\nmetadata: {name: p}\nspec:\n\(spec)")
  }

  @Test("a policy without targetRefs is told what to write")
  func targetReferences() throws {
    let world = policy(
      "  retryConstraint: {budget: {percent: 20, interval: 10s}, minRetryRate: {count: 3, interval: 1s}}")
    #expect(world.errors.map(\.path) == ["spec.targetRefs"])
    #expect(
      world.errors.first?.suggestion?.contains("targetRefs: [{group: \"\", kind: Service, name: NAME}]")
        == true)
    #expect(world.messages(.unknownField).isEmpty)
  }

  @Test(
    "shapes of the older proposal are told the present one",
    arguments: [
      "  retry: {budgetPercent: 20, budgetInterval: 10s}", "  retryConstraint: {budgetPercent: 20}",
      "  retryConstraint: {budgetInterval: 10s}", "  budget: {percent: 20}",
      "  retry: {budget: {percentage: 20}}",
    ])
  func olderProposal(_ spec: String) {
    let world = policy("  targetRefs: [{group: \"\", kind: Service, name: v1}]\n\(spec)")
    #expect(world.messages(.unknownField).first?.location?.line == 6)
    #expect(
      world.messages(.unknownField).first?.suggestion?.contains("budget: {percent: 20, interval: 10s}")
        == true)
  }

  @Test(
    "kinds under a wrong group or version are errors that name the right one",
    arguments: [
      ("gateway.networking.x-k8s.io/v1alpha1", "BackendTrafficPolicy", "kind: XBackendTrafficPolicy"),
      ("gateway.networking.k8s.io/v1", "XBackendTrafficPolicy", "gateway.networking.x-k8s.io/v1alpha1"),
      ("gateway.networking.x-k8s.io/v1alpha1", "ListenerSet", "gateway.networking.k8s.io/v1"),
      ("gateway.networking.x-k8s.io/v1alpha1", "HTTPRoute", "gateway.networking.k8s.io/v1"),
      ("gateway.networking.k8s.io/v1alpha2", "HTTPRoute", "gateway.networking.k8s.io/v1"),
      ("gateway.networking.k8s.io/v1", "HTTPRoutes", "did you mean \"HTTPRoute\"?"),
      ("gateway.networking.k8s.io/v1alpha2", "ReferenceGrant", "v1beta1"),
      ("gateway.networking.k8s.io/v1", "BackendTrafficPolicy", "kind: XBackendTrafficPolicy"),
      ("networking.k8s.io/v1", "HTTPRoute", "its apiVersion is gateway.networking.k8s.io/v1"),
      ("v1", "Gateway", "its apiVersion is gateway.networking.k8s.io/v1"),
      ("k8s.io/v1", "ReferenceGrant", "v1beta1"),
      ("networking.x-k8s.io/v1", "XBackendTrafficPolicy", "gateway.networking.x-k8s.io/v1alpha1"),
      ("networking.k8s.io/v1", "BackendTrafficPolicy", "kind: XBackendTrafficPolicy"),
      ("networking.k8s.io/v1", "ListenerSet", "kind: ListenerSet"),
      ("networking.k8s.io/v1", "XListenerSet", "kind: ListenerSet"),
      ("v1", "TLSRoute", "its group is gateway.networking.k8s.io"),
    ])
  func kinds(_ version: String, _ kind: String, _ hint: String) throws {
    let message = try #require(policy("  {}", kind: kind, group: version).errors.first)
    #expect(message.code == "GW002")
    #expect(message.location?.line == 2)
    #expect(message.suggestion?.contains(hint) == true)
  }

  @Test(
    "a fragment without apiVersion and kind is told what it looks like",
    arguments: [
      ("rules: [{backendRefs: [{name: a, port: 1}]}]", "kind: HTTPRoute"), ("listeners: []", "kind: Gateway"),
      ("targetRefs: []", "kind: XBackendTrafficPolicy"), ("kind: HTTPRoute\nmetadata: {name: r}", nil),
      ("{}", "name the others"), ("test: weights\nsource: a.go", "name the others"),
    ] as [(String, String?)])
  func fragments(_ text: String, _ hint: String?) throws {
    let message = try #require(World(text).errors.first)
    #expect(message.code == "GW001")
    #expect(message.location?.line == 1)
    if let hint { #expect(message.suggestion?.contains(hint) == true) }
  }

  @Test("a share, an interval and an age that are written as something else are told how to write them")
  func units() throws {
    let interval = policy(
      "  targetRefs: [{group: \"\", kind: Service, name: v1}]\n  retryConstraint: {budget: {interval: 10}}")
    #expect(interval.errors.map(\.suggestion) == ["a duration has a unit: 10s"])
    let share = World(
      route(
        rules:
          "  - filters: [{type: RequestMirror, requestMirror: {backendRef: {name: v1, port: 1}, percent: 42.5}}]"
      ))
    #expect(share.errors.first?.suggestion?.contains("fraction: {numerator: 425, denominator: 1000}") == true)
  }

  @Test("sets of listeners under the name or group of another release are told the right one")
  func listenerSets() throws {
    func hint(_ version: String, _ kind: String, _ release: AdmissionSettings.Release) throws -> String {
      let yaml = "apiVersion: gateway.networking.\(version)\nkind: \(kind)\nmetadata: {name: s}\nspec: {}"
      return try #require(
        World(yaml, bare: true, settings: AdmissionSettings(release: release)).errors.first?.suggestion)
    }
    #expect(try hint("x-k8s.io/v1alpha1", "ListenerSet", .v13).contains("kind: XListenerSet"))
    #expect(try hint("k8s.io/v1", "ListenerSet", .v14).contains("XListenerSet"))
    #expect(try hint("x-k8s.io/v1alpha1", "XListenerSet", .v15).contains("gateway.networking.k8s.io/v1"))
    #expect(try hint("k8s.io/v1", "XListenerSet", .v13).contains("x-k8s.io/v1alpha1"))
  }

  @Test(
    "a kind of the same name in a group of others is not simulated, and no error",
    arguments: [
      ("networking.istio.io/v1", "Gateway"), ("gateway.envoyproxy.io/v1alpha1", "BackendTrafficPolicy"),
      ("notk8s.io/v1", "HTTPRoute"), ("networking.k8s.io/v1", "Ingress"), ("v1", "Pod"),
    ])
  func othersKinds(_ version: String, _ kind: String) {
    let world = policy("  {}", kind: kind, group: version)
    #expect(world.errors == [])
    #expect(world.configuration.notModelled.count == 1)
  }

  @Test("a kind that was made up is an error")
  func inventedKinds() {
    #expect(
      policy("  {}", kind: "CORSPolicy", group: "gateway.networking.k8s.io/v1").errors.map(\.code) == [
        "GW002"
      ])
  }

  @Test("an object without a name is an error")
  func nameless() {
    let world = World("apiVersion: v1\nkind: Service\nspec: {}")
    #expect(world.errors.map(\.path) == ["metadata.name"])
  }
}
