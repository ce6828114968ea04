import Foundation
import Testing

/// A small sweep in the folders of its owner, who is in `proj`, and what `weir` says of it.
struct IndexedJobWorld {
  let folder: TemporaryFolder
  let weir: WeirCommand
  /// What decides the results.
  private let words: [String]

  /// Creates it, with a folder that is called `shared` beside `proj`.
  ///
  /// No ConfigMap takes one whose name begins with two dots; like one that is too large, and quicker to read.
  init(shared: String = "shared") throws {
    let overlay = "\(shared)/it's $(TMPDIR) more.yaml"
    words = ["sweeps/grid.yaml", "--overlay", "../\(overlay)", "--seed", "7"]
    folder = try TemporaryFolder()
    weir = WeirCommand(folder: folder)
    try folder.write(ScenarioText(duration: "500ms", replications: "1").text, to: "proj/small.yaml")
    try folder.write(
      """
      apiVersion: weir/v1
      kind: Sweep
      metadata: {name: grid}
      spec:
        scenario: ../small.yaml
        vary:
          "spec.services[0].endpoints": [1, 2, 4, 8]
          spec.dataPlane.replicas: [1, 3]
      """, to: "proj/sweeps/grid.yaml")
    try folder.write(
      """
      apiVersion: gateway.networking.x-k8s.io/v1alpha1
      kind: XBackendTrafficPolicy
      metadata: {name: cart, namespace: shop}
      spec:
        retryConstraint:
          budget: {percent: 35}
      """, to: overlay)
  }

  /// Runs `weir COMMAND` with what decides the results, and more words, in the folder of the owner.
  func run(_ command: String, _ more: [String]) async throws -> WeirCommand.Ending {
    let all = [WeirCommand.executable.path, command] + words + more
    return try await run(all.map(Self.quoted).joined(separator: " "))
  }

  /// Runs a line of bash in the folder of the owner.
  func run(_ line: String, path: String? = nil) async throws -> WeirCommand.Ending {
    let path = (path.map { "\($0):" } ?? "") + "/usr/bin:/bin"
    return try await weir.start(
      ["-c", "cd proj && export PATH=\(Self.quoted(path)) && \(line)"],
      executable: URL(fileURLWithPath: "/bin/bash")
    ).ending()
  }

  /// The manifest for three shards.
  func manifest() async throws -> IndexedJobManifest {
    let ending = try await run(
      "sweep",
      ["--emit", "kubernetes", "--shards", "3", "--jobs", "1", "--image", "registry.example/weir:1", "-q"])
    try #require(ending.exitCode == 0, "\(ending.stderr)")
    return try IndexedJobManifest(ending.stdout)
  }

  /// The database of a sweep on one machine.
  func database() async throws -> Data {
    let ending = try await run("sweep", ["--db", folder.path(of: "home.sqlite"), "-q"])
    try #require(ending.exitCode == 0, "\(ending.stderr)")
    return try Data(contentsOf: folder.url(of: "home.sqlite"))
  }

  static func quoted(_ word: String) -> String {
    "'" + word.replacingOccurrences(of: "'", with: "'\\''") + "'"
  }
}
