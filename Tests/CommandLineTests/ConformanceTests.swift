import Foundation
import Testing

/// The samples of the Gateway API's own conformance suite, judged by their script where they lie beside the package.
@Suite("conformance samples")
struct ConformanceTests {
  static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "../../../shared/conformance").standardizedFileURL
  static let script = folder.appending(path: "check.py").path
  static let python = ["/usr/bin/python3", "/usr/local/bin/python3"].first {
    FileManager.default.isExecutableFile(atPath: $0)
  }

  @Test(
    "explain and validate say what the suite expects",
    .enabled(
      if: FileManager.default.fileExists(atPath: script) && python != nil,
      "the samples are not beside the package, or there is no python3"),
    arguments: ["routing", "status", "validation"])
  func samples(_ kind: String) async throws {
    let python = try #require(Self.python)
    let output = Pipe()
    let process = Process()
    process.executableURL = URL(fileURLWithPath: python)
    process.arguments = [Self.script, kind, WeirCommand.executable.path, Self.folder.path]
    process.standardOutput = output
    try process.run()
    let text = try output.fileHandleForReading.readToEnd().map { String(decoding: $0, as: UTF8.self) } ?? ""
    process.waitUntilExit()
    #expect(process.terminationStatus == 0, "\(text)")
  }
}
