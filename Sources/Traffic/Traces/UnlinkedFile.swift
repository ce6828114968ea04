import Foundation
import Logs

/// A file without a name, which is gone with its last user; safe to be read by many at once.
package final class UnlinkedFile: Sendable {
  private let descriptor: Int32

  /// Creates an empty file in a folder.
  package init(in folder: String = FileManager.default.temporaryDirectory.path) throws(TraceProblem) {
    var name = Array("\(folder)/weir-trace-XXXXXX".utf8CString)
    descriptor = name.withUnsafeMutableBufferPointer { $0.baseAddress.map { mkstemp($0) } ?? -1 }
    guard descriptor >= 0 else { throw Self.problem("cannot create a temporary file in \(folder)", errno) }
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
      guard written > 0 else { throw Self.problem("cannot write the trace to a temporary file", errno) }
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
        throw Self.problem("cannot read the trace back from its temporary file", count < 0 ? errno : 0)
      }
      done += count
    }
  }

  private static func problem(_ what: String, _ code: Int32) -> TraceProblem {
    let reason = code == 0 ? "it ends early" : String(cString: strerror(code))
    return TraceProblem(
      .temporaryFile, "\(what): \(reason)",
      suggestion: "a long trace takes 12 bytes a record there; TMPDIR names another folder")
  }
}
