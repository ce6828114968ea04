import Foundation

/// Why bytes cannot be written.
package struct WriteProblem: Error, Equatable {
  /// What the system says of it.
  package let reason: String
  /// Whether nobody reads any more.
  package let isPipeClosed: Bool
}

/// Bytes on their way into a file, in large pieces, plain or packed.
package struct PackedOutput: ~Copyable {
  /// Bytes that are written at once.
  package static let piece = 1 << 18

  private let descriptor: Int32
  private let packer: Packer
  /// What is to be written; whoever fills it calls ``flush()`` when it has ``piece`` bytes.
  package var buffer: [UInt8] = []

  /// - Parameter descriptor: Where it goes; it stays open.
  package init(to descriptor: Int32, packing: Packing = .plain) throws(TraceProblem) {
    self.descriptor = descriptor
    packer = try Packer(packing)
    buffer.reserveCapacity(Self.piece + 1 << 17)
  }

  /// Writes what is in the buffer.
  package mutating func flush() throws(WriteProblem) { try flush(isEnd: false) }

  /// Writes everything; nothing can follow.
  package consuming func end() throws(WriteProblem) { try flush(isEnd: true) }

  private mutating func flush(isEnd: Bool) throws(WriteProblem) {
    try Self.write(packer.pack(buffer, isEnd: isEnd), descriptor)
    buffer.removeAll(keepingCapacity: true)
  }

  private static func write(_ bytes: [UInt8], _ descriptor: Int32) throws(WriteProblem) {
    let failure = bytes.withUnsafeBytes { bytes -> Int32? in
      var rest = bytes[...]
      while !rest.isEmpty {
        let count = Foundation.write(
          descriptor, UnsafeRawBufferPointer(rebasing: rest).baseAddress, rest.count)
        if count >= 0 {
          rest = rest.dropFirst(count)
        } else if errno != EINTR {
          return errno
        }
      }
      return nil
    }
    if let failure {
      throw WriteProblem(reason: String(cString: strerror(failure)), isPipeClosed: failure == EPIPE)
    }
  }
}
