import Foundation
import Testing

@Suite("The manifest of an Indexed Job, held against what Kubernetes wants")
struct IndexedJobSchemaTests {
  /// `kubernetes-validate` of PyPI, which has the published schemas in it.
  private static let validator: String? = {
    let checkout = URL(fileURLWithPath: WeirCommand.gallery).deletingLastPathComponent().path
    let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "").components(separatedBy: ":")
    return (folders + [checkout + "/.build/tools/bin"]).map { $0 + "/kubernetes-validate" }
      .first(where: FileManager.default.isExecutableFile(atPath:))
  }()

  private func validate(_ text: String, in world: IndexedJobWorld) async throws -> WeirCommand.Ending {
    try world.folder.write(text, to: "proj/job.yaml")
    return try await world.run("\(IndexedJobWorld.quoted(Self.validator ?? "")) --strict job.yaml")
  }

  @Test(
    "it is valid by the published schemas, and with a field that does not exist it is not",
    .enabled(if: validator != nil, "there is no kubernetes-validate (PyPI)"),
    arguments: ["shared", "..shared"])
  func schema(shared: String) async throws {
    let world = try IndexedJobWorld(shared: shared)
    let manifest = try await world.manifest()
    #expect((manifest.configMap.any == nil) == (shared == "..shared"))
    let valid = try await validate(manifest.text, in: world)
    #expect(valid.exitCode == 0, "\(valid.stdout)\(valid.stderr)")
    let damaged = manifest.text.replacingOccurrences(of: "completionMode:", with: "completionsMode:")
    #expect(try await validate(damaged, in: world).exitCode != 0)
  }

  @Test("every rule that the schemas do not say holds, and would not hold for a damaged manifest")
  func rules() async throws {
    let manifest = try await IndexedJobWorld().manifest()
    for rule in IndexedJobRule.all {
      #expect(rule.holds(manifest), "\(rule)")
      let place = try #require(manifest.text.range(of: rule.damage.old), "\(rule)")
      let damaged = manifest.text.replacingCharacters(in: place, with: rule.damage.new)
      #expect(try !rule.holds(IndexedJobManifest(damaged)), "not noticed: \(rule)")
    }
  }
}
