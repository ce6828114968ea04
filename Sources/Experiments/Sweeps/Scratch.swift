import Foundation
import Results
import Synchronization

/// A file of this process's own, in the folder for temporary files; it goes with this object.
final class Scratch: Sendable {
  let path: String

  private struct Folder {
    var path: String?
    var made = 0
    var living = 0
  }

  /// The folder of all of them, which is there as long as there is one of them.
  private static let folder = Mutex(Folder())

  /// A name under which nothing is yet.
  ///
  /// - Throws: ``ResultsError/io(path:reason:)`` where there is no place for temporary files.
  init() throws(ResultsError) {
    let parent = FileManager.default.temporaryDirectory
    let made: Result<String, ResultsError> = Self.folder.withLock { folder in
      if folder.path == nil {
        // Nobody else may put a file of theirs under a name in it.
        var name = Array(parent.appendingPathComponent("weir-XXXXXX").path.utf8CString)
        guard mkdtemp(&name) != nil else {
          let reason = String(cString: strerror(errno))
          return .failure(.io(path: parent.path, reason: "a temporary folder cannot be made: \(reason)"))
        }
        folder.path = String(decoding: name.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
      }
      folder.made += 1
      folder.living += 1
      return .success("\(folder.path ?? "")/\(folder.made).sqlite")
    }
    path = try made.get()
  }

  deinit {
    unlink(path)
    Self.folder.withLock { folder in
      folder.living -= 1
      guard folder.living == 0, let path = folder.path else { return }
      rmdir(path)
      folder.path = nil
    }
  }

  /// Removes all of them, as the last thing that the process does.
  static func removeAll() {
    guard let path = folder.withLock(\.path) else { return }
    try? FileManager.default.removeItem(atPath: path)
  }

  /// A copy of the database in `file` without the checksum behind it, nil where there is none.
  ///
  /// - Throws: ``ResultsError/io(path:reason:)``, ``ResultsError/notResults(path:reason:)`` where it is no whole result.
  static func copy(of file: String) throws(ResultsError) -> Scratch? {
    // Without waiting for somebody to write into it, should it be a pipe.
    let source = open(file, O_RDONLY | O_NONBLOCK | O_CLOEXEC)
    if source < 0, errno == ENOENT { return nil }
    guard source >= 0 else { throw .io(path: file, reason: String(cString: strerror(errno))) }
    let handle = FileHandle(fileDescriptor: source, closeOnDealloc: true)
    var status = stat()
    guard fstat(source, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
      throw .notResults(path: file, reason: "it is no file")
    }
    guard status.st_size <= mostBytes else {
      throw .notResults(path: file, reason: "it has \(status.st_size) bytes, more than the result of any job")
    }
    let data: Data
    do {
      data = try handle.readToEnd() ?? Data()
    } catch {
      throw .io(path: file, reason: error.localizedDescription)
    }
    let database = data.dropLast(SHA256.byteCount)
    guard data.count > SHA256.byteCount, data.suffix(SHA256.byteCount).elementsEqual(SHA256.digest(database))
    else {
      throw .notResults(
        path: file, reason: "it is damaged, or cut short: its checksum is not that of what it holds")
    }
    let scratch = try Scratch()
    do {
      try database.write(to: URL(fileURLWithPath: scratch.path))
    } catch {
      throw .io(path: file, reason: "it cannot be copied to \(scratch.path): \(error.localizedDescription)")
    }
    return scratch
  }

  /// A job with 10,000 replications has a tenth of it; a few of them are held in memory at once.
  private static let mostBytes = 1 << 30

  /// Everything that a database here holds of one variant.
  func read() throws(ResultsError) -> StoredRun { try ResultsReader(path: path).run() }
}
