import Foundation
import Testing

/// Whether GNU parallel is here; another program of this name is in Debian's moreutils, but this one is a script.
private let hasParallel =
  FileManager.default.contents(atPath: "/usr/bin/parallel")
  .map { String(decoding: $0.prefix(1000), as: UTF8.self).contains("GNU") } ?? false

/// The real GNU parallel runs the shards as `results/README.md` says.
@Suite("A sweep in shards by GNU parallel", .enabled(if: hasParallel, "there is no GNU parallel"))
struct ParallelTests {
  private let folder: TemporaryFolder
  private let weir: WeirCommand

  init() throws {
    folder = try TemporaryFolder()
    try folder.write(ScenarioText().text, to: "small.yaml")
    try folder.write(
      """
      apiVersion: weir/v1
      kind: Sweep
      metadata: {name: my-sweep}
      spec:
        scenario: small.yaml
        vary:
          "spec.services[0].endpoints": [1, 2, 4]
          spec.dataPlane.replicas: [1, 2, 3]
      """, to: "my-sweep.yaml")
    var weir = WeirCommand(folder: folder)
    weir.environment["PATH"] = "\(folder.path(of: "bin")):/usr/bin:/bin"
    weir.environment["HOME"] = folder.url.path
    self.weir = weir
  }

  /// What `results/README.md` tells to type, with `/shared` in the folder.
  private var documented: [String] {
    get throws {
      let page = URL(fileURLWithPath: WeirCommand.gallery).deletingLastPathComponent()
        .appendingPathComponent("results/README.md")
      return try String(contentsOf: page, encoding: .utf8).split(separator: "\n")
        .filter { $0.hasPrefix("parallel ") || $0.hasPrefix("weir merge my-sweep.yaml ") }
        .map { String($0).replacing("/shared/", with: "shared/") }
    }
  }

  /// Puts a `weir` into `PATH` that notes what it is asked for and fails in some cases.
  private func install(failing condition: String) throws {
    try folder.write(
      """
      #!/bin/sh
      echo "$*" >>calls
      case "$*" in \(condition) esac
      exec '\(WeirCommand.executable.path)' "$@"
      """, to: "bin/weir")
    try FileManager.default.setAttributes(
      [.posixPermissions: 0o755], ofItemAtPath: folder.path(of: "bin/weir"))
  }

  private func sh(_ command: String) async throws -> WeirCommand.Ending {
    try await weir.start(["-c", command], executable: URL(fileURLWithPath: "/bin/sh")).ending()
  }

  /// How often each shard was asked for.
  private var calls: [String: Int] {
    let shards = (folder.read("calls") ?? "").matches(of: /--shard (\d+\/\d+)/).map { String($0.1) }
    return Dictionary(shards.map { ($0, 1) }, uniquingKeysWith: +)
  }

  @Test("a shard that fails once is run again, and the merged database has the bytes of the whole sweep's")
  func retry() async throws {
    try install(failing: "*'--shard 3/8'*) mkdir failed 2>/dev/null && exit 75 ;;")
    let commands = try documented
    try #require(commands.count == 3)
    for command in commands {
      let ending = try await sh(command)
      try #require(ending.exitCode == 0, "\(command): \(ending.stderr)")
    }
    var expected = Dictionary(uniqueKeysWithValues: (0..<8).map { ("\($0)/8", 1) })
    expected["3/8"] = 2
    #expect(calls == expected)

    let whole = try await weir.run("sweep", "my-sweep.yaml", "--db", "whole.sqlite")
    try #require(whole.exitCode == 0, "\(whole.stderr)")
    let bytes = FileManager.default.contents(atPath: folder.path(of: "whole.sqlite"))
    #expect(bytes != nil)
    #expect(FileManager.default.contents(atPath: folder.path(of: "my-sweep.sqlite")) == bytes)
  }

  @Test("the shard that always fails is known by its number, and the others are done")
  func failure() async throws {
    try install(failing: "*'--shard 3/8'*) exit 75 ;;")
    let commands = try documented
    #expect(try await sh(commands[0]).exitCode == 1)
    #expect(calls.values.reduce(0, +) == 7 + 3)
    let check = try await sh(commands[1])
    #expect(check.exitCode == 3)
    #expect(check.stdout == "3\n")
  }

  @Test("wrong input is tried three times in vain by every shard, or ends it all at the first with --halt")
  func wrongInput() async throws {
    try install(failing: "")
    try folder.write("kind: Nonsense", to: "my-sweep.yaml")
    let command = try documented[0]
    #expect(try await sh(command).exitCode == 8)
    #expect(calls == Dictionary(uniqueKeysWithValues: (0..<8).map { ("\($0)/8", 3) }))

    try folder.write("", to: "calls")
    let halting = command.replacing(
      "parallel ", with: "parallel --jobs 2 --halt soon,fail=1 ", maxReplacements: 1)
    #expect(try await sh(halting).exitCode == 64)
    #expect(calls["0/8"] != nil)
    #expect(calls["7/8"] == nil)
  }
}
