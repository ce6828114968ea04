import Documents
import Testing

@Suite("Quantities")
struct QuantityTests {
  @Test(
    "a time is a sum of numbers with units",
    arguments: [
      ("0", 0), ("0s", 0), ("250ms", 250_000_000), ("10s", 10_000_000_000), ("1h30m", 5_400_000_000_000),
      ("0.5ms", 500_000), ("1.5s", 1_500_000_000), ("7us", 7_000), ("7µs", 7_000), ("7\u{3bc}s", 7_000),
      ("3ns", 3),
      ("1m1ms", 60_001_000_000), ("0.000000001s", 1), ("1.500000000000000000000s", 1_500_000_000),
      ("2562047h", 9_223_369_200_000_000_000), ("9223372036854775807ns", Int64.max),
      ("0.1h", 360_000_000_000), ("0.1s0.2s", 300_000_000),
    ] as [(String, Int64)])
  func durations(text: String, nanoseconds: Int64) {
    #expect(Quantity.duration(text) == nanoseconds)
  }

  @Test(
    "what is no time is not read as one",
    arguments: [
      "", "10", "00", "-1s", "+1s", "1 s", "s", "1.s", ".5s", "1e3s", "1d", "1S", "1sm", "0.5ns", "1h30",
      "1,5s", "١s",
      "9223372036854775808ns", "2562048h", "99999999999999999999s", "0.0000000001s", "1s\u{0}",
      "1.0000000000000001s",
      "9223372036854775807ns1ns",
    ])
  func noDurations(text: String) {
    #expect(Quantity.duration(text) == nil)
  }

  @Test(
    "a rate is a number per unit of time",
    arguments: [
      ("0", 0), ("400/s", 400), ("24k/min", 400), ("24k/m", 400), ("1.5M/h", 1_500_000 / 3600.0),
      ("400/ms", 400_000),
      ("1G/s", 1e9), ("0.1/s", 0.1), ("2/us", 2e6), ("2/µs", 2e6), ("3/ns", 3e9), ("0/s", 0),
    ] as [(String, Double)])
  func rates(text: String, perSecond: Double) {
    #expect(Quantity.rate(text) == perSecond)
  }

  @Test(
    "what is no rate is not read as one",
    arguments: [
      "", "400", "400/", "/s", "-1/s", "400rps", "1K/s", "400/s/s", "4 /s", "1e3/s", "1k", "1/mins", "nan/s",
    ])
  func noRates(text: String) {
    #expect(Quantity.rate(text) == nil)
  }

  @Test(
    "a share is a percentage, a quotient or a number from 0 to 1, as exact as a double can be",
    arguments: [
      ("0.1%", 0.001), ("99.9%", 0.999), ("100%", 1), ("1/1000", 0.001), ("0.001", 0.001), ("0", 0), ("1", 1),
      ("0%", 0),
      ("1/3", 1 / 3.0), ("5/5", 1),
    ] as [(String, Double)])
  func shares(text: String, value: Double) {
    #expect(Quantity.share(text) == value)
  }

  @Test(
    "what is no share is not read as one",
    arguments: ["", "%", "101%", "1.1", "-1%", "2/1", "1/0", "1/", "1%%", "5", "1/2%", "inf", "1e-3"])
  func noShares(text: String) {
    #expect(Quantity.share(text) == nil)
  }

  @Test(
    "a time is written as people write it and reads back",
    arguments: [
      (0, "0s"), (5_400_000_000_000, "1h30m"), (250_000_000, "250ms"), (1_500_000_000, "1.5s"), (1, "1ns"),
      (90_000_000_000, "1m30s"), (1_250_000, "1.25ms"), (60_000_000_000, "1m"),
      (3_600_500_000_000, "1h500ms"),
      (1_000_000_001, "1.000000001s"), (Int64.max, "2562047h47m16.854775807s"),
    ] as [(Int64, String)])
  func formats(nanoseconds: Int64, text: String) {
    #expect(Quantity.format(nanoseconds: nanoseconds) == text)
    #expect(Quantity.duration(text) == nanoseconds)
  }

