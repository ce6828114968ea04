/// Manifests for the commands that read nothing else.
enum GatewayWorld {
  static let gateway = """
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
      listeners:
      - {name: http, port: 80, protocol: HTTP, allowedRoutes: {namespaces: {from: All}}}
      - {name: calls, port: 80, protocol: HTTP, hostname: calls.example, allowedRoutes: {namespaces: {from: All}}}

    """

  static let routes = """
    apiVersion: gateway.networking.k8s.io/v1
    kind: HTTPRoute
    metadata: {name: front, namespace: shop}
    spec:
      parentRefs: [{name: edge, namespace: infra, sectionName: http}]
      rules:
      - matches: [{path: {value: /other}}, {path: {value: /cart}, headers: [{name: beta, value: "yes"}]}]
        filters:
        - {type: RequestHeaderModifier, requestHeaderModifier: {add: [{name: X-Added, value: b}], remove: [x-gone]}}
        - {type: RequestMirror, requestMirror: {backendRef: {name: v2, port: 8080}, percent: 42}}
        - {type: CORS, cors: {allowOrigins: ["https://a.example"]}}
        timeouts: {request: 1s, backendRequest: 250ms}
        retry: {attempts: 2, codes: [503], backoff: 25ms}
        backendRefs: [{name: v1, port: 8080, weight: 9}, {name: gone, port: 80}]
      - matches: [{path: {value: /old}}]
        filters: [{type: RequestRedirect, requestRedirect: {scheme: https, port: 8443}}]
      - matches: [{path: {value: /plain}}]
        filters: [{type: RequestMirror, requestMirror: {backendRef: {name: v2, port: 8080}}}]
        backendRefs: [{name: v1, port: 8080}]
    ---
    apiVersion: gateway.networking.k8s.io/v1
    kind: GRPCRoute
    metadata: {name: calls, namespace: shop}
    spec:
      parentRefs: [{name: edge, namespace: infra, sectionName: calls}]
      rules: [{matches: [{method: {service: a.B}}], backendRefs: [{name: v1, port: 8080}]}]

    """

  static let services = """
    {apiVersion: v1, kind: Service, metadata: {name: v1, namespace: shop}, spec: {ports: [{port: 8080}]}}
    ---
    {apiVersion: v1, kind: Service, metadata: {name: v2, namespace: shop}, spec: {ports: [{port: 8080}]}}
    ---
    apiVersion: gateway.networking.x-k8s.io/v1alpha1
    kind: XBackendTrafficPolicy
    metadata: {name: front, namespace: shop}
    spec: {targetRefs: [{group: "", kind: Service, name: v1}], retryConstraint: {}}

    """

  /// Another Gateway, with another port and hostname.
  static let second = """
    apiVersion: gateway.networking.k8s.io/v1
    kind: Gateway
    metadata: {name: second, namespace: infra}
    spec:
      gatewayClassName: example
      listeners: [{name: web, port: 8080, protocol: HTTP, hostname: second.example}]

    """

  /// All but the second Gateway as one text.
  static let all = [gateway, routes, services].joined(separator: "---\n")
}
