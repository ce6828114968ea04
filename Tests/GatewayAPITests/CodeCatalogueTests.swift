import Documents
import GatewayAPI
import Testing

@Suite("explanations of codes")
struct CodeCatalogueTests {
  static let catalogue = CodeCatalogue()

  @Test("every code has a text of the same form")
  func form() {
    for entry in Self.catalogue.entries {
      let lines = entry.text.split(separator: "\n", omittingEmptySubsequences: false)
      #expect(entry.text.hasPrefix("\(entry.code): \(entry.meaning)\n\n"))
      #expect(lines.dropFirst().allSatisfy { $0.count <= 100 && !$0.hasSuffix(" ") }, "\(entry.code)")
      #expect(lines[0].count <= 130, "\(entry.code)")
      let explanation = entry.explanation
      #expect(explanation.reason.count >= 60 && explanation.reason.hasSuffix("."), "\(entry.code)")
      #expect(explanation.remedy.count >= 15 && explanation.remedy.hasSuffix("."), "\(entry.code)")
      #expect(!explanation.source.isEmpty, "\(entry.code)")
      #expect(entry.text.hasSuffix("\n\nSource: \(explanation.source)\n"))
    }
    #expect(Self.catalogue.entries.count == DocumentCode.allCases.count + GatewayCode.allCases.count)
  }

  @Test("no two codes have the same text")
  func distinct() {
    #expect(Set(Self.catalogue.entries.map(\.explanation)).count == Self.catalogue.entries.count)
    #expect(Set(Self.catalogue.entries.map(\.code)).count == Self.catalogue.entries.count)
  }

  @Test("examples are YAML", arguments: catalogue.entries.map(\.code))
  func examples(_ code: String) throws {
    guard let example = try #require(Self.catalogue[code: code]).explanation.example else { return }
    let diagnostics = Diagnostics()
    _ = Value(parsing: example, diagnostics: diagnostics)
    #expect(diagnostics.all == [])
  }

  @Test("a code is found in any case of letters, and the list has a line for each")
  func lookUp() {
    #expect(Self.catalogue[code: "gw301"]?.code == "GW301")
    #expect(Self.catalogue[code: "yaml010"]?.text.contains("Three dots") == true)
    #expect(Self.catalogue[code: "GW999"] == nil)
    let lines = Self.catalogue.list.split(separator: "\n")
    #expect(lines.count == Self.catalogue.entries.count)
    #expect(lines.contains { $0.hasPrefix("GW001    A document is no Kubernetes object") })
  }
}
