import GatewayAPI
import Testing

@Suite("durations as the Gateway API writes them")
struct GatewayDurationTests {
  @Test(
    "a duration is the sum of its components, in any order",
    arguments: [
      ("0h", 0), ("0s", 0), ("0h0m0s", 0), ("1ms", 1), ("150m", 9_000_000), ("7230s", 7_230_000),
      ("10s30m1h", 5_410_000), ("100ms200ms300ms", 600), ("01h", 3_600_000), ("00060m", 3_600_000),
      ("1m1ms", 60_001), ("99999h99999h99999h99999h", 1_439_985_600_000),
    ])
  func sum(_ text: String, milliseconds: Int64) {
    #expect(GatewayDuration(text)?.nanoseconds == milliseconds * 1_000_000)
  }

  @Test(
    "what breaks the form is no duration",
    arguments: [
      "", "0", "1", "1m1", "1d", "1us", "1ns", "1h30m10s20ms50h", "999999h", "1.5h", "-15m", "+1s", " 1s",
      "1s ",
      "1S", "s", "1 s", "ms", "١s",
    ])
  func refusal(_ text: String) {
    #expect(GatewayDuration(text) == nil)
  }

  @Test(
    "a duration prints descending units, each at most once",
    arguments: [
      ("0h", "0s"), ("150m", "2h30m"), ("7230s", "2h30s"), ("10s30m1h", "1h30m10s"), ("1500ms", "1s500ms"),
    ])
  func canonicalForm(_ text: String, _ canonical: String) {
    #expect(GatewayDuration(text)?.description == canonical)
  }
}
