import Documents
import GatewayAPI

/// Manifests that were read, with what was said about them.
struct World {
  let configuration: GatewayConfiguration
  let diagnostics: [Diagnostic]

  /// Reads `yaml`, and unless told otherwise a Gateway `edge` with one open listener and the Services `v1` to `v3`.
  init(_ yaml: String, bare: Bool = false, settings: AdmissionSettings = AdmissionSettings()) {
    self.init(texts: bare ? [yaml] : [yaml, Self.surroundings], settings: settings)
  }

  init(texts: [String], settings: AdmissionSettings = AdmissionSettings()) {
    let diagnostics = Diagnostics()
    let documents = texts.enumerated().flatMap { index, text in
      loadDocuments(
        text: text, file: index == 0 ? "input.yaml" : "surroundings.yaml", diagnostics: diagnostics
      )
      .documents
    }
    configuration = .read(documents, settings: settings, diagnostics: diagnostics)
    self.diagnostics = diagnostics.all
  }

  /// The name of the only Service that gets the request, `404`, `refused`, or the status with which the gateway answers.
  func answer(
    _ path: String = "/", host: String = "", method: String = "GET", headers: [(String, String)] = [],
    scheme: String = "http", port: Int = 80, gateway: String = "edge"
  ) -> String {
    let request = HTTPRequest(
      method: method, scheme: scheme, host: host, path: path,
      headers: headers.map { .init(name: $0.0, value: $0.1) })
    switch configuration.answer(request, gateway: NamespacedName(name: gateway), port: port) {
    case .refused: return "refused"
    case .notFound: return "404"
    case .misdirected: return "421"
    case .matched(let rule): return Self.outcome(of: rule.plan)
    }
  }

  static func outcome(of plan: RulePlan) -> String {
    if let status = plan.gatewayStatus { return "\(status)" }
    let chosen = plan.backends.filter { $0.weight > 0 }
    guard let first = chosen.first else { return "500" }
    return chosen.count == 1 ? first.problem.map { "\($0.status)" } ?? first.service.name : "several"
  }

  /// The plan of the rule that takes a request, if one does.
  func plan(_ path: String = "/", host: String = "") -> RulePlan? {
    matched(path, host: host)?.plan
  }

  func matched(_ path: String = "/", host: String = "") -> MatchedRule? {
    let request = HTTPRequest(host: host, path: path)
    guard
      case .matched(let rule) = configuration.answer(request, gateway: NamespacedName(name: "edge"), port: 80)
    else { return nil }
    return rule
  }

  /// The messages with `code`.
  func messages(_ code: GatewayCode) -> [Diagnostic] { diagnostics.filter { $0.code == code.rawValue } }

  var errors: [Diagnostic] { diagnostics.filter { $0.severity == .error } }

  private static let surroundings = """
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
      - {name: http, port: 80, protocol: HTTP, allowedRoutes: {namespaces: {from: All}}}
    ---
    apiVersion: v1
    kind: Service
    metadata: {name: v1}
    spec: {ports: [{port: 8080}]}
    ---
    apiVersion: v1
    kind: Service
    metadata: {name: v2}
    spec: {ports: [{port: 8080}]}
    ---
    apiVersion: v1
    kind: Service
    metadata: {name: v3}
    spec: {ports: [{port: 8080}]}
    """
}

/// An HTTPRoute with these rules, indented by two, attached to `edge`.
func route(_ name: String = "route", extra: String = "", metadata: String = "", rules: String) -> String {
  """
  apiVersion: gateway.networking.k8s.io/v1
  kind: HTTPRoute
  metadata: {name: \(name)\(metadata)}
  spec:
    parentRefs: [{name: edge}]
  \(extra.isEmpty ? "" : "  \(extra)\n")  rules:
  \(rules)
  """
}

/// An HTTPRoute whose only rule has these matches and goes to `service`.
func route(_ name: String, to service: String, matches: String, extra: String = "", metadata: String = "")
  -> String
{
  route(
    name, extra: extra, metadata: metadata,
    rules: "  - {matches: [\(matches)], backendRefs: [{name: \(service), port: 8080}]}")
}

/// Several documents as one text.
func documents(_ texts: String...) -> String { texts.joined(separator: "\n---\n") }
