import Reports
import Testing

@Suite("Rows of bars")
struct SparklineTests {
  @Test("the largest count has a whole bar, the smallest one that is any the lowest, and none a dot")
  func bars() {
    #expect(Sparkline.text([0, 1, 4, 8, 1_000_000]) == "·▁▁▁█")
    #expect(Sparkline.text([1, 2, 3, 4, 5, 6, 7, 8]) == "▁▂▃▄▅▆▇█")
    #expect(Sparkline.text([5]) == "█")
    #expect(Sparkline.text([0, 0]) == "··")
    #expect(Sparkline.text([]) == "")
  }

  @Test("what is not known is a blank, and several rows may have one scale")
  func scale() {
    #expect(Sparkline.text([.nan, 1, .infinity, -1]) == " █ ·")
    #expect(Sparkline.text([1, 2, 9], largest: 4) == "▂▄█")
    #expect(Sparkline.text([1], largest: 0) == "·")
  }
}
