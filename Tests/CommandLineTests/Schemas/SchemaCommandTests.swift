import Documents
import Foundation
import Reports
import Scenarios
import Testing

@Suite("weir schema")
struct SchemaCommandTests {
  let weir: WeirCommand
  private static let all = PublishedSchema.ofReports + PublishedSchema.ofInputs

  init() throws { weir = WeirCommand(folder: try TemporaryFolder()) }

  @Test("lists the schemas, prints one to the letter, and knows what was meant")
  func command() async throws {
    let list = try await weir.run("schema")
    #expect(list.exitCode == 0)
    let lines = list.stdout.split(separator: "\n").map(String.init)
    #expect(lines.dropFirst(2).map { $0.prefix { $0 != " " } } == Self.all.map { $0.name[...] })
    for schema in Self.all {
      let ending = try await weir.run("schema", schema.name)
      #expect(ending.exitCode == 0)
      #expect(ending.stdout == schema.text)
    }
    let slip = try await weir.run("schema", "scenario-fiel")
    #expect(slip.exitCode == 64)
    #expect(slip.stderr.contains("did you mean \"scenario-file\"?"))
    #expect(slip.stdout == "")
  }

  /// Members that are not always there, which the descriptions in the schemas explain.
  private static let optional: Set = [
    "warmUpNote", "partial", "never", "relative", "attachedListenerSets", "conditions", "listeners",
    "parents",
    "ancestors",
  ]

  @Test("every output has its members and no others", arguments: PublishedSchema.ofReports.map(\.name))
  func members(name: String) throws {
    let schema = try #require(Self.all.first { $0.name == name })
    let root = try JSONText(schema.text)
    #expect(root["$id"] as? String == "urn:weir:schema:\(name):v1")
    Self.visit(root.members) { object in
      guard let properties = object["properties"] as? [String: Any] else { return }
      let required = Set(object["required"] as? [String] ?? [])
      #expect(object["type"] as? String == "object")
      #expect(object["additionalProperties"] as? Bool == false, "\(properties.keys.sorted())")
      #expect(
        Set(properties.keys).subtracting(required).isSubset(of: Self.optional), "\(properties.keys.sorted())")
      #expect(required.isSubset(of: properties.keys))
    }
  }

  private static func visit(_ value: Any, _ body: ([String: Any]) -> Void) {
    if let object = value as? [String: Any] {
      body(object)
      for member in object.values { visit(member, body) }
    } else if let items = value as? [Any] {
      for item in items { visit(item, body) }
    }
  }
}
