import Foundation
import Results

/// A small run with everything in it, the same every time.
enum Fixture {
  /// A name that breaks whoever forgets to quote: quotes, a newline, a NUL, an emoji, a bracket of JSON.
  static let hostile = "o'neill \"x\"\n\0🦢]},{\\"

  static var run: RunRecord {
    var run = RunRecord(
      scenario: "quickstart", seed: .max, replications: 2, warmUp: 1_000_000_000, duration: 3_000_000_000,
      dataPlane: "gateway-api", gatewayReplicas: 2, version: "0.1.0")
    run.description = "One gateway, two services; \(hostile)"
    run.inputs = [
      .init(file: "scenario.yaml", text: "kind: Scenario\n"), .init(file: hostile, text: hostile),
    ]
    run.overrides = ["--set spec.seed=3"]
    run.assumptions = [.init(id: "A-SIM-1", text: "Endpoints are alike."), .init(id: hostile, text: hostile)]
    run.notModelled = [.init(object: "HTTPRoute/shop/front", path: "spec.rules[0].sessionPersistence")]
    run.services = ["shop/front", "shop/checkout", hostile]
    run.shapes = [
      .init(
        traffic: "shoppers", method: "GET", host: "shop.example", path: "/", route: "shop/front", rule: 0),
      .init(traffic: hostile, method: "POST", host: hostile, path: hostile, route: nil, rule: nil),
    ]
    return run
  }

  /// What replication `number` measured; numbers differ by replication.
  static func replication(_ number: Int) -> ReplicationRecord {
    var record = ReplicationRecord(replication: number)
    record.metrics = [
      MetricSample("requests", .none, 100 + Double(number)),
      MetricSample("success_ratio", ["traffic": "shoppers"], 0.1 + Double(number) / 3),
      MetricSample("fate_ratio", ["traffic": hostile, "fate": "ok-first-try"], 1e-9),
      MetricSample("response_time_p999", .none, nil),
    ]
    record.histograms = [
      HistogramRecord(
        name: "response_time", labels: ["route": "shop/front"],
        buckets: [
          .init(lower: 1_000_000, upper: 1_007_999, count: 3),
          .init(lower: 5_000_000_000, upper: 5_039_999_999, count: 1 << 40),
        ])
    ]
    record.timeline = [
      TimelineSeries(entity: "traffic/shoppers", metric: "offered", values: [100, 0, .nan, 0.1]),
      TimelineSeries(entity: "service/shop/checkout", metric: "queue_length_mean", values: [1.0 / 3, 2e-7]),
    ]
    record.responseWindows = [
      ResponseWindow(
        second: 0, seconds: 2,
        buckets: [
          .init(index: 3, count: 2, successes: 2), .init(index: 7, count: 1, successes: 1),
          .init(index: 8, count: 1, successes: 0), .init(index: 222, count: 5, successes: 4),
        ]),
      ResponseWindow(second: 2, seconds: 2, buckets: []),
      ResponseWindow(
        second: 4, seconds: 2,
        buckets: [.init(index: ResponseWindow.Bucket.lastIndex, count: 1 << 40, successes: 0)]),
    ]
    record.episodes = [
      EpisodeRecord(
        service: 1, replica: 1, start: 1_200_000_000, end: 2_900_000_001 + Int64(number), denied: 7,
        allowed: 3, term: .percent)
    ]
    record.mirrors = [
      MirrorRecord(
        route: "shop/front", rule: 0, mirror: "shop/front-v2", eligible: 1000, sent: 420 + number, failed: 2,
        expected: 0.42),
      MirrorRecord(route: "shop/front", rule: 1, mirror: hostile, expected: 0.005),
    ]
    record.faults = [
      FaultRecord(
        name: "slow checkout", start: 1_500_000_000, end: 2_000_000_000, recovery: 250_000_000, lost: 4),
      FaultRecord(name: hostile, start: 0, end: 1, recovery: nil, lost: 0),
    ]
    record.conservation = Conservation(offered: 104, answered: 101, unanswered: 3)
    record.events = 12_345
    return record
  }

