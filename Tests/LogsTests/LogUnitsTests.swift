import Logs
import Testing

@Suite("units of a log")
struct LogUnitsTests {
  struct Unit: Equatable {
    var text: String
    var number: Int
    var isTooLong = false
  }

  private func units(_ form: LogUnits.Form, _ bytes: [UInt8]) throws -> [Unit] {
    var units = try LogUnits(RecordedBytes(bytes, limit: 1 << 40), form)
    var found: [Unit] = []
    while try units.next() {
      found.append(
        Unit(
          text: String(decoding: units.buffer[units.range], as: UTF8.self), number: units.number,
          isTooLong: units.isTooLong))
    }
    return found
  }

  private func units(_ form: LogUnits.Form, _ text: String) throws -> [Unit] {
    try units(form, Array(text.utf8))
  }

  @Test("a record of CSV ends at the first line end outside quotes")
  func records() throws {
    #expect(
      try units(.records, "a,b\r\n\"x\ny\",\"\"\"\n\"\n\n1,a\"b\nlast,\"z\"") == [
        Unit(text: "a,b", number: 1), Unit(text: "\"x\ny\",\"\"\"\n\"", number: 2), Unit(text: "", number: 5),
        Unit(text: "1,a\"b", number: 6), Unit(text: "last,\"z\"", number: 7),
      ])
    #expect(try units(.records, "a;b\n\"x\n;\";1\n").count == 2)
    #expect(try units(.records, "").isEmpty)
  }

  @Test("a quote that is not closed swallows nothing: its line is a record of its own")
  func unclosed() throws {
    #expect(
      try units(.records, "a,b\n\"x,1\ny,2\nz,3\n") == [
        Unit(text: "a,b", number: 1), Unit(text: "\"x,1", number: 2), Unit(text: "y,2", number: 3),
        Unit(text: "z,3", number: 4),
      ])
    let rows = Array(repeating: "row,1", count: 400_000).joined(separator: "\n")
    let found = try units(.records, "a,b\n\"x,1\n" + rows + "\n")
    #expect(found.count == 400_002)
    #expect(found.last == Unit(text: "row,1", number: 400_002))
  }

  @Test("records over the borders of pieces are whole, and one that is too long does not swallow the next")
  func pieces() throws {
    let rows = (0..<2000).map { "\($0),\"\(String(repeating: "x\n", count: $0 % 300))\"" }
    #expect(try units(.records, rows.joined(separator: "\n")).map(\.text) == rows)
    let long = [UInt8](repeating: 97, count: 3 << 20)
    let found = try units(.records, Array("a,b\n".utf8) + long + Array("\nnext,1\n".utf8))
    #expect(found.map(\.isTooLong) == [false, true, false])
    #expect(found.last == Unit(text: "next,1", number: 3))
  }

  @Test("the elements of an array are units, whatever brackets and quotes their texts hold")
  func elements() throws {
    let elements = [#"{"a":"]}\"["}"#, "7", #""x,y""#, "[1,[2]]", "{\n}", "null"]
    #expect(
      try units(.linesOrArray, "\n [ " + elements.joined(separator: " ,\n") + " ]\n").map(\.text) == elements)
    #expect(try units(.linesOrArray, "{}\n{}").map(\.text) == ["{}", "{}"])
    #expect(try units(.linesOrArray, "[]").isEmpty)
  }

  @Test("the entries of an archive are found wherever its other keys are, and nowhere else")
  func archive() throws {
    let text =
      #"{"x":[{"entries":[0]}],"log":{"pages":[{"entries":[1]}],"entries":[2,{"entries":[3]}],"browser":{}},"y":{"log":{"entries":[4]}}}"#
    #expect(try units(.archive, text).map(\.text) == ["2", #"{"entries":[3]}"#])
  }

  @Test("an element that is too long is skipped in flat memory, and the next one is read")
  func longElement() throws {
    let long = Array(#"[{"a":""#.utf8) + [UInt8](repeating: 97, count: 5 << 20) + Array(#""},{"b":1}]"#.utf8)
    let found = try units(.linesOrArray, long)
    #expect(found.map(\.isTooLong) == [true, false])
    #expect(found.last?.text == #"{"b":1}"#)
  }

  @Test(
    "what is no JSON gives one unit a line that is refused",
    arguments: [
      "[{}}\n[1", "[1 2]", "{1:2}", "[,]", "[1,]]", "]", "{\"a\" 1}", String(repeating: "[", count: 100),
    ])
  func unsound(_ text: String) throws {
    var elements = JSONElements(
      RecordedBytes(Array(text.utf8), limit: 1 << 20), JSONPath([[.key("log"), .key("entries"), .each]]))
    var buffer: [UInt8] = []
    var refused = 0
    while let place = try elements.next(in: &buffer) {
      var fields = JSONFields(JSONFieldTable([]))
      #expect(fields.read(buffer.span, place.range) != nil)
      refused += 1
    }
    #expect(refused >= 1)
    #expect(refused <= text.split(separator: "\n").count)
  }
}
