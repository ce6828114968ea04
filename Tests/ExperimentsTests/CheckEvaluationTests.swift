import Experiments
import Records
import Testing

@Suite("Verdicts")
struct CheckEvaluationTests {
  static func verdict(_ condition: Check.Condition, mean: Double?, low: Double?, high: Double?) -> Verdict {
    let summary = Summary(
      name: "goodput", labels: .none, mean: mean, low: low, high: high, confidence: 0.95,
      n: low == nil ? 1 : 5)
    return CheckEvaluation(summaries: [summary]).result(
      of: Check(text: "", metric: "goodput", labels: .none, condition: condition)
    ).verdict
  }

  struct Case: Sendable {
    var condition: Check.Condition
    var low: Double
    var high: Double
    var expected: Verdict
  }

  @Test(
    "the whole interval decides, and a straddled limit is inconclusive",
    arguments: [
      Case(condition: .atLeast(10), low: 10, high: 12, expected: .pass),
      Case(condition: .atLeast(10), low: 9, high: 12, expected: .inconclusive),
      Case(condition: .atLeast(10), low: 8, high: 9.9, expected: .fail),
      Case(condition: .above(10), low: 10, high: 12, expected: .inconclusive),
      Case(condition: .below(10), low: 8, high: 9.9, expected: .pass),
      Case(condition: .below(10), low: 10, high: 11, expected: .fail),
      Case(condition: .atMost(10), low: 9, high: 10, expected: .pass),
      Case(condition: .within(9, 11), low: 9, high: 11, expected: .pass),
      Case(condition: .within(9, 11), low: 8, high: 10, expected: .inconclusive),
      Case(condition: .within(9, 11), low: 8, high: 12, expected: .inconclusive),
      Case(condition: .within(9, 11), low: 12, high: 13, expected: .fail),
      Case(condition: .equal(10), low: 10, high: 10, expected: .pass),
      Case(condition: .equal(10), low: 9, high: 11, expected: .inconclusive),
      Case(condition: .equal(10), low: 10.5, high: 11, expected: .fail),
    ])
  func intervals(test: Case) {
    let mean = (test.low + test.high) / 2
    #expect(Self.verdict(test.condition, mean: mean, low: test.low, high: test.high) == test.expected)
  }

  @Test("with one replication the estimate decides")
  func single() {
    #expect(Self.verdict(.atLeast(10), mean: 10, low: nil, high: nil) == .pass)
    #expect(Self.verdict(.atLeast(10), mean: 9, low: nil, high: nil) == .fail)
  }

  @Test("a metric for which nothing was measured never passes")
  func nothing() {
    #expect(Self.verdict(.atLeast(0), mean: nil, low: nil, high: nil) == .fail)
    let unknown = CheckEvaluation(summaries: []).result(
      of: Check(text: "x", metric: "goodput", labels: ["route": "a/b"], condition: .below(1)))
    #expect(unknown.verdict == .fail)
    #expect(unknown.estimate == nil)
    #expect(unknown.reason.contains("{route=a/b}"))
  }

  @Test(
    "what is no number never passes",
    arguments: [
      Check.Condition.atLeast(0), .atMost(0), .above(0), .below(0), .equal(0), .within(-1, 1),
      .noWorseThan(0.1),
    ])
  func noNumber(condition: Check.Condition) {
    #expect(Self.verdict(condition, mean: .nan, low: .nan, high: .nan) != .pass)
    #expect(Self.verdict(condition, mean: .nan, low: nil, high: nil) != .pass)
  }

  static func requests(_ mean: Double) -> Summary {
    Summary(
      name: "requests", labels: ["traffic": "users"], mean: mean, low: mean, high: mean, confidence: 0.95,
      n: 5)
  }

  @Test("a status that nobody got has the share 0 of the requests that there were")
  func absentStatus() {
    let check = Check(
      text: "x", metric: "status_ratio", labels: ["status": "500", "traffic": "users"],
      condition: .below(0.01))
    let result = CheckEvaluation(summaries: [Self.requests(1000)]).result(of: check)
    #expect(result.verdict == .pass)
    #expect((result.estimate, result.low, result.high) == (0, 0, 0))
  }

  @Test(
    "without requests, for another traffic, or without saying which status, nothing was measured",
    arguments: [
      (0, ["status": "500", "traffic": "users"]), (1000, ["status": "500", "traffic": "others"]),
      (1000, ["traffic": "users"]),
    ] as [(Double, Labels)])
  func noStatus(requests: Double, labels: Labels) {
    let check = Check(text: "x", metric: "status_ratio", labels: labels, condition: .below(0.01))
    #expect(CheckEvaluation(summaries: [Self.requests(requests)]).result(of: check).verdict == .fail)
  }

  @Test("a recovery that never came in any replication says so")
  func neverAtAll() {
    let summary = Summary(
      name: "recovery_time", labels: ["fault": "f"], mean: nil, low: nil, high: nil, confidence: 0.95, n: 0,
      never: 3)
    let result = CheckEvaluation(summaries: [summary]).result(
      of: Check(text: "x", metric: "recovery_time", labels: ["fault": "f"], condition: .below(60)))
    #expect(result.verdict == .fail)
    #expect(result.limit == 60)
    #expect(result.reason == "it never came in 3 of 3")
  }

  @Test("a recovery that never came in some replication fails, however fast the others were")
  func never() {
    let summary = Summary(
      name: "recovery_time", labels: ["fault": "f"], mean: 1, low: 0.9, high: 1.1, confidence: 0.95, n: 4,
      never: 1)
    let result = CheckEvaluation(summaries: [summary]).result(
      of: Check(text: "x", metric: "recovery_time", labels: ["fault": "f"], condition: .below(60)))
    #expect(result.verdict == .fail)
  }
}
