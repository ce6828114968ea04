import Foundation
import Results
import Synchronization

/// A file of this process's own, in the folder for temporary files; it goes with this object.
final class Scratch: Sendable {
  let path: String

  private static let folder = FileManager.default.temporaryDirectory.appendingPathComponent(
    "weir-\(UUID().uuidString)")
  private static let count = Mutex((made: 0, living: 0))

  /// A name under which nothing is yet.
  ///
  /// - Throws: ``ResultsError/io(path:reason:)`` where there is no place for temporary files.
  init() throws(ResultsError) {
    let (number, failure) = Self.count.withLock { count in
      count.made += 1
      count.living += 1
      // Nobody else may put a file of theirs under the name.
      let isThere = count.living > 1 || mkdir(Self.folder.path, 0o700) == 0 || errno == EEXIST
      return (count.made, isThere ? nil : String(cString: strerror(errno)))
    }
    path = Self.folder.appendingPathComponent("\(number).sqlite").path
    if let failure {
      throw .io(path: Self.folder.path, reason: "a temporary folder cannot be made: \(failure)")
    }
  }

  deinit {
    unlink(path)
    Self.count.withLock { count in
      count.living -= 1
      if count.living == 0 { rmdir(Self.folder.path) }
    }
  }

  /// Removes all of them, as the last thing that the process does.
  static func removeAll() { try? FileManager.default.removeItem(at: folder) }

  /// A copy of `file`, nil where there is none.
  ///
  /// - Throws: ``ResultsError/io(path:reason:)``, ``ResultsError/notResults(path:reason:)`` where it is no file of a size that results have.
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
    let scratch = try Scratch()
    do {
      guard FileManager.default.createFile(atPath: scratch.path, contents: nil) else {
        throw CocoaError(.fileWriteUnknown)
      }
      let copy = try FileHandle(forWritingTo: URL(fileURLWithPath: scratch.path))
      while let part = try handle.read(upToCount: 1 << 20), !part.isEmpty { try copy.write(contentsOf: part) }
      try copy.close()
    } catch {
      throw .io(path: file, reason: "it cannot be copied to \(scratch.path): \(error.localizedDescription)")
    }
    return scratch
  }

  /// A job with 10,000 replications of a scenario with 10,000 metrics has less.
  private static let mostBytes = 16 << 30

  /// Everything that a database here holds of one variant.
  func read() throws(ResultsError) -> StoredRun { try ResultsReader(path: path).run() }
}
