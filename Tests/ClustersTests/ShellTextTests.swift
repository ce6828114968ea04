import Clusters
import Foundation
import Testing

@Suite("Words in shells")
struct ShellTextTests {
  /// The words that a shell makes of a text.
  static func words(_ text: String, shell: String) throws -> [String] {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: shell)
    process.arguments = ["-c", "show() { printf '%s\\0' \"$@\"; }; show \(text)"]
    let output = Pipe()
    process.standardOutput = output
    try process.run()
    let data = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return data.split(separator: 0, omittingEmptySubsequences: false).dropLast()
      .map { String(decoding: $0, as: UTF8.self) }
  }

  private static func bytes(_ words: [String]) -> [[UInt8]] { words.map { Array($0.utf8) } }

  @Test("every word comes back from a shell as it was")
  func roundTrip() throws {
    // No command line can have a NUL.
    let words = (HostileText.samples + HostileText.random(300)).filter { !$0.utf8.contains(0) }
    let text = words.map(ShellText.quoted).joined(separator: " ")
    #expect(Self.bytes(try Self.words(text, shell: "/bin/bash")) == Self.bytes(words))
  }

  @Test("words that show need no more than a POSIX shell")
  func posix() throws {
    let words = (HostileText.samples + HostileText.random(300))
      .filter { !$0.unicodeScalars.contains(where: ShellText.isHidden) }
    let text = words.map(ShellText.quoted).joined(separator: " ")
    #expect(words.count > 50)
    #expect(Self.bytes(try Self.words(text, shell: "/bin/sh")) == Self.bytes(words))
  }

  @Test("a quoted word is one line without characters that do not show")
  func oneLine() {
    for word in HostileText.samples + HostileText.random(300) {
      #expect(
        !ShellText.quoted(word).unicodeScalars.contains(where: ShellText.isHidden), "\(word.debugDescription)"
      )
    }
  }

  @Test(
    "ordinary words stay as they are, and others get the quotes that people would write",
    arguments: [
      ("grid.yaml", "grid.yaml"), ("spec.seed=7", "spec.seed=7"), ("", "''"), ("a b", "'a b'"),
      ("it's", #"'it'\''s'"#),
      ("a\nb'", #"$'a\012b\''"#), ("success_ratio >= 90%", "'success_ratio >= 90%'"),
    ])
  func looks(word: String, quoted: String) {
    #expect(ShellText.quoted(word) == quoted)
  }
}
