import Foundation

/// Pictures of pages for people to look at: with `WEIR_SCREENSHOTS=FOLDER` the tests leave `KIND-MEDIUM.png` there.
enum Screenshots {
  private static let folder: URL? = ProcessInfo.processInfo.environment["WEIR_SCREENSHOTS"]
    .flatMap { $0.isEmpty ? nil : URL(fileURLWithPath: $0) }

  /// Takes pictures of a whole page on every medium that changes what is seen.
  static func take(of page: URL, named name: String, in tab: Tab) async throws {
    guard let folder else { return }
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    try await tab.open(page)
    for media in Media.all where !media.isStill {
      try await tab.show(on: media)
      try await tab.picture().write(to: folder.appending(path: "\(name)-\(media.name).png"))
    }
  }
}
