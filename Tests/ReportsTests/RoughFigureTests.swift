import Reports
import Testing

@Suite("Estimates for people")
struct RoughFigureTests {
  @Test(
    "times have two or three digits, and two units where one is coarse",
    arguments: [
      (0, "below 1 ms"), (0.0123, "12 ms"), (0.999, "999 ms"), (0.9999, "1.0 s"), (3.24, "3.2 s"),
      (9.96, "10 s"), (41.4, "41 s"), (89.4, "89 s"), (89.6, "1 min"), (540, "9 min"), (5340, "89 min"),
      (5399, "1 h 30 min"), (7200, "2 h"), (7_800, "2 h 10 min"), (172_800, "2 d"), (273_600, "3 d 4 h"),
      (86_400_000_000, "1,000,000 d"),
    ] as [(Double, String)])
  func times(seconds: Double, text: String) { #expect(RoughFigure.time(seconds) == text) }

  @Test("a time that no sweep has is still written")
  func infinite() {
    #expect(RoughFigure.time(1e300).hasSuffix(" d"))
    #expect(RoughFigure.time(.infinity).hasSuffix(" d"))
  }

  @Test(
    "sizes go in powers of ten",
    arguments: [
      (0, "0 bytes"), (800, "800 bytes"), (999, "999 bytes"), (1000, "1.0 kB"), (64_000, "64 kB"),
      (999_499, "999 kB"), (999_600, "1.0 MB"), (1_240_000, "1.2 MB"), (12_000_000, "12 MB"),
      (3_400_000_000, "3.4 GB"), (Int.max, "9,223,372 TB"),
    ])
  func sizes(bytes: Int, text: String) { #expect(RoughFigure.size(bytes) == text) }
}
