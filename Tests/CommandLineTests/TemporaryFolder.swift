import Foundation

/// A folder that lives as long as this value.
final class TemporaryFolder: Sendable {
  let url: URL

  init() throws {
    url = FileManager.default.temporaryDirectory.appendingPathComponent("weir-tests-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: url) }

  func url(of name: String) -> URL { url.appendingPathComponent(name) }

  /// The path of a file in the folder.
  func path(of name: String) -> String { url(of: name).path }

  /// Writes a file, and the folders that it needs.
  func write(_ text: String, to name: String) throws { try write(Data(text.utf8), to: name) }

  /// Writes a file, and the folders that it needs.
  func write(_ data: Data, to name: String) throws {
    let url = url(of: name)
    try FileManager.default.createDirectory(
      at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
    try data.write(to: url)
  }

  /// Creates an empty file and opens it for writing.
  func create(_ name: String) throws -> FileHandle {
    try write("", to: name)
    return try FileHandle(forWritingTo: url(of: name))
  }

  /// The text of a file, nil where there is none.
  func read(_ name: String) -> String? {
    FileManager.default.contents(atPath: path(of: name)).map { String(decoding: $0, as: UTF8.self) }
  }

  /// Every file below the folder, in order.
  var files: [String] {
    let files = FileManager.default.enumerator(atPath: url.path)?.compactMap { $0 as? String } ?? []
    return files.filter { name in
      var isFolder: ObjCBool = false
      return FileManager.default.fileExists(atPath: path(of: name), isDirectory: &isFolder)
        && !isFolder.boolValue
    }.sorted()
  }
}
