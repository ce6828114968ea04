import Foundation
import Testing

@Suite("The gallery")
struct GalleryTests {
  static var names: [String] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: WeirCommand.gallery)) ?? []
    return names.filter {
      FileManager.default.fileExists(atPath: "\(WeirCommand.gallery)/\($0)/scenario.yaml")
    }.sorted()
  }

  @Test(
    "has the scenarios that its index names",
    arguments: [
      "quickstart", "mirror-fraction", "budget-outage", "cors-max-age", "trace-replay", "retry-storm",
      "envoy-retry-limits", "who-pays-in", "replica-floors", "overload-one-percent", "nested-mirrors",
      "power-of-two", "bimodal-latency",
    ])
  func complete(name: String) throws {
    #expect(Self.names.contains(name))
    let index = try String(contentsOfFile: "\(WeirCommand.gallery)/README.md", encoding: .utf8)
    #expect(index.contains("[`\(name)`](\(name)/)"))
    #expect(FileManager.default.fileExists(atPath: "\(WeirCommand.gallery)/\(name)/README.md"))
  }

  @Test("holds what its checks promise, without a warning", arguments: names)
  func checks(name: String) async throws {
    var weir = WeirCommand(folder: try TemporaryFolder())
    weir.environment["WEIR_SCENARIOS"] = WeirCommand.gallery
    let ending = try await weir.run("check", name, "--strict")
    #expect(ending.exitCode == 0)
    #expect(ending.stderr == "")
  }

  @Test("shows that without its budget the outage does not end")
  func withoutBudget() async throws {
    var weir = WeirCommand(folder: try TemporaryFolder())
    weir.environment["WEIR_SCENARIOS"] = WeirCommand.gallery
    let overlay = "\(WeirCommand.gallery)/budget-outage/no-budget.yaml"
    let ending = try await weir.run("check", "budget-outage", "--overlay", overlay)
    #expect(ending.exitCode == 1)
    #expect(ending.stdout.contains("never recovered in 3 of 3"))
  }
}
