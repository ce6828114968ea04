import Documents
import Foundation
import Scenarios
import Testing

/// The reader lists the keys that it knows where it meets one that it does not.
@Suite("The keys in the schemas of what is read")
struct SchemaKeyTests {
  private static let stranger = "zzzzzzzzzzzzzzzz"

  /// For each definition a change of the small scenario that puts the key `?` where the definition holds; some hold in several places.
  private static let places: [(definition: String, change: String)] = [
    ("scenario", "?=1"), ("metadata", "metadata.?=1"), ("spec", "spec.?=1"),
    ("replications", "spec.replications={max: 2, until: 2%, ?: 1}"), ("gatewayAPI", "spec.gatewayAPI={?: 1}"),
    ("dataPlane", "spec.dataPlane={?: 1}"),
    ("loadBalancing", "spec.dataPlane={loadBalancing: {least-request: {}, ?: 1}}"),
    ("leastRequest", "spec.dataPlane={loadBalancing: {least-request: {?: 1}}}"),
    ("ringHash", "spec.dataPlane={loadBalancing: {ring-hash: {?: 1}}}"),
    ("slowStart", "spec.dataPlane={slowStart: {window: 1s, ?: 1}}"),
    ("readings", "spec.dataPlane={readings: {?: 1}}"),
    ("source", "spec.traffic[0].?=1"), ("request", "spec.traffic[0].requests[0].?=1"),
    ("openClient", "spec.traffic[0].client={?: 1}"),
    ("clientRetries", "spec.traffic[0].client={retries: {attempts: 1, ?: 1}}"),
    (
      "backoff",
      "spec.traffic[0].client={retries: {attempts: 1, backoff: {full: {base: 1s, cap: 1s}, ?: 1}}}"
    ),
    ("jitter", "spec.traffic[0].client={retries: {attempts: 1, backoff: {full: {base: 1s, cap: 1s, ?: 1}}}}"),
    ("throttling", "spec.traffic[0].client={throttling: {?: 1}}"),
    ("browserClient", "spec.traffic[0].client={kind: browser, origin: 'https://a.example', users: 1, ?: 1}"),
    ("arrivals", "spec.traffic[0].arrivals={poisson: {rate: 1/s}, ?: 1}"),
    ("ratedArrivals", "spec.traffic[0].arrivals={poisson: {rate: 1/s, ?: 1}}"),
    ("ratedArrivals", "spec.traffic[0].arrivals={constant: {rate: 1/s, ?: 1}}"),
    ("stage", "spec.traffic[0].arrivals={stages: [{rate: 1/s, for: 1s, ?: 1}]}"),
    (
      "mmpp",
      "spec.traffic[0].arrivals={mmpp: {states: [{rate: 1/s, mean: 1s}, {rate: 1/s, mean: 1s}], ?: 1}}"
    ),
    (
      "state",
      "spec.traffic[0].arrivals={mmpp: {states: [{rate: 1/s, mean: 1s}, {rate: 1/s, mean: 1s, ?: 1}]}}"
    ),
    ("diurnal", "spec.traffic[0].arrivals={diurnal: {mean: 1/s, peak: 1/s, period: 1s, ?: 1}}"),
    ("closed", "spec.traffic[0].arrivals={closed: {users: 1, think: 1s, ?: 1}}"),
    ("rates", "spec.traffic[0].arrivals={rates: {file: none.csv, ?: 1}}"),
    ("trace", "spec.traffic[0].arrivals={trace: {file: none.csv, ?: 1}}"),
    ("traceMap", "spec.traffic[0].arrivals={trace: {file: none.csv, map: {?: 1}}}"),
    ("service", "spec.services[0].?=1"), ("failures", "spec.services[0].failures={rate: 1%, ?: 1}"),
    ("call", "spec.services[0].calls=[{service: shop/next, ?: 1}]"),
    ("autoscaler", "spec.services[0].autoscaler={max: 1, target: 50%, ?: 1}"),
    ("autoscalerTarget", "spec.services[0].autoscaler={max: 1, target: {utilization: 50%, ?: 1}}"),
    ("behavior", "spec.services[0].autoscaler={max: 1, target: 50%, behavior: {?: 1}}"),
    ("scalingRules", "spec.services[0].autoscaler={max: 1, target: 50%, behavior: {scaleUp: {?: 1}}}"),
    ("scalingRules", "spec.services[0].autoscaler={max: 1, target: 50%, behavior: {scaleDown: {?: 1}}}"),
    (
      "scalingPolicy",
      "spec.services[0].autoscaler={max: 1, target: 50%, behavior: {scaleUp: {policies: [{pods: 1, period: 1s, ?: 1}]}}}"
    ),
    ("static", "spec.services[0].static={?: 1}"), ("envoy", "spec.services[0].envoy={?: 1}"),
    ("retryBudget", "spec.services[0].envoy={retryBudget: {?: 1}}"),
    ("outlierDetection", "spec.services[0].envoy={outlierDetection: {?: 1}}"),
    ("successRate", "spec.services[0].envoy={outlierDetection: {successRate: {?: 1}}}"),
    ("linkerd", "spec.services[0].linkerd={?: 1}"), ("finagle", "spec.services[0].finagle={?: 1}"),
    ("grpc", "spec.services[0].grpc={?: 1}"), ("awsSDK", "spec.services[0].aws-sdk={?: 1}"),
    ("distribution", "spec.services[0].serviceTime={constant: 1s, ?: 1}"),
    ("part", "spec.services[0].serviceTime={mixture: [{constant: 1s, ?: 1}]}"),
    ("uniform", "spec.services[0].serviceTime={uniform: {low: 1s, high: 1s, ?: 1}}"),
    ("exponential", "spec.services[0].serviceTime={exponential: {mean: 1s, ?: 1}}"),
    ("erlang", "spec.services[0].serviceTime={erlang: {mean: 1s, k: 1, ?: 1}}"),
    ("gamma", "spec.services[0].serviceTime={gamma: {mean: 1s, cv: 1, ?: 1}}"),
    ("lognormal", "spec.services[0].serviceTime={lognormal: {mean: 1s, cv: 1, ?: 1}}"),
    ("weibull", "spec.services[0].serviceTime={weibull: {mean: 1s, shape: 1, ?: 1}}"),
    ("pareto", "spec.services[0].serviceTime={pareto: {mean: 1s, alpha: 2, ?: 1}}"),
    ("empirical", "spec.services[0].serviceTime={empirical: {values: [1s], ?: 1}}"),
    ("fault", "spec.faults=[{name: a, target: {service: shop/cart}, at: 0, for: 1s, reset: true, ?: 1}]"),
    (
      "faultTarget",
      "spec.faults=[{name: a, target: {service: shop/cart, ?: 1}, at: 0, for: 1s, reset: true}]"
    ),
    ("crash", "spec.faults=[{name: a, target: {service: shop/cart}, at: 0, for: 1s, crash: {?: 1}}]"),
    (
      "rollingRestart",
      "spec.faults=[{name: a, target: {service: shop/cart}, at: 0, rollingRestart: {?: 1}}]"
    ),
    (
      "gatewayLoss",
      "spec.faults=[{name: a, target: {gateway: true}, at: 0, for: 1s, gatewayLoss: {replicas: 1, ?: 1}}]"
    ),
    ("abort", "spec.faults=[{name: a, target: {gateway: true}, at: 0, for: 1s, abort: {rate: 1%, ?: 1}}]"),
    (
      "delay",
      "spec.faults=[{name: a, target: {gateway: true}, at: 0, for: 1s, delay: {rate: 1%, time: 1s, ?: 1}}]"
    ),
    (
      "repeat",
      "spec.faults=[{name: a, target: {service: shop/cart}, at: 0, for: 1s, reset: true, repeat: {every: 1s, times: 2, ?: 1}}]"
    ),
    ("check", "spec.checks=[{assert: success_ratio, noWorseThan: 5%, ?: 1}]"),
  ]

