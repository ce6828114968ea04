import Documents
import Foundation
import Scenarios
import Testing

/// The repository's folder, from the place of this file.
let repository = String(#filePath.dropLast("/Tests/ScenariosTests/GalleryScenarioTests.swift".count))

@Suite("The gallery")
struct GalleryScenarioTests {
  @Test("the quickstart reads without a message")
  func quickstart() throws {
    let diagnostics = Diagnostics()
    let scenario = readScenario(
      path: "\(repository)/scenarios/quickstart/scenario.yaml", diagnostics: diagnostics)
    #expect(diagnostics.all == [])
    let found = try #require(scenario)
    #expect(found.name == "quickstart")
    #expect(found.traffic.map(\.port) == [80])
    #expect(found.services.count == 3)
    #expect(found.inputs.count == 5)
  }
}
