import Documents
import Foundation
import GatewayAPI

/// Sound and broken manifests to begin with: those of this folder and of the gallery.
package struct Samples: Sendable {
  /// The bytes of every sample, in the order of their paths.
  package let all: [[UInt8]]
  /// The documents of every sample, without those that cannot be read.
  let values: [[Value]]

  /// Reads them from where the sources lie.
  package init() throws {
    let here = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    let gallery = here.deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent(
      "scenarios")
    let folders =
      [here.appendingPathComponent("Samples")]
      + Self.entries(of: gallery).map { $0.appendingPathComponent("manifests") }
    let files = folders.flatMap(Self.entries).filter { $0.pathExtension == "yaml" }
    all = try files.map { Array(try Data(contentsOf: $0)) }
    values = all.map {
      loadDocuments(bytes: $0, file: "sample", diagnostics: Diagnostics()).documents.map(\.root)
    }
  }

  private static func entries(of folder: URL) -> [URL] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    return names.sorted().map { folder.appendingPathComponent($0) }
  }

  /// The damaged sample that belongs to `seed`, and whose rules it is held to.
  package func mutant(seed: UInt64) -> (bytes: [UInt8], settings: AdmissionSettings) {
    var random = TrialRandom(seed: seed)
    let index = random.below(all.count)
    let settings = AdmissionSettings(
      release: random.one(of: AdmissionSettings.Release.allCases),
      channel: random.below(4) == 0 ? .standard : .experimental, mergeGateways: random.below(3) == 0)
    let bytes =
      random.below(2) == 0
      ? ByteMutation.mutate(all[index], with: random.one(of: all), &random)
      : Array(ValueMutation.mutate(values[index], &random).utf8)
    return (bytes, settings)
  }
}
