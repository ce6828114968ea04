import Foundation

/// Why bytes cannot be written.
package struct WriteProblem: Error, Equatable {
  /// What the system says of it.
  package let reason: String
  /// Whether nobody reads any more.
  package let isPipeClosed: Bool

  init(_ reason: String, isPipeClosed: Bool = false) {
    self.reason = reason
    self.isPipeClosed = isPipeClosed
  }
}

/// Bytes on their way into a file, in large pieces, plain or packed.
package struct PackedOutput: ~Copyable {
  /// How they are packed.
  package enum Packing: Sendable {
    case plain
    case gzip
    case zstd

    /// What the end of a file's name says: `.gz`, `.zst` or anything else.
    package init(nameOf file: String) {
      self = file.hasSuffix(".gz") ? .gzip : file.hasSuffix(".zst") ? .zstd : .plain
    }
  }

  private enum Packer {
    case none
    case gzip(Deflater)
    case zstd(ZstdPacker)
  }

  /// Bytes that are written at once.
  package static let piece = 1 << 18

  private let descriptor: Int32
  private let packer: Packer
  /// What is to be written; whoever fills it calls ``flush()`` when it has ``piece`` bytes.
  package var buffer: [UInt8] = []

  /// - Parameter descriptor: Where it goes; it stays open.
  package init(to descriptor: Int32, packing: Packing = .plain) throws(WriteProblem) {
    self.descriptor = descriptor
    packer =
      switch packing {
      case .plain: .none
      case .gzip: .gzip(try Deflater())
      case .zstd: .zstd(try ZstdPacker())
      }
    buffer.reserveCapacity(Self.piece + 1 << 17)
  }

  /// Writes what is in the buffer.
  package mutating func flush() throws(WriteProblem) { try flush(isLast: false) }

  /// Writes everything; nothing can follow.
  package consuming func end() throws(WriteProblem) { try flush(isLast: true) }

  private mutating func flush(isLast: Bool) throws(WriteProblem) {
    let descriptor = descriptor
    func put(_ bytes: ArraySlice<UInt8>) throws(WriteProblem) { try Self.write(bytes, descriptor) }
    switch packer {
    case .none: try put(buffer[...])
    case .gzip(let deflater): try deflater.pack(buffer, isLast: isLast, put)
    case .zstd(let packer): try packer.pack(buffer, isLast: isLast, put)
    }
    buffer.removeAll(keepingCapacity: true)
  }

  private static func write(_ bytes: ArraySlice<UInt8>, _ descriptor: Int32) throws(WriteProblem) {
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
      throw WriteProblem(String(cString: strerror(failure)), isPipeClosed: failure == EPIPE)
    }
  }
}
