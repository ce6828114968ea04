import Experiments
import Testing

@Suite("Holm's correction")
struct HolmTests {
  /// R's `p.adjust(c(0.01, 0.04, 0.03, 0.005), "holm")` is 0.03, 0.06, 0.06, 0.02: the first and the last are significant at 0.05.
  @Test("the smallest first, each against its own limit, up to the first that misses it")
  func example() {
    let decisions = Holm.decisions([0.01, 0.04, 0.03, 0.005])
    #expect(decisions.map(\.isSignificant) == [true, false, false, true])
    // 0.005 against 0.05 / 4, 0.01 against 0.05 / 3; the others stop at 0.05 / 2.
    for (decision, limit) in zip(decisions, [0.05 / 3, 0.05 / 2, 0.05 / 2, 0.05 / 4]) {
      #expect(abs(decision.confidence - (1 - limit)) < 1e-15)
    }
  }

  @Test("what comes after the first miss is not significant, even below its own limit")
  func stepDown() {
    // 0.03 misses 0.05 / 2; 0.04 would be within 0.05 / 1.
    #expect(Holm.decisions([0.04, 0.03]).map(\.isSignificant) == [false, false])
    #expect(Holm.decisions([0.04, 0.02]).map(\.isSignificant) == [true, true])
  }

  @Test("alone a comparison has the limit itself, and one without a p-value does not count")
  func sparse() {
    let decisions = Holm.decisions([nil, 0.05, nil])
    #expect(decisions.map(\.isSignificant) == [false, true, false])
    #expect(decisions.map(\.confidence) == [0.95, 0.95, 0.95])
    #expect(Holm.decisions([]) == [])
    #expect(Holm.decisions([nil]).map(\.isSignificant) == [false])
  }

  /// By the definition of adjusted p-values: the largest of (m - j + 1) p₍ⱼ₎ over j ≤ k, at most 1.
  @Test("decisions are those of adjusted p-values, in whatever order they come")
  func adjusted() {
    var samples = Samples(31)
    for round in 0..<500 {
      let count = 1 + round % 12
      let pValues = (0..<count).map { _ in samples.uniform() * samples.uniform() * 0.2 }
      let sorted = pValues.sorted()
      let decisions = Holm.decisions(pValues)
      for (p, decision) in zip(pValues, decisions) {
        let before = sorted.enumerated().filter { $0.element <= p }
        let adjusted = before.map { Double(count - $0.offset) * $0.element }.max() ?? 0
        #expect(decision.isSignificant == (adjusted <= 0.05))
      }
    }
  }

  @Test("an interval at the confidence of its step excludes zero exactly where the difference is significant")
  func agreement() throws {
    var samples = Samples(32)
    var significant = 0
    var total = 0
    for round in 0..<300 {
      let count = 1 + round % 9
      let differences = try (0..<count).map { index in
        let shift = Double(index % 3) * 0.8
        let replications = 2 + (round + index) % 9
        // Every fourth is the same in all replications, and judged by the sign test.
        let spread = index % 4 == 3 ? 0.0 : 1
        return try #require(
          MeanDifference(
            pairs: (0..<replications).map { _ in (baseline: 1, variant: 1 + shift + spread * samples.normal())
            }))
      }
      let decisions = Holm.decisions(differences.map(\.p))
      for (difference, decision) in zip(differences, decisions) {
        let interval = difference.interval(confidence: decision.confidence)
        let excludesZero = interval.map { !$0.contains(0) } ?? false
        #expect(excludesZero == decision.isSignificant)
        total += 1
        if decision.isSignificant { significant += 1 }
      }
    }
    // Both happen often, or this would hold of anything.
    #expect(significant > total / 10 && significant < total * 9 / 10)
  }

  /// Twenty comparisons of equal runs: without the correction 64 % of experiments would find something.
  @Test("among many comparisons without a difference one is significant in at most 5 % of experiments")
  func familywise() throws {
    var samples = Samples(33)
    var wrong = 0
    for _ in 0..<600 {
      let pValues = try (0..<20).map { _ in
        try #require(MeanDifference(pairs: (0..<6).map { _ in (baseline: 0, variant: samples.normal()) })).p
      }
      if Holm.decisions(pValues).contains(where: \.isSignificant) { wrong += 1 }
    }
    // The standard error is 0.9 %; independent comparisons nearly use up the 5 %.
    #expect((0.025...0.075).contains(Double(wrong) / 600))
  }
}
