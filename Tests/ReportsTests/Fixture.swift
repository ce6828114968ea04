import Results

/// Runs as a database would hold them.
enum Fixture {
  /// A complete quickstart: a mirror, a budget that ran out, a fault, checks of every verdict.
  static var quickstart: StoredRun {
    var record = RunRecord(
      scenario: "quickstart", seed: 42, replications: 3, warmUp: 30_000_000_000, duration: 300_000_000_000,
      dataPlane: "gateway-api", gatewayReplicas: 2, version: "0.1.0")
    record.services = ["shop/front", "shop/checkout", "shop/front-next"]
    record.assumptions = [
      .init(id: "A-GW-1", text: "A replica has its own budget."),
      .init(id: "A-SIM-1", text: "Pods are alike."),
    ]
    record.notModelled = [
      .init(object: "HTTPRoute/shop/front", path: "spec.rules[0].sessionPersistence"),
      .init(object: "BackendTLSPolicy/shop/tls", path: ""),
    ]
    return StoredRun(
      database: "results/quickstart.sqlite", status: .complete, run: record,
      replications: (0..<3).map(replication), summaries: summaries, checks: checks)
  }

  private static func replication(_ number: Int) -> StoredRun.Replication {
    var replication = StoredRun.Replication(number: number)
    replication.conservation = Conservation(
      offered: 132_000 + number, answered: 131_999 + number, unanswered: 1)
    replication.events = 1_000_000
    let start = 61_250_000_000 - Int64(number) * 1_000_000
    replication.episodes = [
      EpisodeRecord(
        service: 1, replica: 0, start: start, end: start + 9_500_000_000, denied: 120, allowed: 60,
        term: .percent)
    ]
    replication.mirrors = [
      .init(
        record: MirrorRecord(
          route: "shop/front", rule: 0, mirror: "shop/front-next", eligible: 40_000, sent: 16_790 + number,
          failed: 3, expected: 0.42),
        interval: MirrorInterval(low: 0.4117, high: 0.4279, verdict: .pass))
    ]
    replication.faults = [
      FaultRecord(
        name: "checkout fails", start: 60_000_000_000, end: 70_000_000_000, recovery: 1_000_000_000, lost: 480
      )
    ]
    return replication
  }

  static func summary(
    _ name: String, _ labels: Labels = .none, _ mean: Double?, _ half: Double? = nil, never: Int? = nil
  ) -> Summary {
    Summary(
      name: name, labels: labels, mean: mean, low: mean.flatMap { mean in half.map { mean - $0 } },
      high: mean.flatMap { mean in half.map { mean + $0 } }, confidence: 0.95, n: mean == nil ? 0 : 3,
      never: never)
  }

  private static var summaries: [Summary] {
    let checkout: Labels = ["service": "shop/checkout"]
    let front: Labels = ["service": "shop/front"]
    let fault: Labels = ["fault": "checkout fails"]
    return [
      // Out of the catalogue's order on purpose.
      summary("amplification", checkout, 1.0625, 0.0031), summary("amplification", front, 1),
      summary("requests", 120_000, 120.5), summary("offered_rate", 400, 0.4),
      summary("goodput", 398.4, 0.5), summary("success_ratio", 0.99604, 0.0001),
      summary("success_ratio", ["traffic": "shoppers"], 0.99604, 0.0001),
      summary("response_time_p50", 0.0123, 0.0001), summary("response_time_p95", 0.0456, 0.0004),
      summary("response_time_p99", 0.1234, 0.0056), summary("response_time_p999", nil),
      summary("fate_ratio", ["fate": "ok-first-try"], 0.9841),
      summary("fate_ratio", ["fate": "ok-after-retry"], 0.01194),
      summary("fate_ratio", ["fate": "attempts-exhausted"], 0.0000012),
      summary("fate_ratio", ["fate": "no-route"], 0),
      summary("fate_ratio", ["fate": "budget-exhausted"], 0.00396),
      summary("first_attempts", checkout, 12_000.4, 80), summary("retries", checkout, 750.2, 12),
      summary("utilization", checkout, 0.4512, 0.001), summary("queue_length_mean", checkout, 0.0312, 0.001),
      summary("rejected", checkout, 0), summary("retries_denied", checkout, 118.67, 4),
      summary("budget_exhaustion_episodes", checkout, 1.3333, 0.4),
      summary("budget_exhausted_seconds", checkout, 9.52, 0.3),
      summary("first_attempts", front, 108_000), summary("retries", front, 0),
      summary("utilization", front, 0.2), summary("queue_length_mean", front, 0.5),
      summary("rejected", front, 17.5),
      summary("budget_exhaustion_episodes", front, 0), summary("budget_exhausted_seconds", front, 0),
      summary("recovery_time", fault, 1.5, 0.25, never: 1), summary("lost_requests", fault, 480.2, 22),
    ]
  }

  private static let checks = [
    CheckResult(
      check: "success_ratio >= 99.9%", verdict: .fail, estimate: 0.99604, low: 0.99594, high: 0.99614,
      limit: 0.999),
    CheckResult(
      check: "amplification{service=shop/checkout} <= 1.25", verdict: .pass, estimate: 1.0625, low: 1.0594,
      high: 1.0656, limit: 1.25),
    CheckResult(
      check: "response_time_p99 < 125ms", verdict: .inconclusive, estimate: 0.1234, low: 0.1178, high: 0.129,
      limit: 0.125),
    CheckResult(
      check: "response_time_p999 < 1s", verdict: .fail, estimate: nil, low: nil, high: nil, limit: 1,
      reason: "too few samples"),
  ]

  /// A name that breaks whoever forgets to escape.
  static let hostile = "a|b`<script>\u{1B}[31m\n\"q\" ## @all *x*"

  /// One interrupted replication without checks, everything in it named hostilely.
  static var hostileRun: StoredRun {
    var record = RunRecord(
      scenario: hostile, seed: .max, replications: 5, warmUp: 0, duration: 1_500_000_000, dataPlane: "none",
      gatewayReplicas: 1, version: "0.1.0")
    record.services = [hostile]
    record.notModelled = [.init(object: hostile, path: hostile)]
    record.assumptions = [.init(id: "A-1", text: hostile)]
    var replication = StoredRun.Replication(number: 0)
    replication.conservation = Conservation(offered: 3, answered: 1, unanswered: 1)
    replication.mirrors = [
      .init(record: MirrorRecord(route: hostile, rule: 1, mirror: hostile, expected: 0.005), interval: nil)
    ]
    replication.faults = [FaultRecord(name: hostile, start: 0, end: 90_000_000_000, recovery: nil, lost: 0)]
    return StoredRun(
      database: "it's \(hostile).sqlite", status: .partial, run: record, replications: [replication],
      summaries: [
        summary("first_attempts", ["service": hostile], 3), summary("retries", ["service": hostile], 0),
        summary("success_ratio", .none, .nan), summary("unknown_metric", ["z": hostile, "a": ""], 0.1),
      ], checks: [])
  }
}

extension Fixture {
  private static func summary(_ name: String, _ mean: Double?, _ half: Double? = nil) -> Summary {
    summary(name, .none, mean, half)
  }
}
