import GatewayAPI
import Testing

@Suite("data planes side by side")
struct DataPlaneComparisonTests {
  private let world = World(
    documents(
      route(
        "a",
        rules: """
            - {backendRefs: [{name: v1, port: 8080}], retry: {attempts: 5, codes: [503], backoff: 25ms}}
            - {backendRefs: [{name: v1, port: 8080}, {name: v2, port: 8080, weight: 0}], retry: {attempts: 2}}
            - {backendRefs: [{name: v3, port: 8080}]}
          """),
      route("b", extra: "hostnames: [b.example]", rules: "  - {backendRefs: [{name: v1, port: 8080}]}")))

  private func compare(_ name: String) throws -> DataPlaneComparison {
    try #require(
      world.configuration.compareDataPlanes(for: [NamespacedName(name: name)], under: .init()).first)
  }

  @Test("every data plane has a column, under a name of its own")
  func columns() throws {
    let names = try compare("v1").columns.map(\.dataPlane.name)
    #expect(
      names == [
        "envoy", "envoy-gateway", "istio", "cilium", "kgateway", "envoy-interval", "linkerd", "finagle",
        "grpc",
        "aws-sdk", "static", "none", "gateway-api",
      ])
  }

  @Test("the most eager rule that sends to the Service counts")
  func eager() throws {
    let comparison = try compare("v1")
    #expect(
      comparison.rules.map(\.route) == ["HTTPRoute/default/a", "HTTPRoute/default/a", "HTTPRoute/default/b"])
    #expect(comparison.rules.map(\.isRetried) == [true, true, false])
    let retries = Dictionary(uniqueKeysWithValues: comparison.columns.map { ($0.dataPlane.name, $0.retries) })
    #expect(retries["envoy"] == .some(5))
    #expect(retries["grpc"] == .some(4))
    #expect(retries["aws-sdk"] == .some(2))
    #expect(retries["linkerd"] == .some(nil))
    #expect(comparison.columns.first { $0.dataPlane.kind == .none }?.bound.attemptsPerRequest == 6)
    #expect(comparison.columns.allSatisfy { ($0.denied == .status503) == ($0.dataPlane.kind == .gatewayAPI) })
  }

  @Test("where no rule retries, only those retry that nobody has to ask")
  func unretried() throws {
    let eager = try compare("v3").columns.filter { $0.retries != 0 }.map(\.dataPlane.name)
    #expect(eager == ["istio", "aws-sdk"])
    #expect(try compare("v2").rules.isEmpty)
    #expect(try compare("v2").columns.allSatisfy { $0.bound.attemptsPerRequest == 1 })
  }

  @Test("what is compared by itself are Services with a budget or retries")
  func services() {
    #expect(world.configuration.servicesWithRetries == [NamespacedName(name: "v1")])
  }
}
