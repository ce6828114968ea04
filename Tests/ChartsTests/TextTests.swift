import Charts
import Testing

@Suite struct TextTests {
  @Test func `tenths are written shortly and never as minus zero`() {
    #expect(
      [0, -0.0, -0.04, 0.05, 12.34, -3, 1e9, .nan].map { Tenths($0).text } == [
        "0", "0", "0", "0.1", "12.3", "-3", "100000", "0",
      ])
  }

  @Test func `a path does not drift by its rounding`() {
    var path = PathText()
    path.move(0, 0)
    for step in 1...1000 { path.line(Double(step) * 0.34, 0) }
    var reader = 0
    for piece in path.text.split(separator: "h").dropFirst() {
      reader += Int((Double(piece) ?? .nan) * 10 + 0.5)
    }
    #expect(reader == 3400)
  }

  @Test func `a path leaves out what has no length`() {
    var path = PathText()
    path.move(1, 2)
    path.line(1.04, 2)
    path.line(3, 2)
    path.line(3, 1.5)
    path.line(4, 2)
    #expect(path.text == "M1,2h2v-0.5l1,0.5")
  }

  @Test func `a long name is shortened in the middle and keeps within its room`() {
    let name = "payments-v2-blue.shop.svc.cluster.local:8443"
    let short = TextWidth.shortened(name, to: 200)
    #expect(short.hasPrefix("payments") && short.hasSuffix(":8443") && short.contains("…"))
    #expect(TextWidth.of(short) <= 200 && TextWidth.of(short) > 180)
    #expect(TextWidth.shortened("short", to: 120) == "short")
    #expect(TextWidth.shortened(name, to: 3) == "")
    #expect(TextWidth.of(TextWidth.shortened(String(repeating: "\u{301}", count: 100_000), to: 50)) <= 50)
  }

  @Test func `a shortened name is still there as a whole`() {
    let label = Label(String(repeating: "service-", count: 20), x: 0, y: 0, width: 100)
    var text = ""
    label.markup.write(to: &text)
    #expect(text.contains("<title>" + String(repeating: "service-", count: 20) + "</title>"))
  }

  @Test func `texts stand on one line, and do not turn what follows`() {
    #expect(TextWidth.shortened("a\nb\u{202E}c\u{2066}d", to: 100) == "a bcd")
  }

  @Test func `markup escapes texts and attributes, and what XML cannot hold`() {
    var text = ""
    Markup.tag("a", [("b", "\"<&>\""), ("c", nil)], [.text("<script>&\u{0}\u{1F}\u{FFFE}")]).write(to: &text)
    #expect(text == "<a b=\"&quot;&lt;&amp;&gt;&quot;\">&lt;script&gt;&amp;\u{FFFD}\u{FFFD}\u{FFFD}</a>")
  }

  @Test func `names that touch move apart as little as they must`() {
    let bounds = 0.0...200
    #expect(EndLabels.apart([10, 100], within: bounds) == [10, 100])
    #expect(EndLabels.apart([100, 100], within: bounds) == [92.5, 107.5])
    #expect(EndLabels.apart([200, 200, 200], within: bounds) == [170, 185, 200])
    #expect(EndLabels.apart([90, 100, 104], within: bounds) == [83, 98, 113])
  }

  @Test func `numbers that are none are written without the wording`() {
    let wording = Wording { "\(Int($0))" }
    #expect([.nan, .infinity, -.infinity, 3].map { wording.written($0) } == ["", "∞", "−∞", "3"])
  }
}
