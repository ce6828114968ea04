import Foundation
import Testing

/// Building an image takes an engine for containers; what its description names is looked for in the checkout.
@Suite("The description of the image")
struct ContainerTests {
  private let checkout = URL(fileURLWithPath: WeirCommand.gallery).deletingLastPathComponent()
  /// The instructions, one a line.
  private let instructions: [Substring]
  private let text: String

  init() throws {
    text = try Self.read(".ci/Dockerfile", in: checkout)
    instructions = text.replacing("\\\n", with: "").split(separator: "\n").filter { !$0.hasPrefix("#") }
  }

  private static func read(_ name: String, in checkout: URL) throws -> String {
    try String(contentsOf: checkout.appendingPathComponent(name), encoding: .utf8)
  }

  /// The arguments of every instruction of a kind.
  private func arguments(of kind: String) -> [[String]] {
    instructions.map { $0.split(separator: " ").map(String.init) }.filter { $0.first == kind }
      .map { Array($0.dropFirst()) }
  }

  @Test("what is sent to the builder is what is copied from the checkout, and it is there")
  func sources() throws {
    let sources = arguments(of: "COPY").filter { !$0[0].hasPrefix("--from") }.flatMap { $0.dropLast() }
    #expect(sources.count > 3)
    for source in sources {
      #expect(
        FileManager.default.fileExists(atPath: checkout.appendingPathComponent(source).path), "\(source)")
    }
    let rules = try Self.read(".dockerignore", in: checkout).split(separator: "\n").filter {
      !$0.hasPrefix("#")
    }
    #expect(rules.first == "*")
    #expect(Set(rules.dropFirst()) == Set(sources.map { "!\($0)" }))
  }

  @Test("the version of the image is Weir's, that of Swift the one that the setup wants")
  func versions() async throws {
    let weir = try await WeirCommand(folder: TemporaryFolder()).run("--version")
    let version = weir.stdout.trimmingCharacters(in: .newlines)
    #expect(text.contains("-t weir:\(version) ."))
    #expect(text.contains("org.opencontainers.image.version=\"\(version)\""))
    let swift = try #require(
      try Self.read(".ci/setup", in: checkout).firstMatch(of: /Swift ([\d.]+) or later/)
    ).1
    let bases = arguments(of: "FROM").map { $0[0] }
    #expect(bases == ["swift:\(swift)-bookworm", "debian:bookworm-slim"])
  }

  @Test("the program is run by the user without a name as which CI runs it")
  func user() throws {
    let user = try #require(arguments(of: "USER").first?.first)
    #expect(user.contains(/^[1-9]\d*:[1-9]\d*$/))
    #expect(try Self.read(".ci/container", in: checkout).contains("--userspec=\(user) "))
    #expect(arguments(of: "ENTRYPOINT") == [["[\"weir\"]"]])
  }
}
