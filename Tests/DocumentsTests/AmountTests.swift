import Documents
import Testing

@Suite("Amounts")
struct AmountTests {
  @Test(
    "a number with or without a unit says what it measures and how much",
    arguments: [
      ("20", .number, 20, true), ("-3", .number, -3, true), ("0.5", .number, 0.5, false),
      ("1e3", .number, 1000, false),
      ("250ms", .time, 0.25, false), ("1h30m", .time, 5400, false), ("24k/min", .rate, 400, false),
      ("10%", .share, 0.1, false), ("1/1000", .share, 0.001, false), ("0", .number, 0, true),
    ] as [(String, Amount.Dimension, Double, Bool)])
  func reads(text: String, dimension: Amount.Dimension, value: Double, isWhole: Bool) throws {
    let amount = try #require(Amount(text))
    #expect(amount.text == text)
    #expect(amount.dimension == dimension)
    #expect(amount.value == value)
    #expect(amount.isWhole == isWhole)
  }

  @Test(
    "what is no amount is not read as one",
    arguments: ["", "x", "10 %", "150%", "true", "5 s", "-5s", "1/0", "[1]", "1,5"])
  func readsNot(text: String) {
    #expect(Amount(text) == nil)
  }

  @Test(
    "an amount of one number and one unit says both as they are written",
    arguments: [
      ("20", 20, ""), ("-0.5", -0.5, ""), ("250ms", 250, "ms"), ("24k/min", 24, "k/min"),
      ("12.5%", 12.5, "%"),
    ] as [(String, Double, String)])
  func written(text: String, number: Double, unit: String) throws {
    let written = try #require(Amount(text)?.written)
    #expect(written.number == number)
    #expect(written.unit == unit)
  }

  @Test(
    "a sum of times, a fraction and an exponent are not one number and one unit",
    arguments: ["1h30m", "1/1000", "1e3"])
  func notWritten(text: String) throws {
    #expect(try #require(Amount(text)).written == nil)
  }
}
