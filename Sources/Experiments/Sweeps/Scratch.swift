import Foundation
import Results

/// A file of this process's own, in the folder for temporary files; it goes with this object.
final class Scratch: Sendable {
  let path: String

  /// A name under which nothing is yet.
  init() {
    path =
      FileManager.default.temporaryDirectory.appendingPathComponent("weir-\(UUID().uuidString).sqlite").path
  }

  deinit { unlink(path) }

  /// A copy of `file`, nil where there is none.
  ///
  /// - Throws: ``ResultsError/io(path:reason:)``.
  static func copy(of file: String) throws(ResultsError) -> Scratch? {
    guard FileManager.default.fileExists(atPath: file) else { return nil }
    let scratch = Scratch()
    do {
      try Data(contentsOf: URL(fileURLWithPath: file)).write(to: URL(fileURLWithPath: scratch.path))
    } catch {
      throw .io(path: file, reason: "it cannot be copied: \(error.localizedDescription)")
    }
    return scratch
  }

  /// Everything that a database here holds of one variant.
  func read() throws(ResultsError) -> StoredRun { try ResultsReader(path: path).run() }
}
