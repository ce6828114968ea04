import Logs
import Testing

@Suite("JSON of a line")
struct JSONScannerTests {
  static let table = JSONFieldTable([
    (path: "a", field: 0), (path: "b/c", field: 1), (path: "b", field: 2), (path: "b/d/e", field: 3),
    (path: "a.b", field: 4),
  ])

  private func read(_ text: String) -> (fault: JSONCursor.Fault?, values: [String], kinds: [JSONValue.Kind]) {
    read(Array(text.utf8))
  }

  private func read(_ bytes: [UInt8]) -> (fault: JSONCursor.Fault?, values: [String], kinds: [JSONValue.Kind])
  {
    var fields = JSONFields(Self.table)
    let fault = fields.read(bytes.span, 0..<bytes.count)
    let values = (0..<5).map { fields[$0] }
    return (fault, values.map { String(decoding: bytes[$0.range], as: UTF8.self) }, values.map(\.kind))
  }

  @Test("values are found by their keys in any order, nested or not, and all else is passed")
  func values() {
    let found = read(
      #" { "x":[1,{"a":2}], "b" : {"y":null,"d":{"e":[true,false]},"c":-1.5e-3} , "a":"t\"x", "a.b":null, "c":9 } "#
    )
    #expect(found.fault == nil)
    #expect(found.values == [#"t\"x"#, "-1.5e-3", "", "[true,false]", "null"])
    #expect(found.kinds == [.string, .number, .absent, .array, .null])
    let text = read(#"{"b":"text"}"#)
    #expect(text.values[2] == "text")
    #expect(text.kinds[1] == .absent)
  }

  @Test("of a key that comes twice the last value counts")
  func twice() {
    #expect(read(#"{"a":1,"a":"two","b":{"c":1},"b":{"c":2}}"#).values[...1] == ["two", "2"])
  }

  @Test(
    "what is no JSON is unsound",
    arguments: [
      "{\"a\":1,}", "{\"a\"}", "{a:1}", "{\"a\":01x}", "{\"a\":1.}", "{\"a\":.5}", "{\"a\":1e}", "{\"a\":+1}",
      "{\"a\":tru3}", "{\"a\":[1,]}", "{\"a\":[1 2]}", "{\"a\":1}}", "{\"a\":1} x", "[1]", "7", "{\"a\":'x'}",
      "{\"a\":nan}", "{\"a\":1 \"b\":2}",
    ])
  func unsound(_ text: String) {
    #expect(read(text).fault == .unsound)
  }

  @Test("a text that is cut anywhere is cut")
  func cut() {
    let text = Array(#"{"x":[1,{"a":2.5e3}],"b":{"y":null,"c":-1},"a":"t\"\u00e9"}"#.utf8)
    #expect(read(text).fault == nil)
    for length in 0..<text.count { #expect(read(Array(text[..<length])).fault == .cut) }
  }

  @Test("nesting is read to a depth of 64 and refused beyond it, also where it never ends")
  func depth() {
    func nested(_ depth: Int) -> String {
      #"{"x":"# + String(repeating: "[", count: depth - 1) + String(repeating: "]", count: depth - 1) + "}"
    }
    #expect(read(nested(64)).fault == nil)
    #expect(read(nested(65)).fault == .unsound)
    #expect(read(#"{"x":"# + String(repeating: "[", count: 1_000_000)).fault == .unsound)
    #expect(read(String(repeating: #"{"b":"#, count: 1_000_000)).fault == .unsound)
  }

  @Test("bytes that are no UTF-8, control characters and huge strings are passed as they are")
  func bytes() {
    var text = Array(#"{"a":""#.utf8)
    text += [0xFF, 0xC0, 0x80, 0x01, 0x09]
    text += [UInt8](repeating: 0xED, count: 1 << 16)
    text += Array(#"","b":{"c":1}}"#.utf8)
    let found = read(text)
    #expect(found.fault == nil)
    #expect(found.values[1] == "1")
  }

  @Test(
    "escapes are decoded; those that do not exist stay, and half a pair of surrogates is replaced",
    arguments: [
      (#"a\"b\\c\/d\b\f\n\r\t"#, "a\"b\\c/d\u{8}\u{c}\n\r\t"), (#"\u0041\u00e9\u20AC"#, "Aé€"),
      (#"\ud83d\ude00!"#, "\u{1F600}!"), (#"\ud83d!"#, "\u{FFFD}!"), (#"\ude00\ud83d"#, "\u{FFFD}\u{FFFD}"),
      (#"\ud83d\u0041"#, "\u{FFFD}A"), (#"\x41\u12"#, #"\x41\u12"#), (#"\u0000"#, "\u{0}"),
    ])
  func escapes(_ text: String, _ expected: String) {
    let bytes = Array(text.utf8)
    var decoded: [UInt8] = []
    JSONText.decode(bytes.span, 0..<bytes.count, into: &decoded)
    #expect(String(decoding: decoded, as: UTF8.self) == expected)
  }

  @Test(
    "decimals become whole numbers without floating point, rounded to the nearest",
    arguments: [
      ("1716723772.6014807", 9, Int64(1_716_723_772_601_480_700)), ("0.017557019", 9, 17_557_019),
      ("1", 9, 1_000_000_000), ("0.0000000005", 9, 1), ("0.00000000049", 9, 0), ("-0.5", 0, -1),
      ("-0.4", 0, 0),
      ("1.5e3", 0, 1500), ("15E-1", 1, 15), ("0e999", 0, 0), ("1e-400", 9, 0), ("007", 0, 7), ("5.", 0, 5),
      ("1700000000123456789", 0, 1_700_000_000_123_456_789),
    ])
  func decimals(_ text: String, _ power: Int, _ expected: Int64) {
    let bytes = Array(text.utf8)
    #expect(LogDecimal.value(bytes.span, 0..<bytes.count, power: power) == expected)
  }

  @Test("numbers that are none, or beyond what is read, are none")
  func noDecimals() {
    let long = String(repeating: "9", count: 400)
    for text in [
      "", "-", ".", "1,5", "1 ", " 1", "0x10", "nan", "1e", "1e+", "1e99999", "1e19", long, "1-2", "--1",
    ] {
      let bytes = Array(text.utf8)
      #expect(LogDecimal.value(bytes.span, 0..<bytes.count) == nil, "\(text)")
    }
    let fraction = Array(("0." + long).utf8)
    #expect(LogDecimal.value(fraction.span, 0..<fraction.count, power: 9) == 1_000_000_000)
  }

  @Test("a URL is split into host and path, and one without a path asks for /")
  func urls() {
    func parts(_ text: String) -> [String] {
      let line = Array(text.utf8)
      var record = LogRecord()
      URLParts.set(LogText(0..<line.count), line.span, &record)
      return [record.string(record.host, of: line.span), record.string(record.path, of: line.span)]
    }
    #expect(parts("https://shop.example:8443/cart?x=1#top") == ["shop.example:8443", "/cart?x=1"])
    #expect(parts("http://user:secret@shop.example/a@b") == ["shop.example", "/a@b"])
    #expect(parts("http://shop.example") == ["shop.example", "/"])
    #expect(parts("http://shop.example?x#y") == ["shop.example", "/?x"])
    #expect(parts("http://[::1]:80/") == ["[::1]:80", "/"])
    #expect(parts("/cart?to=http://x/y") == ["", "/cart?to=http://x/y"])
  }
}
