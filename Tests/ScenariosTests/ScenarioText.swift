import Documents
import Scenarios

/// The manifests of the tests: a Gateway with one route to shop/checkout, which mirrors to shop/next.
let manifests = """
  ---
  apiVersion: gateway.networking.k8s.io/v1
  kind: GatewayClass
  metadata: {name: example}
  spec: {controllerName: example.com/controller}
  ---
  apiVersion: gateway.networking.k8s.io/v1
  kind: Gateway
  metadata: {name: edge, namespace: infra}
  spec:
    gatewayClassName: example
    listeners: [{name: http, port: 80, protocol: HTTP, allowedRoutes: {namespaces: {from: All}}}]
  ---
  apiVersion: gateway.networking.k8s.io/v1
  kind: HTTPRoute
  metadata: {name: front, namespace: shop}
  spec:
    parentRefs: [{name: edge, namespace: infra}]
    hostnames: [shop.example]
    rules:
      - matches: [{path: {type: PathPrefix, value: /checkout}}]
        filters:
          - type: RequestMirror
            requestMirror: {backendRef: {name: next, port: 80}, percent: 10}
        retry: {attempts: 2, codes: [503]}
        backendRefs: [{name: checkout, port: 80}]
  ---
  apiVersion: gateway.networking.x-k8s.io/v1alpha1
  kind: XBackendTrafficPolicy
  metadata: {name: checkout, namespace: shop}
  spec:
    targetRefs: [{group: "", kind: Service, name: checkout}]
    retryConstraint: {budget: {percent: 20, interval: 10s}, minRetryRate: {count: 3, interval: 1s}}
  ---
  apiVersion: v1
  kind: Namespace
  metadata: {name: shop}
  ---
  apiVersion: v1
  kind: Namespace
  metadata: {name: infra}
  ---
  apiVersion: v1
  kind: Service
  metadata: {name: checkout, namespace: shop}
  spec: {ports: [{port: 80}]}
  ---
  apiVersion: v1
  kind: Service
  metadata: {name: next, namespace: shop}
  spec: {ports: [{port: 80}]}
  """

/// A scenario in which each part can be replaced; what is replaced stands on the line that the part has here.
struct ScenarioText {
  var head = "metadata: {name: test}"  // line 3
  var duration = "duration: 60s"  // line 5
  var more = "seed: 1"  // line 6
  var source = "name: users, arrivals: {poisson: {rate: 10/s}}"  // line 8
  var requests = "requests: [{host: shop.example, path: /checkout}]"  // line 8
  var checkout = "name: shop/checkout, endpoints: 4, concurrency: 8, serviceTime: 20ms"  // line 10
  var next = "- {name: shop/next, serviceTime: 20ms}"  // line 11
  var faults = "faults: []"  // line 12
  var checks = "checks: []"  // line 13
  var objects = manifests

  var text: String {
    """
    apiVersion: weir/v1
    kind: Scenario
    \(head)
    spec:
      \(duration)
      \(more)
      traffic:
        - {\(source), \(requests)}
      services:
        - {\(checkout)}
        \(next)
      \(faults)
      \(checks)
    \(objects)
    """
  }

  /// What a test replaces.
  enum Part {
    case head, duration, more, source, requests, checkout, faults
  }

  subscript(part: Part) -> String {
    get {
      switch part {
      case .head: head
      case .duration: duration
      case .more: more
      case .source: source
      case .requests: requests
      case .checkout: checkout
      case .faults: faults
      }
    }
    set {
      switch part {
      case .head: head = newValue
      case .duration: duration = newValue
      case .more: more = newValue
      case .source: source = newValue
      case .requests: requests = newValue
      case .checkout: checkout = newValue
      case .faults: faults = newValue
      }
    }
  }

  /// Reads it.
  func read(
    sets: [String] = [], overlays: [String] = [], folder: String = ""
  ) -> (scenario: Scenario?, messages: [Diagnostic]) {
    let diagnostics = Diagnostics()
    let scenario = readScenario(
      text: text, folder: folder, sets: sets, overlays: overlays, diagnostics: diagnostics)
    return (scenario, diagnostics.all)
  }
}

extension Diagnostic {
  /// All that a person reads.
  var words: String { [path ?? "", message, suggestion ?? ""].joined(separator: " | ") }
}
