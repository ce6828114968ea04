import Records
import Testing

@Suite("Verdicts")
struct VerdictTests {
  @Test(
    "over several checks, a failure decides, then a doubt",
    arguments: [
      ([], .pass), ([.pass, .pass], .pass), ([.pass, .inconclusive], .inconclusive),
      ([.inconclusive, .fail, .pass], .fail),
    ] as [([Verdict], Verdict)])
  func worst(verdicts: [Verdict], expected: Verdict) {
    let checks = verdicts.map {
      CheckResult(check: "requests > 0", verdict: $0, estimate: nil, low: nil, high: nil, limit: nil)
    }
    #expect(Verdict(of: checks) == expected)
  }
}
