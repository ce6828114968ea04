import GatewayAPI
import Testing

@Suite("words that kubectl reads as booleans")
struct YAMLBooleanTests {
  @Test(
    "an unquoted one is no string, and the way out is said",
    arguments: [
      ("yes", true), ("Yes", true), ("YES", true), ("on", true), ("On", true),
      ("ON", true), ("no", false), ("No", false), ("NO", false), ("off", false),
      ("Off", false), ("OFF", false),
    ])
  func strings(_ word: String, _ meaning: Bool) throws {
    func world(_ name: String) -> World {
      World(route("r", rules: "  - {backendRefs: [{name: \(name), port: 1}]}"))
    }
    let path = "spec.rules[0].backendRefs[0].name"
    let error = try #require(world(word).errors.first)
    #expect(error.code == GatewayCode.type.rawValue)
    #expect(error.path == path)
    #expect(
      error.message == "Invalid value: \"boolean\": \(path) in body must be of type string: \"boolean\"")
    #expect(
      error.suggestion == "kubectl reads this as \(meaning): write it in quotes: \"\(word)\"")
    #expect(world("'\(word)'").errors == [])
    #expect(world("\(word)x").errors == [])
  }

  @Test("a name of metadata is a string too")
  func metadata() {
    #expect(World(route("no", rules: "  - {}")).errors.map(\.path) == ["metadata.name"])
    #expect(World(route("'no'", rules: "  - {}")).errors == [])
  }

  @Test("where a boolean is due, one is taken for what it means", arguments: [("yes", true), ("off", false)])
  func flags(_ word: String, _ meaning: Bool) {
    func world(_ flag: String) -> World {
      World(rule("filters: [{type: CORS, cors: {allowCredentials: \(flag)}}]"))
    }
    #expect(world(word).errors == [])
    #expect(world(word).plan()?.cors?.allowCredentials == meaning)
    #expect(world("'\(word)'").errors.map(\.code) == [GatewayCode.type.rawValue])
  }

  @Test(
    "integers of other bases are numbers, unless they are quoted", arguments: ["0x50", "0o120", "0b1010000"])
  func integers(_ text: String) {
    func errors(_ port: String) -> [String] {
      World(route(rules: "  - {backendRefs: [{name: v1, port: \(port)}]}")).errors.map(\.code)
    }
    #expect(errors(text) == [])
    #expect(errors("\"\(text)\"") == ["GW102"])
    #expect(errors(text.prefix(2) + "-1") == ["GW102"])
  }
}
