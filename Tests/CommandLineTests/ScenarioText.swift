/// The text of a small scenario, in parts that a test can exchange.
struct ScenarioText {
  var name = "small"
  var duration = "2s"
  var replications = "2"
  var traffic = """
        - name: shoppers
          arrivals: {constant: {rate: 100/s}}
          requests: [{host: shop.example, path: /cart}]
    """
  var services = """
        - {name: shop/cart, endpoints: 2, concurrency: 4, queue: 16, serviceTime: {exponential: {mean: 5ms}},
           failures: {rate: 10%, status: 503}}
        - {name: shop/next, concurrency: 8, queue: 16, serviceTime: 1ms}
    """
  /// Lines of `spec` that follow.
  var more = ""
  var gateways = gateway("edge")
  var route = """
    apiVersion: gateway.networking.k8s.io/v1
    kind: HTTPRoute
    metadata: {name: cart, namespace: shop}
    spec:
      parentRefs: [{name: edge}]
      hostnames: [shop.example]
      rules:
        - retry: {attempts: 2, codes: [503]}
          filters:
            - type: RequestMirror
              requestMirror: {backendRef: {name: next, port: 80}, percent: 42}
          backendRefs: [{name: cart, port: 80}]
    """
  var policy = """
    apiVersion: gateway.networking.x-k8s.io/v1alpha1
    kind: XBackendTrafficPolicy
    metadata: {name: cart, namespace: shop}
    spec:
      targetRefs: [{group: "", kind: Service, name: cart}]
      retryConstraint:
        budget: {percent: 20, interval: 10s}
        minRetryRate: {count: 1, interval: 1s}
    """

  /// A Gateway of this name.
  static func gateway(_ name: String) -> String {
    """
    apiVersion: gateway.networking.k8s.io/v1
    kind: Gateway
    metadata: {name: \(name), namespace: shop}
    spec:
      gatewayClassName: example
      listeners: [{name: http, port: 80, protocol: HTTP}]
    """
  }

  private static let gatewayClass = """
    apiVersion: gateway.networking.k8s.io/v1
    kind: GatewayClass
    metadata: {name: example}
    spec: {controllerName: example.com/controller}
    """

  /// The scenario document alone.
  var scenario: String {
    """
    apiVersion: weir/v1
    kind: Scenario
    metadata: {name: \(name)}
    spec:
      duration: \(duration)
      replications: \(replications)
      traffic:
    \(traffic)
      services:
    \(services)
    \(more)
    """
  }

  /// The whole file.
  var text: String { scenario + "\n---\n" + manifests }

  /// All documents but the scenario.
  var manifests: String {
    [Self.gatewayClass, gateways, route, policy, Self.service("cart"), Self.service("next")].joined(
      separator: "\n---\n")
  }

  private static func service(_ name: String) -> String {
    """
    apiVersion: v1
    kind: Service
    metadata: {name: \(name), namespace: shop}
    spec: {ports: [{port: 80}]}
    """
  }
}
