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
      "quickstart", "mirror-fraction", "budget-outage", "cors-max-age", "trace-replay", "autoscaler",
      "retry-storm", "envoy-retry-limits", "who-pays-in", "replica-floors", "retry-layers",
      "adaptive-throttling", "overload-one-percent",
      "nested-mirrors", "power-of-two", "bimodal-latency",
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
    // One screen.
    let lines = ending.stdout.split(separator: "\n", omittingEmptySubsequences: false).dropLast()
    #expect(lines.count <= 40)
    #expect(lines.allSatisfy { $0.count <= 80 })
  }

  @Test(
    "shows that an autoscaler is in time for a surge that the endpoints there can just serve",
    arguments: [("5", Int32(1), "93.86 ±0.65 %"), ("10", 0, "99.66 ±0.09 %")])
  func surge(minimum: String, exitCode: Int32, success: String) async throws {
    var weir = WeirCommand(folder: try TemporaryFolder())
    weir.environment["WEIR_SCENARIOS"] = WeirCommand.gallery
    let ending = try await weir.run(
      "check", "autoscaler", "--set", "spec.services[0].autoscaler.min=\(minimum)", "--assert",
      "success_ratio >= 99.5%")
    #expect(ending.exitCode == exitCode)
    #expect(ending.stdout.contains(success))
    let page = try String(contentsOfFile: "\(WeirCommand.gallery)/autoscaler/README.md", encoding: .utf8)
    #expect(page.contains(success.prefix { $0 != " " }))
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
