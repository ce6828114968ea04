import Documents
import Experiments
import Foundation
import Results
import Scenarios

/// A folder with a small scenario, and sweeps over it.
final class SweepWorld: Sendable {
  let folder: URL

  init() throws {
    folder = FileManager.default.temporaryDirectory.appendingPathComponent("weir-sweep-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    try Self.text.write(to: folder.appendingPathComponent("small.yaml"), atomically: true, encoding: .utf8)
  }

  deinit { try? FileManager.default.removeItem(at: folder) }

  func path(of name: String) -> String { folder.appendingPathComponent(name).path }

  func bytes(of name: String) -> Data? { FileManager.default.contents(atPath: path(of: name)) }

  /// Files below a folder, in order.
  func files(in name: String) -> [String] {
    (try? FileManager.default.subpathsOfDirectory(atPath: path(of: name)).sorted()) ?? []
  }

  /// The result of a job in a folder of jobs.
  func result(of job: Int, in folder: String) throws -> StoredRun {
    try ResultsReader(path: path(of: "\(folder)/jobs/\(job).sqlite")).run()
  }

  /// A grid over this scenario.
  func plan(_ vary: String..., sets: [String] = [], version: String = "test") throws -> SweepPlan {
    let diagnostics = Diagnostics()
    let path = path(of: "small.yaml")
    let parameters = readVariedParameters(vary, diagnostics: diagnostics)
    guard let base = readScenario(path: path, sets: sets, diagnostics: diagnostics), !diagnostics.hasErrors
    else { throw SweepError.design(diagnostics.all.map(\.message).joined(separator: "; ")) }
    return SweepPlan(
      base: base, source: .init(path: path, sets: sets), design: try SweepDesign(grid: parameters, steps: 5),
      version: version)
  }

  /// The five points that most tests run.
  func plan(version: String = "test") throws -> SweepPlan {
    try plan("spec.services[0].endpoints=1,2,3,4,5", version: version)
  }

  private static let text = """
    apiVersion: weir/v1
    kind: Scenario
    metadata: {name: small}
    spec:
      duration: 2s
      replications: 2
      traffic:
        - name: shoppers
          arrivals: {poisson: {rate: 200/s}}
          requests: [{host: shop.example, path: /cart}]
      services:
        - {name: shop/cart, endpoints: 2, concurrency: 1, queue: 4, serviceTime: {exponential: {mean: 10ms}}}
        - {name: shop/next, concurrency: 8, queue: 16, serviceTime: 1ms}
      faults:
        - {name: slow, target: {service: shop/cart}, at: 500ms, for: 500ms, slowdown: 2}
      checks: [success_ratio >= 90%]
    ---
    apiVersion: gateway.networking.k8s.io/v1
    kind: GatewayClass
    metadata: {name: example}
    spec: {controllerName: example.com/controller}
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
    ---
    apiVersion: gateway.networking.x-k8s.io/v1alpha1
    kind: XBackendTrafficPolicy
    metadata: {name: cart, namespace: shop}
    spec:
      targetRefs: [{group: "", kind: Service, name: cart}]
      retryConstraint: {budget: {percent: 20, interval: 10s}, minRetryRate: {count: 1, interval: 1s}}
    ---
    apiVersion: v1
    kind: Service
    metadata: {name: cart, namespace: shop}
    spec: {ports: [{port: 80}]}
    ---
    apiVersion: v1
    kind: Service
    metadata: {name: next, namespace: shop}
    spec: {ports: [{port: 80}]}
    """
}
