import Documents
import Records
import Scenarios
import Testing

@Suite("Checks")
struct CheckTests {
  @Test(
    "every form is read, values in the metric's unit or with one",
    arguments: [
      ("success_ratio >= 99.9%", "success_ratio", .none, .atLeast(99.9 / 100)),
      ("success_ratio{traffic=users}>=0.999", "success_ratio", ["traffic": "users"], .atLeast(0.999)),
      ("success_ratio > 999/1000", "success_ratio", .none, .above(0.999)),
      (
        "amplification{service=shop/checkout} <= 1.25", "amplification", ["service": "shop/checkout"],
        .atMost(1.25)
      ),
      ("amplification{service=a/b} < 125%", "amplification", ["service": "a/b"], .below(1.25)),
      (
        "recovery_time{fault=\"slow checkout\"} < 60s", "recovery_time", ["fault": "slow checkout"],
        .below(60)
      ),
      (
        "recovery_time{ fault = \"a \\\"b\\\", {c}\" } < 60", "recovery_time", ["fault": "a \"b\", {c}"],
        .below(60)
      ),
      ("response_time_p99 <= 250ms", "response_time_p99", .none, .atMost(0.25)),
      ("goodput >= 24k/min", "goodput", .none, .atLeast(400)),
      ("goodput >= 400", "goodput", .none, .atLeast(400)),
      ("requests == 1000", "requests", .none, .equal(1000)),
      (
        "status_ratio{status=503, traffic=users} < 1%", "status_ratio",
        ["status": "503", "traffic": "users"], .below(0.01)
      ),
      ("fate_ratio{fate=budget-exhausted} == 0", "fate_ratio", ["fate": "budget-exhausted"], .equal(0)),
      (
        "mirror_ratio{route=shop/front,rule=0,mirror=shop/next} within 0.41..43%", "mirror_ratio",
        ["route": "shop/front", "rule": "0", "mirror": "shop/next"], .within(0.41, 0.43)
      ),
      ("  response_time_p50  within  10ms .. 20ms ", "response_time_p50", .none, .within(0.01, 0.02)),
    ] as [(String, String, Labels, Check.Condition)])
  func forms(text: String, metric: String, labels: Labels, condition: Check.Condition) throws {
    let check = try parseCheck(text).get()
    #expect(check.metric == metric)
    #expect(check.labels == labels)
    #expect(check.condition == condition)
    #expect(!check.text.hasPrefix(" ") && text.contains(check.text))
  }

  @Test(
    "what cannot be read says what is wrong and what to write",
    arguments: [
      ("", .checkForm, "expected the name of a metric"),
      ("success_ratio", .checkForm, "success_ratio >= 99.9%"),
      ("success_ratio =< 1", .checkForm, "expected <"),
      ("success_ratio = 1", .checkForm, "expected <"),
      ("success_ratio >=", .checkForm, "expected a value"),
      ("success_ratio >= 1 or so", .checkForm, "or so"),
      ("success_ratio within 1", .checkForm, "A..B"),
      ("success_ratio within 2%..1%", .checkForm, "is empty"),
      ("success_ratio{traffic} > 1", .checkForm, "LABEL=VALUE"),
      ("success_ratio{traffic=a > 1", .checkForm, "not closed"),
      ("recovery_time{fault=\"a} < 1s", .checkForm, "quote is not closed"),
      ("sucess_ratio > 1", .checkMetric, "did you mean \"success_ratio\""),
      ("response_time_p98 < 1s", .checkMetric, "response_time_p9"),
      ("success_ratio{trafic=a} > 1", .checkLabel, "did you mean \"traffic\""),
      ("amplification > 1", .checkLabel, "by {service}"),
      ("success_ratio{traffic=a,route=b} > 1", .checkLabel, "route, traffic"),
      ("success_ratio{traffic=} > 1", .checkLabel, "no value"),
      ("fate_ratio{fate=lost} > 1", .checkLabel, "budget-exhausted"),
      ("status_ratio{status=bad} > 1", .checkLabel, "a number"),
      ("response_time_p99 < 5%", .checkUnit, "is a time"),
      ("response_time_p99 < 400/s", .checkUnit, "250ms"),
      ("success_ratio > 250ms", .checkUnit, "a share"),
      ("goodput > 5%", .checkUnit, "400/s"),
      ("requests > 5s", .checkUnit, "a number"),
      ("success_ratio > nan", .checkUnit, "nan"),
      ("success_ratio > 0x10", .checkUnit, "0x10"),
      ("success_ratio > -1", .checkUnit, "-1"),
    ] as [(String, ScenarioCode, String)])
  func mistakes(text: String, code: ScenarioCode, says: String) {
    guard case .failure(let problem) = parseCheck(text) else {
      Issue.record("was read")
      return
    }
    #expect(problem.code == code.rawValue)
    #expect(problem.words.contains(says), "\(problem.words)")
  }

  @Test("checks of a scenario are read in both forms, with the place of what is wrong")
  func scenario() throws {
    var text = ScenarioText()
    text.checks =
      "checks: [success_ratio >= 99%, {assert: response_time_p99, noWorseThan: 5%}, {assert: \"amplification{service=shop/checkout}\", noWorseThan: 0}]"
    let (scenario, messages) = text.read()
    #expect(messages == [])
    let checks = try #require(scenario?.checks)
    #expect(checks.map(\.condition) == [.atLeast(0.99), .noWorseThan(0.05), .noWorseThan(0)])
    #expect(checks[1].text == "response_time_p99 no worse than 5%")
  }

  @Test(
    "a check of what the scenario does not have is an error, since it would never pass",
    arguments: [
      ("success_ratio{traffic=user} > 1", "SCN054", "users"),
      ("\"amplification{service=shop/chekout} > 1\"", "SCN054", "shop/checkout"),
      ("success_ratio{route=shop/font} > 1", "SCN054", "shop/front"),
      ("recovery_time{fault=none} < 1s", "SCN054", "none"),
      ("{assert: requests, noWorseThan: 5%}", "SCN051", "no better and no worse"),
      ("{assert: success_ratio > 1, noWorseThan: 5%}", "SCN050", "expected only a metric"),
      ("{assert: success_ratio}", "SCN001", "noWorseThan"),
      ("{asert: success_ratio, noWorseThan: 5%}", "SCN003", "did you mean \"assert\""),
      ("{assert: success_ratio, noWorseThan: 5}", "SCN004", "write 5%"),
      ("3", "SCN002", "expected a string"),
      ("sucess_ratio > 1", "SCN051", "success_ratio"),
    ])
  func targets(check: String, code: String, says: String) {
    var text = ScenarioText()
    text.checks = "checks:\n    - \(check)"
    let (scenario, messages) = text.read()
    #expect(scenario == nil)
    let found = messages.first { $0.code == code }
    #expect(found?.location?.line == 14)
    #expect(found?.words.contains(says) == true, "\(messages.map { "\($0.code) \($0.words)" })")
  }
}
