import Results
import Testing

@Suite("A database of several variants")
struct StudyTests {
  @Test("what is written of each variant, and of all together, is what is read")
  func roundTrip() throws {
    let folder = try TemporaryFolder()
    let path = folder.file("x.sqlite")
    try Study.write(to: path)
    let variants = Study.variants
    let reader = try ResultsReader(path: path)
    let study = try reader.study()
    #expect(study.command == .compare)
    #expect(study.findings == Study.findings)
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
    let writer = try ResultsWriter(path: path, run: Study.variant("base"), variants: 100_000)
    for number in 1..<5 { try writer.add(Study.variant("v\(number)")) }
    for number in 0..<5 { try writer.finish(Fixture.replication(1), variant: number) }
    try writer.complete(Array(repeating: Conclusion(), count: 5))
    #expect(try ResultsReader(path: path).study().variants.map(\.replications.count) == [1, 1, 1, 1, 1])
  }
}