  /// The batches of replication `number`, in order: `count` of them with `size` requests each.
  static func batches(_ number: Int, count: Int = 3, size: Int = 40) -> [RecordBatch] {
    (0..<count).map { index in
      var batch = RecordBatch(replication: number)
      for offset in 0..<size {
        let request = Int64(index * size + offset)
        let failed = request % 10 == 3
        let start = request * 25_000_000 + Int64(number)
        batch.attempts.append(
          AttemptRow(
            request: request, attempt: 1, parent: 0, service: 1, endpoint: failed ? -1 : 2, start: start,
            waiting: failed ? -1 : 500_000, serviceTime: failed ? -1 : 12_000_000, end: start + 12_500_000,
            status: failed ? 0 : 200, outcome: failed ? .reset : .success,
            denial: failed
              ? .init(
                retries: 20, requests: 100, limit: 20, minimumRetries: 3, minimumLimit: 3, term: .percent)
              : nil))
        batch.requests.append(
          RequestRow(
            request: request, arrival: start, shape: failed ? 1 : 0, service: failed ? -1 : 1,
            replica: Int16(request % 2), attempts: 1, status: failed ? 503 : 200,
            fate: failed ? .budgetExhausted : .okFirstTry, response: request == 39 ? -1 : 12_500_000))
      }
      return batch
    }
  }

  static let summaries = [
    Summary(
      name: "requests", labels: .none, mean: 100.5, low: 94.1, high: 106.9, confidence: 0.95, n: 2),
    Summary(
      name: "success_ratio", labels: ["traffic": "shoppers"], mean: 0.27, low: nil, high: nil,
      confidence: 0.95, n: 1),
    Summary(
      name: "response_time_p999", labels: .none, mean: nil, low: nil, high: nil, confidence: 0.95, n: 0),
    Summary(
      name: "recovery_time", labels: ["fault": hostile], mean: 0.25, low: nil, high: nil, confidence: 0.95,
      n: 1, never: 1),
  ]

  static let mirrorIntervals: [Int: [MirrorInterval]] = [
    0: [
      MirrorInterval(low: 0.37, high: 0.47, verdict: .pass),
      MirrorInterval(low: 0, high: 1, verdict: .inconclusive),
    ],
    1: [
      MirrorInterval(low: 0.371, high: 0.471, verdict: .pass),
      MirrorInterval(low: 0, high: 1, verdict: .inconclusive),
    ],
  ]

  static let checks = [
    CheckResult(
      check: "success_ratio >= 99.9%", verdict: .fail, estimate: 0.27, low: nil, high: nil, limit: 0.999),
    CheckResult(
      check: "amplification{service=\"\(hostile)\"} <= 1.25", verdict: .fail, estimate: nil, low: nil,
      high: nil, limit: 1.25, reason: "nothing was measured"),
  ]

  /// Writes the whole fixture to `path`, the replications in the given order.
  static func write(to path: String, order: [Int] = [0, 1], as form: RecordedForm = .rows) throws {
    let writer = try ResultsWriter(path: path, run: run, as: form)
    for number in order {
      for batch in batches(number) { try writer.append(batch) }
      try writer.finish(replication(number))
    }
    try writer.complete([Conclusion(summaries: summaries, mirrorIntervals: mirrorIntervals, checks: checks)])
  }
}

/// A folder that is removed with the test that made it.
final class TemporaryFolder {
  let path: String

  init() throws {
    let url = FileManager.default.temporaryDirectory.appending(path: "weir-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    path = url.path
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  func file(_ name: String) -> String { path + "/" + name }

  func write(_ name: String, _ data: Data) throws {
    try data.write(to: URL(fileURLWithPath: self.file(name)))
  }

  var names: [String] { ((try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []).sorted() }
}

/// The rows of a query, as text that shows types.
func rows(_ path: String, _ sql: String) throws -> [String] {
  var rows: [String] = []
  try ResultsQuery(path: path).run(sql, columns: { _ in }) { values in
    rows.append(values.map(shown).joined(separator: "|"))
    return true
  }
  return rows
}

/// The names of a query's columns.
func columns(_ path: String, _ sql: String) throws -> [String] {
  var names: [String] = []
  try ResultsQuery(path: path).run(sql, columns: { names = $0 }) { _ in false }
  return names
}

/// Every table's and view's definition, and every table's rows in the order of their keys.
func dump(_ path: String) throws -> [String] {
  let tables = try rows(path, "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")
  return try rows(path, "SELECT type, name, sql FROM sqlite_master ORDER BY name")
    + tables.flatMap { table in try rows(path, "SELECT * FROM \(table)").map { "\(table): \($0)" } }
}

private func shown(_ value: SQLValue) -> String {
  switch value {
  case .null: "null"
  case .integer(let number): "\(number)"
  case .real(let number): "\(number)"
  case .text(let text): text
  case .blob(let bytes): "\(bytes)"
  }
}
