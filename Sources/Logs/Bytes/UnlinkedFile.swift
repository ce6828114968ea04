import Foundation

/// A temporary file without a name, which is gone with its last user, whatever ends that; safe to be read by many at once.
package final class UnlinkedFile: Sendable {
  private let descriptor: Int32
  private let folder: String
  private let room: String

  /// Creates an empty file.
  /// - Parameters:
  ///   - folder: Where it lies; nil is the folder for temporary files, `TMPDIR`.
  ///   - room: What takes how much room in it, for messages.
  /// - Throws: ``TraceCode/temporaryFile``, as all of its functions.
  package init(in folder: String?, room: String) throws(TraceProblem) {
    let folder = folder ?? FileManager.default.temporaryDirectory.path
    self.folder = folder
    self.room = room
    var name = Array("\(folder)/.weir-XXXXXX".utf8CString)
    descriptor = name.withUnsafeMutableBufferPointer { $0.baseAddress.map { mkstemp($0) } ?? -1 }
    guard descriptor >= 0 else {
      throw Self.problem("cannot make a temporary file in \(folder)", errno, room)
    }
    _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
    _ = name.withUnsafeBufferPointer { $0.baseAddress.map(unlink) }
  }

  deinit { close(descriptor) }

  /// Writes all of `bytes` at `offset`.
  package func write(_ bytes: UnsafeRawBufferPointer, at offset: Int) throws(TraceProblem) {
    var done = 0
    while done < bytes.count {
      let written = pwrite(
        descriptor, bytes.baseAddress.map { $0 + done }, bytes.count - done, off_t(offset + done))
      if written < 0, errno == EINTR { continue }
      guard written > 0 else {
        throw Self.problem("cannot write the temporary file in \(folder)", errno, room)
      }
      done += written
    }
  }

  /// Fills `bytes` with what is at `offset`; less than all of it is an error.
  package func read(_ bytes: UnsafeMutableRawBufferPointer, at offset: Int) throws(TraceProblem) {
    var done = 0
    while done < bytes.count {
      let count = pread(
        descriptor, bytes.baseAddress.map { $0 + done }, bytes.count - done, off_t(offset + done))
      if count < 0, errno == EINTR { continue }
      guard count > 0 else {
        throw Self.problem("cannot read the temporary file in \(folder)", count < 0 ? errno : 0, room)
      }
      done += count
    }
  }

  private static func problem(_ what: String, _ code: Int32, _ room: String) -> TraceProblem {
    let reason = code == 0 ? "it ends early" : String(cString: strerror(code))
    return TraceProblem(
      .temporaryFile, "\(what): \(reason)",
      suggestion: "\(room) there; TMPDIR names another folder")
  }
}
