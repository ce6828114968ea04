import Foundation
import Testing

@Suite("Assumptions")
struct AssumptionTests {
  /// The identifiers that comments of the sources name, `Assumption A-SIM-3` and the like; one comment may stand at several places.
  static func inSources() throws -> Set<String> {
    let sources = URL(fileURLWithPath: WeirCommand.gallery).deletingLastPathComponent()
      .appendingPathComponent("Sources")
    let files = FileManager.default.enumerator(at: sources, includingPropertiesForKeys: nil)
    var found: Set<String> = []
    while let file = files?.nextObject() as? URL {
      guard file.pathExtension == "swift" else { continue }
      let text = try String(contentsOf: file, encoding: .utf8)
      for match in text.matches(of: /Assumption (A-[A-Z]+-[0-9]+)/) { found.insert(String(match.1)) }
    }
    return found
  }

  @Test("each stands beside the code that makes it, and every run lists them all")
  func complete() async throws {
    var weir = WeirCommand(folder: try TemporaryFolder())
    weir.environment["WEIR_SCENARIOS"] = WeirCommand.gallery
    _ = try await weir.run("run", "trace-replay", "--db", "a.sqlite", "-q")
    let listed = try await weir.run("query", "a.sqlite", "-o", "csv", "select code from assumption")
    let identifiers = listed.stdout.split(whereSeparator: \.isNewline).dropFirst().map(String.init)
    #expect(Set(identifiers).count == identifiers.count)
    #expect(Set(identifiers) == (try Self.inSources()))
  }
}
