import Foundation
import Logs

/// A file that is written piece by piece and is there whole or not at all, packed as its name says; or standard output.
///
/// What is written lies under another name in the same folder until ``finish()``; a device or a pipe is written to directly.
final class PackedOutput {
  private let path: String?
  private let target: String
  /// The name until it is finished, nil where it is written to directly.
  private let temporary: String?
  private let descriptor: Int32
  private let packer: Packer
  private var isOpen = true

  /// - Parameter path: The file, standard output without one or for `-`.
  /// - Throws: a failure with 73 where it cannot be created.
  init(_ path: String?) throws {
    self.path = path == "-" ? nil : path
    target = self.path.map(Output.resolved) ?? ""
    do { packer = try Packer(Packing(name: self.path ?? "")) } catch {
      throw Failure(.internalError, error.message)
    }
    guard let path = self.path else {
      temporary = nil
      descriptor = STDOUT_FILENO
      return
    }
    try Output.checkFile(path)
    let url = URL(fileURLWithPath: target)
    temporary =
      Output.isRegular(path)
      ? url.deletingLastPathComponent().appendingPathComponent(
        ".\(url.lastPathComponent).\(ProcessInfo.processInfo.processIdentifier)"
      ).path : nil
    descriptor =
      temporary.map { open($0, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666) }
      ?? open(target, O_WRONLY | O_CLOEXEC)
    guard descriptor >= 0 else {
      throw Failure(.cannotCreate, "cannot write \(path): \(String(cString: strerror(errno)))")
    }
  }

  deinit {
    guard isOpen, path != nil, descriptor >= 0 else { return }
    close(descriptor)
    if let temporary { unlink(temporary) }
  }

  /// Writes the next bytes.
  ///
  /// - Throws: a failure with 74 where there is no room, or the like.
  func write(_ bytes: [UInt8]) throws { try put(packer.pack(bytes)) }

  /// Writes what is left and moves the file into place.
  func finish() throws {
    try put(packer.pack([], isEnd: true))
    guard let path else { return }
    isOpen = false
    guard close(descriptor) == 0, temporary.map({ rename($0, target) == 0 }) ?? true else {
      let reason = String(cString: strerror(errno))
      if let temporary { unlink(temporary) }
      throw Failure(.inputOutput, "cannot write \(path): \(reason)")
    }
  }

  private func put(_ bytes: [UInt8]) throws {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Foundation.write(descriptor, $0.baseAddress, $0.count) }
      if count >= 0 {
        rest = rest.dropFirst(count)
      } else if errno == EPIPE, path == nil {
        // A reader that went away ends the output quietly, as it does for other commands.
        return
      } else if errno != EINTR {
        let reason = String(cString: strerror(errno))
        throw Failure(.inputOutput, "cannot write \(path ?? "to standard output"): \(reason)")
      }
    }
  }
}
