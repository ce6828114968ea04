import Foundation
import Testing

/// What the README says is what a reader will see.
@Suite("The README")
struct ReadmeTests {
  static let path = URL(fileURLWithPath: WeirCommand.gallery).deletingLastPathComponent()
    .appendingPathComponent("README.md").path

  /// `make`, `sudo` and `sqlite3` are left to the reader.
  @Test("comes to what it shows, to the letter, when every command of weir in it is typed")
  func commands() async throws {
    var weir = WeirCommand(folder: try TemporaryFolder())
    weir.environment["WEIR_SCENARIOS"] = WeirCommand.gallery
    try FileManager.default.createSymbolicLink(
      atPath: weir.folder.path(of: "scenarios"), withDestinationPath: WeirCommand.gallery)
    var page = try Walkthrough(page: Self.path)
    let mistakes = try await page.follow(with: weir) { $0.contains(/(?m)^(?:weir|cp)\s/) }
    #expect(mistakes == [])
  }

  @Test("shows outputs, and leads only to what is there")
  func whole() throws {
    let page = try Walkthrough(page: Self.path)
    let outputs = page.steps.filter { if case .output = $0.step { true } else { false } }
    #expect(outputs.count >= 5)
    #expect(page.brokenLinks == [])
  }
}
