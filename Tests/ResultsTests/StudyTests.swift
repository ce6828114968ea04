import Results
import Testing

@Suite("A database of several variants")
struct StudyTests {
  private static func variant(_ name: String, _ change: (inout RunRecord) -> Void = { _ in }) -> RunRecord {
    var record = Fixture.run
    record.variant = name
    record.command = .compare
    change(&record)
    return record
  }

  private static let findings: Findings = {
    var findings = Findings()
    findings.differences = [
      Difference(
        variant: 1, metric: "success_ratio", labels: .none, base: 0.99, value: 0.98, difference: -0.01,
        relative: -0.0101, low: -0.012, high: -0.008, confidence: 0.99, n: 10, narrowing: 4,
        isSignificant: true, verdict: .worse),
      Difference(
        variant: 2, metric: "amplification", labels: ["service": Fixture.hostile], base: nil, value: 1.2,
        difference: nil, relative: nil, low: nil, high: nil, confidence: 0.95, n: 0, isSignificant: false,
        verdict: .inconclusive),
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
        high: 0.52, recovery: nil, sustainedBy: ["retries", Fixture.hostile])
    ]
    return findings
  }()

  @Test("what is written of each variant, and of all together, is what is read")
  func roundTrip() throws {
    let folder = try TemporaryFolder()
    let path = folder.file("x.sqlite")
    let variants = [
      Self.variant("base"),
      Self.variant("ten") {
        $0.settings = [Setting(path: "spec.x", value: "10"), Setting(path: Fixture.hostile, value: "'")]
        $0.notModelled = [.init(object: "Gateway/a/b", path: "spec.y")]
        $0.services = ["shop/other"]
        $0.inputs.append(.init(file: "over.yaml", text: "kind: X"))
      },
      Self.variant("twenty") { $0.overrides = ["--set spec.x=20"] },
    ]
    let writer = try ResultsWriter(path: path, run: variants[0], variants: 3)
    for variant in variants.dropFirst() { try writer.add(variant) }
    for (variant, number) in [(2, 1), (0, 0), (1, 1), (2, 0), (1, 0), (0, 1)] {
      for batch in Fixture.batches(number) { try writer.append(batch, variant: variant) }
      try writer.finish(Fixture.replication(number), variant: variant)
    }
    let conclusion = Conclusion(
      summaries: Fixture.summaries, mirrorIntervals: Fixture.mirrorIntervals, checks: Fixture.checks)
    try writer.complete(
      [conclusion, Conclusion(), conclusion], findings: Self.findings, replications: 2)

    let reader = try ResultsReader(path: path)
    let study = try reader.study()
    #expect(study.command == .compare)
    #expect(study.findings == Self.findings)
    #expect(study.variants.map(\.run) == variants)
    #expect(study.variants.map(\.summaries) == [Fixture.summaries, [], Fixture.summaries])
    #expect(study.variants.map(\.checks) == [Fixture.checks, [], Fixture.checks])
    let (base, last) = (study.variants[0], study.variants[2])
    #expect(try reader.run() == base)
    #expect(base.replications.map(\.number) == [0, 1])
    #expect(base.replications == last.replications)
    #expect(try reader.histograms(replication: 1, variant: 2) == Fixture.replication(1).histograms)
    #expect(try reader.histograms(replication: 7, variant: 2).isEmpty)
    #expect(
      try rows(path, "select variant, count(*) from v_request group by variant")
        == ["base", "ten", "twenty"].map { "\($0)|\(2 * Fixture.batches(0).flatMap(\.requests).count)" })
  }

  @Test("a hundred thousand variants have keys of their own")
  func manyVariants() throws {
    let folder = try TemporaryFolder()
    #expect(throws: ResultsError.self) {
      var run = Fixture.run
      run.replications = 1343
      _ = try ResultsWriter(path: folder.file("x.sqlite"), run: run, variants: 100_000)
    }
    let path = folder.file("y.sqlite")
    let writer = try ResultsWriter(path: path, run: Self.variant("base"), variants: 100_000)
    for number in 1..<5 { try writer.add(Self.variant("v\(number)")) }
    for number in 0..<5 { try writer.finish(Fixture.replication(1), variant: number) }
    try writer.complete(Array(repeating: Conclusion(), count: 5))
    #expect(try ResultsReader(path: path).study().variants.map(\.replications.count) == [1, 1, 1, 1, 1])
  }
}
