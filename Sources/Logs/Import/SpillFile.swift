import Foundation

/// A temporary file of entries, which has no name any more when it is first written: it goes with the process, whatever ends that.
package final class SpillFile {
  private let descriptor: Int32
  private let folder: String
  /// How many entries are in it.
  private(set) var count = 0

  /// - Parameter folder: Where it lies; nil is the folder for temporary files, `TMPDIR`.
  package init(folder: String?) throws(TraceProblem) {
    let folder = folder ?? NSTemporaryDirectory()
    var template = Array((folder.hasSuffix("/") ? folder : folder + "/").utf8CString.dropLast())
    template += Array(".weir-sort-XXXXXX".utf8CString)
    self.folder = folder
    descriptor = mkstemp(&template)
    guard descriptor >= 0 else {
      throw Self.problem("cannot make a temporary file in \(folder)", errno)
    }
    _ = template.withUnsafeBufferPointer { $0.baseAddress.map(unlink) }
  }

  deinit { close(descriptor) }

  /// Adds entries.
  package func append(_ entries: [LogEntry]) throws(TraceProblem) {
    let failure = entries.withUnsafeBytes { bytes -> Int32? in
      var rest = bytes[...]
      while !rest.isEmpty {
        let written = write(descriptor, UnsafeRawBufferPointer(rebasing: rest).baseAddress, rest.count)
        if written >= 0 {
          rest = rest.dropFirst(written)
        } else if errno != EINTR {
          return errno
        }
      }
      return nil
    }
    if let failure { throw Self.problem("cannot write the temporary file in \(folder)", failure) }
    count += entries.count
  }

  /// The entries with these numbers.
  package func read(_ range: Range<Int>) throws(TraceProblem) -> [LogEntry] {
    let stride = MemoryLayout<LogEntry>.stride
    var failure: Int32?
    let entries = [LogEntry](unsafeUninitializedCapacity: range.count) { buffer, count in
      let bytes = UnsafeMutableRawBufferPointer(buffer)
      var done = 0
      while done < range.count * stride {
        let wanted = range.count * stride - done
        let found = pread(
          descriptor, bytes.baseAddress?.advanced(by: done), wanted, range.lowerBound * stride + done)
        if found > 0 {
          done += found
        } else if found == 0 || errno != EINTR {
          failure = found == 0 ? EIO : errno
          break
        }
      }
      count = done / stride
    }
    if let failure { throw Self.problem("cannot read the temporary file in \(folder)", failure) }
    return entries
  }

  private static func problem(_ what: String, _ code: Int32) -> TraceProblem {
    TraceProblem(
      .temporaryFile, "\(what): \(String(cString: strerror(code)))",
      suggestion: "a large import needs about 60 bytes a request there; set TMPDIR to a folder with more room"
    )
  }
}
