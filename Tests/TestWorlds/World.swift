import Documents
import GatewayAPI
import Records
import Scenarios
import Simulator
import Traffic

/// A small world for tests: one Gateway `edge` on port 80, one HTTPRoute `all` whose rules the test writes, the Services that it
/// names, and one stream of requests.
public struct World {
  /// What was wrong with the YAML of a test.
  public struct Unusable: Error {
    /// The messages.
    public let messages: [String]
  }

  /// The YAML of the route's `rules`, such as `- backendRefs: [{name: station, port: 80}]`.
  public var rules: String
  /// The Services; each exists with port 80 in the namespace `default`.
  public var services: [ServiceModel]
  /// Further YAML documents, such as an XBackendTrafficPolicy.
  public var manifests = ""
  /// When requests come.
  public var arrivals: ArrivalProcess
  /// What they ask for.
  public var requests = [RequestShape()]
  /// Nanoseconds after which an answer is no success, nil for none.
  public var deadline: Int64?
  /// What the Gateway speaks, `http` or `https`.
  public var scheme = "http"
  /// The browsers that send them, nil for clients that are none.
  public var browsers: BrowserClients?
  /// How they give up and try again.
  public var client: ClientBehaviour?
  /// Seconds.
  public var warmUp = 0.0
  /// Seconds.
  public var duration: Double
  /// The seed.
  public var seed: UInt64 = 1
  /// How the gateway behaves.
  public var dataPlane = DataPlane()
  /// The injected failures.
  public var faults: [Fault] = []

  /// Creates a world whose every request goes to the one service `station`.
  public init(station: ServiceModel, arrivals: ArrivalProcess, duration: Double) {
    rules = "- backendRefs: [{name: \(station.name.name), port: 80}]"
    services = [station]
    self.arrivals = arrivals
    self.duration = duration
  }

  /// The scenario.
  public func scenario() throws -> Scenario {
    let diagnostics = Diagnostics()
    let documents = loadDocuments(text: yaml, file: "world.yaml", diagnostics: diagnostics).documents
    let configuration = GatewayConfiguration.read(documents, diagnostics: diagnostics)
    if diagnostics.hasErrors { throw Unusable(messages: diagnostics.all.map(\.message)) }
    var scenario = Scenario(name: "world", duration: Int64(duration * 1e9), configuration: configuration)
    scenario.seed = seed
    scenario.warmUp = Int64(warmUp * 1e9)
    scenario.dataPlane = dataPlane
    scenario.services = services
    scenario.faults = faults
    var source = TrafficSource(
      name: "clients", gateway: NamespacedName(name: "edge"), port: 80, scheme: scheme, browsers: browsers,
      arrivals: arrivals, mix: RequestMix(requests.map { .init(shape: $0) }))
    source.deadline = deadline
    source.client = client
    scenario.traffic = [source]
    return scenario
  }

  /// The records of `replications` replications.
  public func run(replications: Int = 1, recording: Recording = .none) throws -> [ReplicationRecord] {
    let model = Model(try scenario(), version: "test")
    return try (0..<replications).compactMap { try Replication.run(model, index: $0, recording: recording) }
  }

  /// The first replication with every request and attempt recorded, in the order of their numbers.
  public func runRecorded() throws -> (
    record: ReplicationRecord, requests: [RequestRow], attempts: [AttemptRow]
  ) {
    let model = Model(try scenario(), version: "test")
    var requests: [RequestRow] = []
    var attempts: [AttemptRow] = []
    let record = try Replication.run(
      model, index: 0, recording: .all,
      emit: { batch in
        requests += batch.requests
        attempts += batch.attempts
      })
    guard let record else { throw Unusable(messages: ["the replication stopped"]) }
    requests.sort { $0.request < $1.request }
    attempts.sort { ($0.request, $0.attempt) < ($1.request, $1.attempt) }
    return (record, requests, attempts)
  }

  /// The first replication with every request, attempt and decision, in the order of their numbers.
  public func runExplained() throws -> (record: ReplicationRecord, rows: RecordBatch) {
    let model = Model(try scenario(), version: "test")
    var rows = RecordBatch(replication: 0)
    let record = try Replication.run(
      model, index: 0, recording: .all, explaining: true,
      emit: { batch in
        rows.requests += batch.requests
        rows.attempts += batch.attempts
        rows.decisions += batch.decisions
      })
    guard let record else { throw Unusable(messages: ["the replication stopped"]) }
    rows.requests.sort { $0.request < $1.request }
    rows.attempts.sort { ($0.request, $0.attempt) < ($1.request, $1.attempt) }
    rows.decisions.sort { ($0.request, $0.attempt) < ($1.request, $1.attempt) }
    return (record, rows)
  }

  private static let https = "protocol: HTTPS, tls: {certificateRefs: [{name: certificate}]}"

  private var yaml: String {
    let services = services.map { service in
      """
      apiVersion: v1
      kind: Service
      metadata: {name: \(service.name.name)}
      spec: {ports: [{port: 80}]}
      ---

      """
    }
    let indented = rules.split(separator: "\n", omittingEmptySubsequences: false).map { "  " + $0 }
    return """
      apiVersion: gateway.networking.k8s.io/v1
      kind: Gateway
      metadata: {name: edge}
      spec:
        gatewayClassName: example
        listeners: [{name: http, port: 80, \(scheme == "http" ? "protocol: HTTP" : Self.https)}]
      ---
      \(services.joined())
      apiVersion: gateway.networking.k8s.io/v1
      kind: HTTPRoute
      metadata: {name: all}
      spec:
        parentRefs: [{name: edge}]
        rules:
      \(indented.joined(separator: "\n"))
      ---
      \(manifests)
      """
  }
}

extension ServiceModel {
  /// A service `station` in the namespace `default`.
  public static func station(_ serviceTime: TimeDistribution, concurrency: Int? = 1, queue: Int? = nil)
    -> Self
  {
    var station = ServiceModel(name: NamespacedName(name: "station"), serviceTime: serviceTime)
    station.concurrency = concurrency
    station.queue = queue
    return station
  }
}

extension ReplicationRecord {
  /// The value of a metric, nil where it has none.
  public func value(_ name: String, _ labels: Labels = .none) -> Double? {
    metrics.first { $0.name == name && $0.labels == labels }?.value
  }

  /// The labels of the metrics of `station`.
  public static let station: Labels = ["service": "default/station"]
}
