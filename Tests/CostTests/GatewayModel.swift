/// The model that `Benchmarks/` measures a whole run with, so changed that a longer run only does more of the
/// same.
///
/// More attempts fail: all that can become of a request does so within seconds, and a longer run has no
/// metric that a shorter one has not. And service times vary less: no request reaches its timeout.
enum GatewayModel {
  static let scenario = """
    apiVersion: weir/v1
    kind: Scenario
    metadata: {name: costs}
    spec:
      seed: 1
      duration: 60s
      dataPlane: {kind: gateway-api, overhead: 0.2ms}
      traffic:
        - {name: clients, arrivals: {poisson: {rate: 2200/s}}, requests: [{host: shop.example, path: /}]}
      services:
    \(service("fast", mean: "10ms", failures: "5%"))
    \(service("medium", mean: "16ms", failures: "5%"))
    \(service("slow", mean: "24ms", failures: "5%"))
    \(service("copy", mean: "50ms", failures: "0%"))
    ---
    apiVersion: gateway.networking.k8s.io/v1
    kind: GatewayClass
    metadata: {name: example}
    spec: {controllerName: example.com/gateway-controller}
    ---
    apiVersion: gateway.networking.k8s.io/v1
    kind: Gateway
    metadata: {name: edge, namespace: shop}
    spec:
      gatewayClassName: example
      listeners: [{name: http, port: 80, protocol: HTTP}]
    ---
    apiVersion: gateway.networking.k8s.io/v1
    kind: HTTPRoute
    metadata: {name: front, namespace: shop}
    spec:
      parentRefs: [{name: edge}]
      hostnames: [shop.example]
      rules:
        - filters:
            - {type: RequestMirror, requestMirror: {backendRef: {name: copy, port: 80}, percent: 10}}
          timeouts: {request: 1s}
          retry: {attempts: 2, codes: [503], backoff: 10ms}
          backendRefs:
            - {name: fast, port: 80, weight: 5}
            - {name: medium, port: 80, weight: 3}
            - {name: slow, port: 80, weight: 2}
    \(["fast", "medium", "slow", "copy"].map(object).joined(separator: "\n"))
    \(["fast", "medium", "slow"].map(budget).joined(separator: "\n"))
    """

  private static func service(_ name: String, mean: String, failures: String) -> String {
    """
        - name: shop/\(name)
          concurrency: 16
          queue: unbounded
          serviceTime: {lognormal: {mean: \(mean), sigma: 0.8}}
          failures: {rate: \(failures), status: 503}
    """
  }

  private static func object(_ name: String) -> String {
    """
    ---
    apiVersion: v1
    kind: Service
    metadata: {name: \(name), namespace: shop}
    spec: {ports: [{name: http, port: 80}]}
    """
  }

  private static func budget(_ name: String) -> String {
    """
    ---
    apiVersion: gateway.networking.x-k8s.io/v1alpha1
    kind: XBackendTrafficPolicy
    metadata: {name: \(name), namespace: shop}
    spec:
      targetRefs: [{group: "", kind: Service, name: \(name)}]
      retryConstraint:
        budget: {percent: 10, interval: 10s}
        minRetryRate: {count: 1, interval: 1s}
    """
  }
}
