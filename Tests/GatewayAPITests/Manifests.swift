// Short forms of the manifests that the tables of these tests vary.

/// The metadata `name`, or `namespace/name`, in braces.
private func metadata(_ name: String, created: String? = nil, labels: String? = nil) -> String {
  let parts = name.split(separator: "/").map(String.init)
  let namespace = parts.count == 2 ? ", namespace: \(parts[0])" : ""
  let age = created.map { ", creationTimestamp: \"\($0)\"" } ?? ""
  return "{name: \(parts.last ?? "")\(namespace)\(age)\(labels.map { ", labels: {\($0)}" } ?? "")}"
}

/// A Gateway with these listeners, each as the inside of a flow mapping.
func gateway(
  named name: String = "edge", created: String? = nil, className: String = "example", extra: String = "",
  _ listeners: [String]
) -> String {
  """
  apiVersion: gateway.networking.k8s.io/v1
  kind: Gateway
  metadata: \(metadata(name, created: created))
  spec:
    gatewayClassName: \(className)
  \(extra.isEmpty ? "" : "  \(extra)\n")  listeners:
  \(listeners.map { "  - {\($0)}" }.joined(separator: "\n"))
  """
}

/// A ListenerSet with these listeners; `parent` is the inside of its parentRef.
func listenerSet(
  _ name: String, parent: String = "name: edge", created: String? = nil, isExperimental: Bool = false,
  _ listeners: [String]
) -> String {
  """
  apiVersion: \(isExperimental ? "gateway.networking.x-k8s.io/v1alpha1" : "gateway.networking.k8s.io/v1")
  kind: \(isExperimental ? "XListenerSet" : "ListenerSet")
  metadata: \(metadata(name, created: created))
  spec:
    parentRef: {\(parent)}
    listeners:
  \(listeners.map { "  - {\($0)}" }.joined(separator: "\n"))
  """
}

/// The inside of a plain HTTP listener.
func http(_ name: String, _ hostname: String? = nil, port: Int = 80, extra: String = "") -> String {
  "name: \(name), port: \(port), protocol: HTTP\(hostname.map { ", hostname: '\($0)'" } ?? "")"
    + (extra.isEmpty ? "" : ", \(extra)")
}

/// The inside of an HTTPS listener; the Secret it names is in the cluster.
func https(_ name: String, _ hostname: String? = nil, port: Int = 443) -> String {
  "name: \(name), port: \(port), protocol: HTTPS, tls: {certificateRefs: [{name: cert}]}"
    + (hostname.map { ", hostname: '\($0)'" } ?? "")
}

/// A route with parentRefs and rules as the insides of flow sequences.
func attached(
  _ name: String, kind: String = "HTTPRoute", created: String? = nil, parents: String = "{name: edge}",
  hostnames: String? = nil, rules: String = "{backendRefs: [{name: v1, port: 8080}]}"
) -> String {
  """
  apiVersion: gateway.networking.k8s.io/v1
  kind: \(kind)
  metadata: \(metadata(name, created: created))
  spec:
    parentRefs: [\(parents)]
  \(hostnames.map { "  hostnames: [\($0)]\n" } ?? "")  rules: [\(rules)]
  """
}

/// A Service with port 8080.
func service(_ name: String, ports: String = "{port: 8080}") -> String {
  "{apiVersion: v1, kind: Service, metadata: \(metadata(name)), spec: {ports: [\(ports)]}}"
}

/// A Namespace with these labels.
func namespace(_ name: String, labels: String = "") -> String {
  "{apiVersion: v1, kind: Namespace, metadata: \(metadata(name, labels: labels))}"
}

/// A ReferenceGrant in the namespace of its name.
func grant(
  _ name: String, from kind: String, of namespace: String, group: String = "gateway.networking.k8s.io",
  to target: String
) -> String {
  """
  apiVersion: gateway.networking.k8s.io/v1beta1
  kind: ReferenceGrant
  metadata: \(metadata(name))
  spec: {from: [{group: \(group), kind: \(kind), namespace: \(namespace)}], to: [{group: "", kind: \(target)}]}
  """
}
