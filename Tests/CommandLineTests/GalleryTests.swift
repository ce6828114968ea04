import Foundation
import Testing

@Suite("The gallery")
struct GalleryTests {
  @Test("has the scenarios that its index names, and no others")
  func complete() throws {
    let folders = try FileManager.default.contentsOfDirectory(atPath: Gallery.folder).filter {
      FileManager.default.fileExists(atPath: "\(Gallery.folder)/\($0)/scenario.yaml")
    }
    #expect(Gallery.names.count >= 12)
    #expect(Gallery.names.sorted() == folders.sorted())
  }

  @Test(
    "asks on each page what the scenario asks, shows a picture, and says what to see, to change and to learn",
    arguments: Gallery.names)
  func page(name: String) throws {
    let page = try String(contentsOfFile: "\(Gallery.folder)/\(name)/README.md", encoding: .utf8)
    let scenario = try String(contentsOfFile: "\(Gallery.folder)/\(name)/scenario.yaml", encoding: .utf8)
    let question = try #require(scenario.firstMatch(of: /\n  description: (.+)\n/)).1
    let headings = ["What you should see", "What to change", "What it teaches"]
    let parts = ["\n\n\(question)\n\n"] + headings.map { "\n## \($0)\n" }
    #expect(parts.filter { !page.contains($0) } == [])
    // Made by the command of the comment, and described for those who do not see it.
    let picture = /\n<!-- picture: weir .+ -o svg --chart \S+ -->\n!\[.{20,}\]\(\S+\.svg\)\n/
    let pictures = page.matches(of: picture).count
    #expect(pictures >= 1, "a picture with its command and a description")
  }

  @Test("fits on one screen when it is run", arguments: Gallery.names)
  func screen(name: String) async throws {
    let weir = Gallery.command(in: try TemporaryFolder())
    let ending = try await weir.run("check", name, "--strict")
    let lines = ending.stdout.split(separator: "\n", omittingEmptySubsequences: false).dropLast()
    #expect(lines.count <= 40)
    #expect(lines.filter { $0.count > 80 } == [])
  }

  @Test(
    "shows that an autoscaler is in time for a surge that the endpoints there can just serve",
    arguments: [("5", Int32(1), "93.86 ±0.65 %"), ("10", 0, "99.66 ±0.09 %")])
  func surge(minimum: String, exitCode: Int32, success: String) async throws {
    let weir = Gallery.command(in: try TemporaryFolder())
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
    let weir = Gallery.command(in: try TemporaryFolder())
    let overlay = "\(WeirCommand.gallery)/budget-outage/no-budget.yaml"
    let ending = try await weir.run("check", "budget-outage", "--overlay", overlay)
    #expect(ending.exitCode == 1)
    #expect(ending.stdout.contains("never recovered in 3 of 3"))
  }
}
