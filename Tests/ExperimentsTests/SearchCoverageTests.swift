import Experiments
import Records
import Testing

@Suite("The confidence of a search")
struct SearchCoverageTests {
  /// A search among values 0 to 1000 of which those up to 617.5 pass: what replications measure is the distance from there with normal noise, which
  /// all values share, as they share random numbers.
  static func search(_ samples: inout Samples, noise: Double, confidence: Double) -> Bisection {
    var bisection = Bisection(steps: 1000)
    let plan = VerdictPlan(
      confidence: confidence, replications: 40, values: bisection.most, checks: 1)
    let world = (0..<40).map { _ in samples.normal() * noise }
    while let step = bisection.next {
      var verdict = Verdict.inconclusive
      for round in plan.rounds where verdict == .inconclusive {
        let values = world.prefix(round).map { Double(step) - 617.5 + $0 + samples.normal() * noise / 4 }
        let interval = Summaries.interval(values, confidence: plan.confidence)
        if let high = interval.high, high <= 0 { verdict = .pass }
        if let low = interval.low, low > 0 { verdict = .fail }
      }
      bisection.note(verdict, at: step)
    }
    return bisection
  }

  /// Bonferroni's bound is one: at most as many intervals miss the value as the confidence allows, with three deviations of chance. With 40
  /// replications the noise of the mean is a sixth of that of one, and the interval a few of those wide.
  @Test("holds, and the interval is no wider than the noise demands", arguments: [0.5, 0.95])
  func coverage(confidence: Double) {
    var samples = Samples(7)
    var missed = 0
    var widths: [Int] = []
    let searches = 300
    for _ in 0..<searches {
      let bisection = Self.search(&samples, noise: 60, confidence: confidence)
      guard case .change(.pass, let low, let high) = bisection.course, low <= 617, 618 <= high else {
        missed += 1
        continue
      }
      widths.append(high - low)
    }
    let allowed = (1 - confidence) * Double(searches)
    #expect(Double(missed) <= allowed + 3 * (allowed * confidence).squareRoot(), "\(missed) of \(searches)")
    let median = widths.sorted()[widths.count / 2]
    // 60 / √40 = 9.5 is the standard error; critical values are 3 to 4 of it on either side, and values half as far apart at most.
    #expect(median <= 150, "\(median)")
    #expect(median >= 4)
  }
}
