import Foundation
import Testing

/// The pictures on the gallery's pages are what the command beside each of them draws.
@Suite("The pictures of the pages")
struct PictureTests {
  /// A picture of a page.
  struct Shown: Sendable, CustomTestStringConvertible {
    /// The folder of the page, from that of the gallery.
    let folder: String
    let command: String
    let file: String

    var testDescription: String { "\(folder)/\(file)" }
  }

  static let all: [Shown] = {
    let files =
      FileManager.default.enumerator(atPath: WeirCommand.gallery)?.compactMap { $0 as? String } ?? []
    return files.filter { $0.hasSuffix(".md") }.sorted().flatMap { page -> [Shown] in
      let path = "\(WeirCommand.gallery)/\(page)"
      let text = (try? String(contentsOfFile: path, encoding: .utf8)) ?? ""
      let marks = text.matches(of: /<!-- picture: (weir .*) -->\n+!\[[^\]]+\]\(([^)\/]+\.svg)\)/)
      return marks.map {
        Shown(
          folder: String(page.dropLast(page.hasSuffix("/README.md") ? "/README.md".count : 0)),
          command: String($0.1), file: String($0.2))
      }
    }
  }()

  @Test("are one at least for each scenario")
  func complete() {
    let folders = Set(Self.all.map(\.folder))
    #expect(Gallery.names.filter { !folders.contains($0) } == [])
  }

  /// `WEIR_UPDATE_GOLDENS=1` draws them anew.
  @Test("are what their commands draw, to the byte", arguments: all)
  func drawn(picture: Shown) async throws {
    var weir = WeirCommand(folder: try TemporaryFolder())
    weir.environment["WEIR_SCENARIOS"] = WeirCommand.gallery
    try FileManager.default.createSymbolicLink(
      atPath: weir.folder.url.appendingPathComponent("scenarios").path,
      withDestinationPath: WeirCommand.gallery)
    let words = ShellWords.of(picture.command).dropFirst()
    let ending = try await weir.start(Array(words)).ending()
    #expect(ending.exitCode == 0 || ending.exitCode == 1)
    try #require(ending.stdout.hasPrefix("<svg"), "\(ending.stderr)")
    let path = "\(WeirCommand.gallery)/\(picture.folder)/\(picture.file)"
    if ProcessInfo.processInfo.environment["WEIR_UPDATE_GOLDENS"] == "1" {
      try ending.stdout.write(toFile: path, atomically: true, encoding: .utf8)
    } else {
      let kept = try? String(contentsOfFile: path, encoding: .utf8)
      #expect(kept == ending.stdout, "make references draws \(picture.testDescription) anew")
    }
  }
}