  private static let sweeps: [(definition: String, text: String)] = [
    ("", "kind: Sweep, ?: 1, spec: {scenario: a, vary: {spec.seed: [1]}}"),
    ("metadata", "kind: Sweep, metadata: {?: 1}, spec: {scenario: a, vary: {spec.seed: [1]}}"),
    ("spec", "kind: Sweep, spec: {scenario: a, vary: {spec.seed: [1]}, ?: 1}"),
    ("range", "kind: Sweep, spec: {scenario: a, points: 2, vary: {spec.seed: {from: 1, to: 2, ?: 1}}}"),
  ]

  /// The keys of each definition that has any; those of the schema itself are under the empty name.
  private static func keys(_ schema: String) throws -> [String: Set<String>] {
    let root = try JSONText(InputSchemaTests.schema(schema).text)
    var definitions = root["$defs"] as? [String: [String: Any]] ?? [:]
    definitions[""] = root.members
    return definitions.compactMapValues { definition in
      // A schema that only says which documents it is about has no keys to know.
      guard definition["additionalProperties"] as? Bool == false else { return nil }
      return (definition["properties"] as? [String: Any]).map { Set($0.keys) }
    }
  }

  /// What the reader says to know beside the stranger.
  private static func known(to diagnostics: [Diagnostic]) throws -> Set<String> {
    let found = try #require(
      diagnostics.first { $0.message == "unknown field \"\(stranger)\"" }, "\(diagnostics.map(\.message))")
    let suggestion = try #require(found.suggestion)
    #expect(suggestion.hasPrefix("known here: "))
    return Set(suggestion.dropFirst("known here: ".count).components(separatedBy: ", "))
  }

  @Test("are those that the reader of scenarios knows, in every mapping")
  func scenario() throws {
    let keys = try Self.keys("scenario-file")
    #expect(Set(Self.places.map(\.definition)) == Set(keys.keys))
    for place in Self.places {
      let subject = try ScenarioSubject(changedBy: place.change.replacing("?", with: Self.stranger))
      #expect(try Self.known(to: subject.errors) == keys[place.definition], "\(place.change)")
    }
  }

  @Test("are those that the reader of sweeps knows, in every mapping")
  func sweep() throws {
    let keys = try Self.keys("sweep-file")
    #expect(Set(Self.sweeps.map(\.definition)) == Set(keys.keys))
    for (definition, text) in Self.sweeps {
      let diagnostics = Diagnostics()
      _ = readSweep(
        text: "{apiVersion: weir/v1, \(text.replacing("?", with: Self.stranger))}", diagnostics: diagnostics)
      #expect(try Self.known(to: diagnostics.all) == keys[definition], "\(text)")
    }
  }
}
