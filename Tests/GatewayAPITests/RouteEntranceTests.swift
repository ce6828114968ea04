import GatewayAPI
import Testing

@Suite("where requests for a route come in")
struct RouteEntranceTests {
  private static let gateway = """
    apiVersion: gateway.networking.k8s.io/v1
    kind: GatewayClass
    metadata: {name: example}
    spec: {controllerName: example.com/controller}
    ---
    apiVersion: gateway.networking.k8s.io/v1
    kind: Gateway
    metadata: {name: edge}
    spec:
      gatewayClassName: example
      listeners:
      - {name: any, port: 80, protocol: HTTP}
      - {name: shops, port: 80, protocol: HTTP, hostname: "*.shop.example"}
      - {name: other, port: 8080, protocol: HTTP, hostname: other.example}
      - {name: broken, port: 443, protocol: HTTPS, tls: {certificateRefs: [{kind: ConfigMap, name: none}]}}
    """

  private func entrances(_ route: String) -> [String] {
    let configuration = World(texts: [Self.gateway, route]).configuration
    return configuration.entrances(of: 0).map { entrance in
      "\(entrance.gateway):\(entrance.port) \(entrance.hostnames.map { $0 ?? "any" }.joined(separator: ","))"
    }
  }

  @Test("a route without hostnames comes in by those of all listeners that serve")
  func everywhere() {
    #expect(
      entrances(route(rules: "  - {}")) == [
        "default/edge:80 any,*.shop.example", "default/edge:8080 other.example",
      ])
  }

  @Test("hostnames are those that route and listener have in common, each once")
  func common() {
    #expect(
      entrances(route(extra: "hostnames: [a.shop.example, b.example]", rules: "  - {}")) == [
        "default/edge:80 a.shop.example,b.example"
      ])
  }

  @Test("a route that names a listener comes in there alone, and one that is not attached nowhere")
  func named() {
    let attached = route(rules: "  - {}").replacing("{name: edge}", with: "{name: edge, sectionName: other}")
    #expect(entrances(attached) == ["default/edge:8080 other.example"])
    let stray = route(rules: "  - {}").replacing("{name: edge}", with: "{name: elsewhere}")
    #expect(entrances(stray) == [])
  }
}
