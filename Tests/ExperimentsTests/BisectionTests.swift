import Experiments
import Records
import Testing

@Suite("Bisection")
struct BisectionTests {
  /// Searches where `verdict` says what each step comes to; the steps in the order in which they were tried.
  static func search(steps: Int, _ verdict: (Int) -> Verdict) -> (bisection: Bisection, tried: [Int]) {
    var bisection = Bisection(steps: steps)
    var tried: [Int] = []
    while let step = bisection.next {
      tried.append(step)
      bisection.note(verdict(step), at: step)
    }
    return (bisection, tried)
  }

  @Test(
    "finds the neighbours between which the verdict changes, wherever that is",
    arguments: [1, 2, 3, 7, 8, 100])
  func exact(steps: Int) {
    for threshold in 1...steps {
      for (low, high) in [(Verdict.pass, Verdict.fail), (.fail, .pass)] {
        let (bisection, tried) = Self.search(steps: steps) { $0 < threshold ? low : high }
        #expect(bisection.course == .change(from: low, last: threshold - 1, first: threshold))
        #expect(tried.count <= bisection.most)
        #expect(Set(tried).count == tried.count)
        #expect(tried.allSatisfy { 0...steps ~= $0 })
      }
    }
  }

  /// Five values, then one for each halving of the 250 steps between two of them.
  @Test("takes thirteen values to find one of a thousand steps")
  func cost() {
    let (bisection, tried) = Self.search(steps: 1000) { $0 <= 617 ? .pass : .fail }
    #expect(bisection.course == .change(from: .pass, last: 617, first: 618))
    #expect(tried.prefix(5) == [0, 250, 500, 750, 1000])
    #expect(tried.count == 13)
    #expect(bisection.most == 21)
  }

  @Test("a range of a thousand million steps is searched with few values and no overflow")
  func large() {
    let (bisection, tried) = Self.search(steps: Int.max - 1) { $0 <= 12_345 ? .pass : .fail }
    #expect(bisection.course == .change(from: .pass, last: 12_345, first: 12_346))
    #expect(tried.count <= 5 + 62)
  }

  @Test("where all verdicts are one it ends after the scan", arguments: [Verdict.pass, .fail])
  func constant(verdict: Verdict) {
    let (bisection, tried) = Self.search(steps: 1000) { _ in verdict }
    #expect(bisection.course == .constant(verdict))
    #expect(tried == [0, 250, 500, 750, 1000])
  }

  @Test("a window in which values pass is told, not taken for a threshold")
  func window() {
    let (bisection, tried) = Self.search(steps: 1000) { 400...600 ~= $0 ? .pass : .fail }
    #expect(bisection.course == .alternating(250, 500, 750))
    #expect(tried.count == 5)
  }

  @Test("a second change that only halving meets is told too")
  func hole() {
    // The first middle of 500 and 750 fails, while the next one passes again.
    let (bisection, _) = Self.search(steps: 1000) { $0 <= 500 || 680...740 ~= $0 ? .pass : .fail }
    #expect(bisection.course == .change(from: .pass, last: 500, first: 501))
    let other = Self.search(steps: 1000) { $0 <= 250 || 500...700 ~= $0 ? .pass : .fail }
    #expect(other.bisection.course == .change(from: .pass, last: 700, first: 701))
    let seen = Self.search(steps: 8) { [0, 2, 3, 6, 7, 8].contains($0) ? .pass : .fail }
    #expect(seen.bisection.course == .alternating(2, 4, 6))
  }

  /// 40 steps stay unclear. The interval holds them all and is at most twice as wide and two steps.
  @Test(
    "values that stay unclear bound nothing, and are not tried without end",
    arguments: [300, 500, 617, 749, 960])
  func unclear(threshold: Int) {
    let (bisection, tried) = Self.search(steps: 1000) {
      abs($0 - threshold) <= 20 ? .inconclusive : $0 < threshold ? .pass : .fail
    }
    guard case .change(.pass, let last, let first) = bisection.course else {
      Issue.record("\(bisection.course)")
      return
    }
    #expect(last < threshold - 20 && threshold + 20 < first)
    #expect(first - last <= 130, "\(last) to \(first) after \(tried)")
    #expect(tried.count <= bisection.most)
  }

  @Test("an unclear end is no certain verdict")
  func edge() {
    let (bisection, tried) = Self.search(steps: 4) { $0 == 4 ? .inconclusive : .pass }
    #expect(bisection.course == .constant(.pass))
    #expect(bisection.unclear == [4])
    #expect(tried == [0, 1, 2, 3, 4])
    #expect(Self.search(steps: 4) { _ in .inconclusive }.bisection.course == .unclear)
  }

  /// 0.05 over 21 values, 4 rounds and 2 checks.
  @Test("the error is split among values, rounds and checks")
  func plan() {
    let plan = VerdictPlan(confidence: 0.95, replications: 40, values: 21, checks: 2)
    #expect(plan.rounds == [5, 10, 20, 40])
    #expect(abs(plan.confidence - (1 - 0.05 / 168)) < 1e-12)
    #expect(VerdictPlan(confidence: 0.9, replications: 9, values: 5, checks: 1).rounds == [9])
    #expect(VerdictPlan(confidence: 0.9, replications: 50, values: 5, checks: 1).rounds == [6, 12, 25, 50])
  }
}
