import Foundation
import Testing

@Suite("The pages of the gallery")
struct GalleryPageTests {
  let folder: TemporaryFolder
  let weir: WeirCommand

  init() throws {
    folder = try TemporaryFolder()
    var weir = WeirCommand(folder: folder)
    weir.environment["WEIR_SCENARIOS"] = WeirCommand.gallery
    self.weir = weir
  }

  /// What a page says comes of a command: how it ends, and a number that it prints.
  struct Claim: Sendable {
    let page: String
    let command: String
    let changes: [String]
    let exitCode: Int32
    let number: String

    init(_ page: String, _ command: String, _ changes: [String], _ exitCode: Int32, _ number: String) {
      (self.page, self.command, self.changes) = (page, command, changes)
      (self.exitCode, self.number) = (exitCode, number)
    }
  }

  private static func file(_ name: String, of page: String) -> String {
    "\(WeirCommand.gallery)/\(page)/\(name)"
  }

  private static let timeout = "HTTPRoute/shop/search:spec.rules[0].timeouts={backendRequest: 250ms}"

  static let claims = [
    Claim("canary-split", "check", ["--overlay", file("mirror-first.yaml", of: "canary-split")], 0, "35.8"),
    Claim("diurnal-week", "check", ["--set", "spec.services[0].endpoints=3"], 1, "1.87 s"),
    Claim(
      "flash-sale", "run",
      ["--set", "spec.services[0].autoscaler.min=10", "--set", "spec.services[0].queue=16"], 1, "95.93"),
    Claim("gray-endpoint", "check", ["--set", timeout], 1, "108 ms"),
    Claim("gray-endpoint", "run", ["--set", "spec.dataPlane.loadBalancing=least-request"], 1, "179 ms"),
    Claim(
      "incident-replay", "compare", ["generous=\(file("generous.yaml", of: "incident-replay"))"], 1, "35.27 %"
    ),
    Claim(
      "incident-replay", "compare", ["careful=\(file("careful.yaml", of: "incident-replay"))"], 0, "96.56 %"),
    Claim(
      "mirror-sizing", "check",
      [
        "--set",
        "HTTPRoute/shop/catalog:spec.rules[0].filters[0].requestMirror.fraction.numerator=1000",
      ], 1, "23,938"),
    Claim("timeout-ladder", "check", ["--overlay", file("ladder.yaml", of: "timeout-ladder")], 0, "99.76"),
    Claim(
      "timeout-ladder", "run", ["--set", "HTTPRoute/shop/database:spec.rules[0].retry=null"], 0, "95.01"),
  ]

  @Test("say what comes of a change", arguments: claims)
  func change(claim: Claim) async throws {
    let ending = try await weir.start([claim.command, claim.page] + claim.changes).ending()
    #expect(ending.exitCode == claim.exitCode)
    #expect(ending.stdout.contains(claim.number))
    let page = try String(contentsOfFile: Self.file("README.md", of: claim.page), encoding: .utf8)
    #expect(page.contains(claim.number))
  }

  @Test("the log of incident-replay is what weir writes of the scenario beside it")
  func log() async throws {
    let ending = try await weir.run(
      "trace", "synthesize", Self.file("recorded.yaml", of: "incident-replay"), "--format", "envoy",
      "--origin",
      "2026-03-02T09:00:00Z", "--out", "access.log.gz")
    #expect(ending.exitCode == 0)
    let written = try Data(contentsOf: URL(fileURLWithPath: folder.path(of: "access.log.gz")))
    let log = Self.file("access.log.gz", of: "incident-replay")
    #expect(try written == Data(contentsOf: URL(fileURLWithPath: log)))
  }
}