  @Test("a negative time is written with its sign")
  func negative() {
    #expect(Quantity.format(nanoseconds: -1_500_000_000) == "-1.5s")
    #expect(Quantity.format(nanoseconds: .min) == "-2562047h47m16.854775808s")
  }

  struct Mistake: Sendable {
    var yaml: String
    var code: String
    var column: Int
    var message: String
    var suggestion: String?
  }

  @Test(
    "a message says what was found, what is expected and what to write",
    arguments: [
      Mistake(
        yaml: "time: 10", code: "T004", column: 7,
        message: "expected a time with a unit, such as 250ms, found the number 10", suggestion: "write 10s"),
      Mistake(
        yaml: "time: 10 sec", code: "T004", column: 7,
        message: "expected a time with a unit, such as 250ms, found the string \"10 sec\"",
        suggestion: "write 10s"),
      Mistake(
        yaml: "time: 2d", code: "T004", column: 7,
        message: "expected a time with a unit, such as 250ms, found the string \"2d\"",
        suggestion: "write 48h"),
      Mistake(
        yaml: "time: soon", code: "T004", column: 7,
        message: "expected a time with a unit, such as 250ms, found the string \"soon\""),
      Mistake(
        yaml: "time: [1s]", code: "T002", column: 7,
        message: "expected a time with a unit, such as 250ms, found a list"),
      Mistake(
        yaml: "time: true", code: "T002", column: 7,
        message: "expected a time with a unit, such as 250ms, found the boolean true"),
      Mistake(
        yaml: "rate: 400", code: "T004", column: 7,
        message: "expected a rate with a unit, such as 400/s, found the number 400", suggestion: "write 400/s"
      ),
      Mistake(
        yaml: "rate: 400rps", code: "T004", column: 7,
        message: "expected a rate with a unit, such as 400/s, found the string \"400rps\"",
        suggestion: "write 400/s"),
      Mistake(
        yaml: "share: 5", code: "T004", column: 8,
        message: "expected a share from 0 to 1, such as 0.1%, 1/1000 or 0.001, found the number 5",
        suggestion: "write 5%"),
      Mistake(
        yaml: "share: 150%", code: "T004", column: 8,
        message: "expected a share from 0 to 1, such as 0.1%, 1/1000 or 0.001, found the string \"150%\""),
    ])
  func messages(mistake: Mistake) throws {
    let diagnostics = Diagnostics()
    let reader = try Self.reader(mistake.yaml, diagnostics)
    #expect(reader.duration("time") == nil)
    #expect(reader.rate("rate") == nil)
    #expect(reader.share("share") == nil)
    let diagnostic = try #require(diagnostics.all.first)
    #expect(diagnostics.all.count == 1)
    #expect(diagnostic.code == mistake.code)
    #expect(diagnostic.message == mistake.message)
    #expect(diagnostic.suggestion == mistake.suggestion)
    #expect(diagnostic.location == SourceLocation(file: "t.yaml", line: 1, column: mistake.column))
    #expect(diagnostic.path == String(mistake.yaml.prefix { $0 != ":" }))
  }

  @Test("a reader reads quantities in their units, quoted or not")
  func reads() throws {
    let diagnostics = Diagnostics()
    let reader = try Self.reader("{time: 1h30m, rate: '24k/min', share: 0.001, zero: 0}", diagnostics)
    #expect(reader.duration("time") == 5_400_000_000_000)
    #expect(reader.rate("rate") == 400)
    #expect(reader.share("share") == 0.001)
    #expect(reader.duration("zero") == 0)
    #expect(reader.duration("absent") == nil)
    reader.finish()
    #expect(diagnostics.all == [])
  }

  static func reader(_ yaml: String, _ diagnostics: Diagnostics) throws -> Reader {
    let loaded = loadDocuments(text: yaml, file: "t.yaml", diagnostics: diagnostics)
    let root = try #require(loaded.documents.first).root
    let codes = Reader.Codes(missing: "T001", type: "T002", unknown: "T003", invalid: "T004")
    return Reader(root, object: nil, codes: codes, diagnostics: diagnostics)
  }
}
