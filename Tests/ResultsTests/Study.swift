import Results

/// A comparison of three variants, with findings of every kind.
enum Study {
  static func variant(_ name: String, _ change: (inout RunRecord) -> Void = { _ in }) -> RunRecord {
    var record = Fixture.run
    record.variant = name
    record.command = .compare
    change(&record)
    return record
  }

  static let findings: Findings = {
    var findings = Findings()
    findings.differences = [
      Difference(
        variant: 1, metric: "success_ratio", labels: .none, base: 0.99, value: 0.98, difference: -0.01,
        relative: -0.0101, low: -0.012, high: -0.008, confidence: 0.99, n: 10, narrowing: 4,
        isSignificant: true, verdict: .worse, isHeadline: true),
      Difference(
        variant: 2, metric: "amplification", labels: ["service": Fixture.hostile], base: nil, value: 1.2,
        difference: nil, relative: nil, low: nil, high: nil, confidence: 0.95, n: 0, isSignificant: false,
        verdict: .inconclusive, isHeadline: false),
    ]
    findings.ranks = [
      RankRecord(variant: 1, metric: "goodput", labels: ["service": Fixture.hostile], rank: 2)
    ]
    findings.changes = [
      ChangeRecord(
        variant: 1, object: "HTTPRoute/shop/front", path: "spec.rules[0].retry.attempts", at: "a.yaml:3:5",
        line: "attempts: 3", from: "2", to: "3"),
      ChangeRecord(
        variant: 2, object: Fixture.hostile, path: "", at: "b.yaml:1:1", line: "", from: nil, to: "x"),
    ]
    findings.search = SearchRecord(
      path: "spec.x", goal: .largest, outcome: .found, best: "12%", low: "10%", high: "15%", confidence: 0.95)
    findings.stability = [
      StabilityRecord(
        variant: 2, load: "200/s", trigger: "10s", verdict: .metastable, recovered: 0, n: 5, low: 0,
        high: 0.52, recovery: nil,
        cuts: [
          .init(variant: 1, loops: ["retries"], recovered: 5, n: 5),
          .init(variant: 2, loops: ["retries", Fixture.hostile], recovered: 3, n: 5),
        ])
    ]
    return findings
  }()

  static let variants = [
    variant("base"),
    variant("ten") {
      $0.settings = [Setting(path: "spec.x", value: "10"), Setting(path: Fixture.hostile, value: "'")]
      $0.notModelled = [.init(object: "Gateway/a/b", path: "spec.y")]
      $0.services = ["shop/other"]
      $0.inputs.append(.init(file: "over.yaml", text: "kind: X"))
    },
    variant("twenty") { $0.overrides = ["--set spec.x=20"] },
  ]

  /// Writes it to `path`, the replications of the variants in a mixed order.
  static func write(to path: String) throws {
    let writer = try ResultsWriter(path: path, run: variants[0], variants: 3)
    for variant in variants.dropFirst() { try writer.add(variant) }
    for (variant, number) in [(2, 1), (0, 0), (1, 1), (2, 0), (1, 0), (0, 1)] {
      for batch in Fixture.batches(number) { try writer.append(batch, variant: variant) }
      try writer.finish(Fixture.replication(number), variant: variant)
    }
    let conclusion = Conclusion(
      summaries: Fixture.summaries, mirrorIntervals: Fixture.mirrorIntervals, checks: Fixture.checks)
    try writer.complete(
      [conclusion, Conclusion(), conclusion], findings: findings, replications: 2)
  }
}
