import Documents
import Scenarios
import Testing

@Suite("Ranges of values")
struct ParameterRangeTests {
  @Test(
    "values between the ends are written as the ends are",
    arguments: [
      ("1", "20", 0.5, "11"), ("1", "20", 0.02, "1"), ("0", "1", 0.4, "0"), ("-5", "5", 0.25, "-2"),
      ("140/s", "280/s", 0.5, "210/s"), ("140/s", "280/s", 0.001, "140.14/s"), ("10%", "50%", 0.5, "30%"),
      ("10%", "50%", 0.251, "20.04%"), ("2s", "20s", 0.5, "11s"), ("2s", "20s", 0.001, "2.018s"),
      ("250ms", "1s", 0.5, "625ms"), ("250ms", "1s", 0.001, "250.75ms"), ("1m", "1h30m", 0.5, "45m30s"),
      ("1/1000", "1/10", 0.5, "0.0505"), ("1/1000", "1/10", 0.001, "0.001099"), ("0.1", "0.5", 0.5, "0.3"),
      ("0.1", "0.7", 0.334, "0.3004"), ("1k/min", "24k/min", 0.5, "12.5k/min"),
      ("100/s", "24k/min", 0.5, "250/s"),
      ("10%", "1/2", 0.5, "0.3"), ("0", "20s", 0.5, "10s"), ("0", "280/s", 0.25, "70/s"),
      ("0", "10%", 0.5, "5%"),
      ("-1.5", "1.5", 0.25, "-0.75"), ("0.00001", "0.00002", 0.5, "0.000015"),
      ("-0.001", "0.001", 0.499, "-0.000002"),
    ])
  func between(low: String, high: String, position: Double, text: String) throws {
    #expect(try ParameterRange(low: low, high: high).value(at: position) == text)
  }

  static let ranges = [
    ("1", "20"), ("140/s", "280/s"), ("10%", "50%"), ("2s", "20s"), ("250ms", "1s"), ("1/1000", "1/10"),
    ("0.1", "0.7"),
    ("100/s", "24k/min"), ("0", "3ms"), ("-1.5", "1.5"), ("1000000.5", "1000001"), ("0.0000001", "0.0000003"),
    ("1/3", "2/3"), ("0", "0.001%"), ("1e3", "1e4"), ("123456/s", "10M/s"),
  ]

  @Test(
    "every value reads back above the one before it and is within a twentieth of a step of its place",
    arguments: ranges)
  func order(low: String, high: String) throws {
    let range = try ParameterRange(low: low, high: high)
    let first = try #require(range.number(of: range.value(atStep: 0)))
    let last = try #require(range.number(of: range.value(atStep: range.steps)))
    let step = (last - first) / Double(range.steps)
    var before = -Double.infinity
    for index in 0...range.steps {
      let text = range.value(atStep: index)
      let number = try #require(range.number(of: text), "\(text)")
      #expect(number > before, "\(text)")
      #expect(abs(number - first - step * Double(index)) <= step * 0.0501, "\(text)")
      #expect(!text.contains("e") || index == 0 || index == range.steps, "\(text)")
      before = number
    }
  }

  @Test(
    "whole numbers go in steps of 1, all else in 1000 steps unless a step is given; the last step may be shorter"
  )
  func steps() throws {
    #expect(try ParameterRange(low: "1", high: "20").steps == 19)
    #expect(try ParameterRange(low: "0.1", high: "20").steps == 1000)
    #expect(try ParameterRange(low: "2s", high: "20s").steps == 1000)
    let fives = try ParameterRange(low: "10%", high: "22%", step: "5%")
    #expect((0...fives.steps).map(fives.value(atStep:)) == ["10%", "15%", "20%", "22%"])
    let eighths = try ParameterRange(low: "1", high: "2", step: "0.125")
    #expect((0...3).map(eighths.value(atStep:)) == ["1", "1.125", "1.25", "1.375"])
    #expect(eighths.steps == 8)
    let thirds = try ParameterRange(low: "1", high: "10", step: "3")
    #expect((0...thirds.steps).map(thirds.value(atStep:)) == ["1", "4", "7", "10"])
    let halves = try ParameterRange(low: "1s", high: "3s", step: "500ms")
    #expect((0...halves.steps).map(halves.value(atStep:)) == ["1s", "1.5s", "2s", "2.5s", "3s"])
    let tenths = try ParameterRange(low: "0", high: "1", step: "0.1")
    #expect(
      (0...tenths.steps).map(tenths.value(atStep:)) == [
        "0", "0.1", "0.2", "0.3", "0.4", "0.5", "0.6", "0.7", "0.8", "0.9", "1",
      ])
  }

  @Test("the ends are written as they were, also beyond them")
  func ends() throws {
    let range = try ParameterRange(low: "0.25s", high: "60s")
    #expect(range.value(at: 0) == "0.25s")
    #expect(range.value(at: -1) == "0.25s")
    #expect(range.value(at: 1) == "60s")
    #expect(range.value(at: .infinity) == "60s")
    #expect(range.value(at: .nan) == "0.25s")
    #expect(range.value(atStep: .max) == "60s")
    #expect(range.value(atStep: .min) == "0.25s")
  }

  @Test("values compare in the unit of what they measure, and others not at all")
  func numbers() throws {
    let times = try ParameterRange(low: "250ms", high: "1m")
    #expect(times.number(of: "0.5s") == 0.5)
    #expect(times.number(of: "1m") == 60)
    #expect(times.number(of: "1") == nil)
    #expect(try ParameterRange(low: "1/s", high: "2/s").number(of: "60/min") == 1)
    #expect(try ParameterRange(low: "1%", high: "2%").number(of: "0.5") == 0.5)
    #expect(try ParameterRange(low: "1", high: "2").number(of: "1%") == nil)
  }

  @Test(
    "ends that make no range say why",
    arguments: [
      ("x", "2", "found \"x\""), ("1", "", "found \"\""), ("2", "1", "not below"), ("1", "1", "not below"),
      ("1s", "1000ms", "not below"), ("1", "2s", "two kinds"), ("10%", "1/s", "two kinds"),
      ("0.5", "60%", "two kinds"),
      ("1e999", "2", "found"), ("100%", "150%", "found \"150%\""), ("-1s", "1s", "found \"-1s\""),
      ("1000000000000.001", "1000000000000.002", "too small"), ("1", "100000000000", "too small"),
      ("1ns", "5ns", "too small"),
      ("9223372036854770000ns", "9223372036854775807ns", "too small"), ("-1e300", "1e300", "too small"),
      ("-1e308", "1.7e308", "not below"),
    ])
  func mistakes(low: String, high: String, says: String) {
    #expect {
      try ParameterRange(low: low, high: high)
    } throws: { error in
      let problem = error as? Diagnostic
      return problem?.code == "SCN016" && problem?.words.contains(says) == true
    }
  }

  @Test(
    "a step that leads nowhere says why",
    arguments: [
      ("0", "above 0"), ("-1", "above 0"), ("20", "at most the distance"), ("1s", "not of the kind"),
      ("x", "not of the kind"), ("0.00000000001", "too small"),
    ])
  func steps(step: String, says: String) {
    #expect {
      try ParameterRange(low: "1", high: "20", step: step)
    } throws: { error in
      (error as? Diagnostic)?.words.contains(says) == true
    }
  }
}
