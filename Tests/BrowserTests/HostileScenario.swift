/// A scenario whose every text tries to be more than text, with as many and as long names as there may be.
enum HostileScenario {
  /// Ends what it may stand in, is markup, and changes the direction of what follows.
  private static let attack =
    "</style></script></title><script>alert(1)</script><img src=x onerror=alert(2)>\\\"'&amp;<!-- ]]> \\u202E"
  private static let long = String(repeating: "W", count: 200)
  private static let services = (0..<60).map { "s\($0)-" + String(repeating: "w", count: 58) }

  static let text =
    """
    # \(attack)
    apiVersion: weir/v1
    kind: Scenario
    metadata: {name: \(long)}
    spec:
      description: "\(attack)"
      duration: 5s
      replications: 2
      traffic:
    \(services.enumerated().map(traffic).joined(separator: "\n"))
      services:
    \(services.map(service).joined(separator: "\n"))
      faults:
        - {name: "\(attack)", target: {service: \(services[0])}, at: 1s, for: 2s, slowdown: 40}
      checks:
        - response_time_p99{traffic=\(long)} < 1s
    ---
    """ + manifests

  private static func traffic(_ index: Int, _ service: String) -> String {
    let name = index == 0 ? attack : index == 1 ? long : "source \(index)"
    return """
          - name: "\(name)"
            arrivals: {poisson: {rate: 20/s}}
            requests: [{host: "\(service).example", path: "/<script>alert(1)</script>"}]
      """
  }

  private static func service(_ name: String) -> String {
    "    - {name: \(name), endpoints: 2, concurrency: 4, queue: 8, serviceTime: {exponential: {mean: 20ms}}}"
  }

  private static let manifests =
    """

    apiVersion: gateway.networking.k8s.io/v1
    kind: GatewayClass
    metadata: {name: example}
    spec: {controllerName: example.com/controller, description: "<script>alert(1)</script>"}
    ---
    apiVersion: gateway.networking.k8s.io/v1
    kind: Gateway
    metadata: {name: edge}
    spec:
      gatewayClassName: example
      listeners: [{name: http, port: 80, protocol: HTTP}]
    """ + services.map(route).joined()

  private static func route(_ service: String) -> String {
    """

    ---
    apiVersion: gateway.networking.k8s.io/v1
    kind: HTTPRoute
    metadata: {name: \(service), annotations: {"example.com/note": "</script><script>alert(3)</script>"}}
    spec: # </script><script>alert(4)</script>
      parentRefs: [{name: edge}]
      hostnames: [\(service).example]
      rules:
        - retry: {attempts: 2, codes: [503]}
          filters:
            - type: RequestHeaderModifier
              requestHeaderModifier: {set: [{name: x-a, value: "</script><script>alert(5)</script>\(long)"}]}
          backendRefs: [{name: \(service), port: 80}]
    ---
    apiVersion: v1
    kind: Service
    metadata: {name: \(service)}
    spec: {ports: [{port: 80}]}
    """
  }
}
