import Reports
import Results
import Testing

@Suite("Numbers for people")
struct FigureTests {
  /// What the terminal writes of a metric's total.
  private func shown(_ name: String, _ mean: Double, _ half: Double?) throws -> String {
    var run = Fixture.quickstart
    run.summaries = [Fixture.summary(name, .none, mean, half)]
    let line = try #require(
      TerminalReport.text(of: run).split(separator: "\n").first {
        $0.hasPrefix(name == "success_ratio" ? "Success" : "Response")
      })
    return String(try #require(line.dropFirst(10).split(separator: ",").first))
  }

  @Test(
    "times have a unit and three digits",
    arguments: [
      (0, nil, "p50 0 s"), (0.000_000_250, nil, "p50 250 ns"), (0.000_012_34, nil, "p50 12.3 us"),
      (0.012_345, 0.000_4, "p50 12.3 ±0.4 ms"), (0.1234, 0.0321, "p50 123 ±32 ms"), (1.5, nil, "p50 1.50 s"),
      (200, 0.4, "p50 200.0 ±0.4 s"),
      (61.25, nil, "p50 61.3 s"), (12_345.6, nil, "p50 12"),
    ] as [(Double, Double?, String)])
  func times(mean: Double, half: Double?, text: String) throws {
    #expect(try shown("response_time_p50", mean, half) == text)
  }

  @Test(
    "shares are percentages, with more digits where they would look like all or nothing",
    arguments: [
      (0.9991, 0.0002, "99.91 ±0.02 %"), (1, nil, "100.00 %"), (0, nil, "0.00 %"), (0.42, nil, "42.00 %"),
      (0.999_98, nil, "99.998 %"), (0.000_003, nil, "0.0003 %"), (0.999_999_99, nil, "100.0000 %"),
    ] as [(Double, Double?, String)])
  func shares(mean: Double, half: Double?, text: String) throws {
    #expect(try shown("success_ratio", mean, half) == text)
  }
}
