import Logs
import Testing

@Suite("Times of the common log format")
struct CommonLogTimeTests {
  private func milliseconds(_ text: String, offset: Int64 = 0) -> Int64? {
    let bytes = Array(text.utf8)
    var times = CommonLogTime(offset: offset)
    return times.parse(bytes.span, 0..<bytes.count).map { $0.time / 1_000_000 }
  }

  @Test("a zone is subtracted, and takes the place of the one that is given for times without")
  func zones() {
    #expect(milliseconds("10/Oct/2000:13:55:36 -0700") == 971_211_336_000)
    #expect(milliseconds("10/Oct/2000:13:55:36 +0330") == 971_173_536_000)
    #expect(milliseconds("10/Oct/2000:13:55:36", offset: -25_200) == 971_211_336_000)
    #expect(milliseconds("10/Oct/2000:13:55:36 -0700", offset: 3600) == 971_211_336_000)
    #expect(milliseconds("06/Feb/2009:12:14:14.655") == 1_233_922_454_655)
  }

  @Test("the hour that daylight saving time repeats comes twice, and the one that it leaves out never")
  func daylightSaving() throws {
    let texts = [
      "29/Oct/2023:01:59:59 +0200", "29/Oct/2023:02:30:00 +0200", "29/Oct/2023:02:59:59 +0200",
      "29/Oct/2023:02:00:00 +0100", "29/Oct/2023:02:30:00 +0100", "29/Oct/2023:03:00:00 +0100",
    ]
    var times = CommonLogTime()
    let found = texts.map { text in
      let bytes = Array(text.utf8)
      return times.parse(bytes.span, 0..<bytes.count)?.time
    }
    let sorted = found.compactMap(\.self)
    #expect(sorted.count == texts.count)
    #expect(sorted == sorted.sorted())
    #expect(sorted[4] - sorted[1] == 3_600_000_000_000)
  }

  @Test(
    "what is no time is refused",
    arguments: [
      "10/Okt/2000:13:55:36 -0700", "32/Oct/2000:13:55:36 -0700", "30/Feb/2000:13:55:36 -0700",
      "10/Oct/2000:24:55:36 -0700", "10/Oct/2000:13:60:36 -0700", "10/Oct/2000:13:55:61 -0700",
      "10/Oct/2000:13:55:36 -07", "10/Oct/2000:13:55:36 -0700 ", "10/Oct/2000:13:55:36-0700",
      "10/Oct/2000:13:55:3", "10/Oct/2000 13:55:36 -0700", "10/Oct/1969:13:55:36 -0700",
      "10/Oct/2300:13:55:36 -0700", "1/Oct/2000:13:55:36 -0700", "", "10/Oct/2000:13:55:36.", "-/-/-:-:-:-",
      "10/Oct/2000:13:55:36 -9999",
    ])
  func refused(_ text: String) { #expect(milliseconds(text) == nil) }
}
