import Foundation
import Testing

@Suite("The tutorials")
struct TutorialTests {
  static let folder = "\(WeirCommand.gallery)/tutorials"

  static let names: [String] =
    ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []).filter { $0.hasSuffix(".md") }
    .sorted()

  @Test("are there for the three jobs")
  func complete() throws {
    #expect(Self.names == ["budgets.md", "capacity.md", "regression.md"])
    let index = try String(contentsOfFile: "\(WeirCommand.gallery)/README.md", encoding: .utf8)
    for name in Self.names { #expect(index.contains("(tutorials/\(name))")) }
  }

  /// A folder with the gallery in it, which the first command of each page copies manifests from.
  private static func reader() throws -> WeirCommand {
    let folder = try TemporaryFolder()
    try FileManager.default.createSymbolicLink(
      atPath: folder.path(of: "scenarios"), withDestinationPath: WeirCommand.gallery)
    return WeirCommand(folder: folder)
  }

  @Test("come to what they show when every command in them is typed", arguments: names)
  func commands(name: String) async throws {
    var page = try Walkthrough(page: "\(Self.folder)/\(name)")
    #expect(page.pictures.count >= 1)
    #expect(page.brokenLinks == [])
    #expect(try await page.follow(with: Self.reader()) == [])
  }

  @Test("an excerpt is found with gaps and in its order only")
  func excerpts() {
    let text = "a\nb\nc\nd\n"
    for excerpt in ["a\nb\nc\nd\n", "a\n…\nd\n", "…\nb\nc\n…\n", "b\n…\nc\n", "…\n", "d\n"] {
      #expect(Walkthrough.isExcerpt(excerpt, of: text), "\(excerpt)")
    }
    for excerpt in ["a\nc\n", "c\n…\nb\n", "b\n…\nb\n", "a \n", "a\n…\ne\n", "…\nbc\n"] {
      #expect(!Walkthrough.isExcerpt(excerpt, of: text), "\(excerpt)")
    }
  }

  @Test("a page whose command fails, prints something else or draws nothing is found out")
  func mistakes() async throws {
    for (text, mistake) in [
      ("```sh\necho a; exit 3; echo b\n```", "page.md:2 ends with 3 and prints\na\n"),
      ("```sh\nfalse\necho b\n```", "page.md:2 ends with 1 and prints\n"),
      ("```sh\necho a >&2\n```\n<!-- output -->\n```text\nb\n```", "page.md:6 is not what is printed:\na\n"),
      (
        "```sh\necho a\n```\n<!-- part of the output -->\n```text\n…\nb\n```",
        "page.md:6 is no part of what is printed:\na\n"
      ),
      ("![a picture](nothing.svg)", "page.md:1: nothing.svg is not what is drawn"),
      (
        "<!-- file: f/g -->\n```yaml\na: 1\n```\n```sh\ncat f/g\n```\n<!-- output -->\n```text\na: 1\n```",
        nil
      ),
      ("* a\n\n  ```sh\n  echo a\n  ```\n\n  <!-- output -->\n  ```text\n  a\n  ```\n", nil),
    ] as [(String, String?)] {
      let weir = try Self.reader()
      try weir.folder.write(text, to: "page.md")
      var page = try Walkthrough(page: weir.folder.path(of: "page.md"))
      #expect(try await page.follow(with: weir, updating: false) == (mistake.map { [$0] } ?? []), "\(text)")
    }
  }
}
