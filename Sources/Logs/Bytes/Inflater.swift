internal import CZlib

/// Unpacks gzip data, also of several members one after the other.
final class Inflater {
  private let stream: UnsafeMutablePointer<z_stream>
  /// Whether the last member is complete.
  private var isComplete = false
  /// What one piece may become; gzip packs at most about 1000 to 1.
  private static let growth = 1 << 16

  init() throws(TraceProblem) {
    stream = .allocate(capacity: 1)
    stream.initialize(to: z_stream())
    // 15 bits of window, and 16 for the header of gzip.
    let result = inflateInit2_(stream, 15 + 16, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
    guard result == Z_OK else { throw TraceProblem(.corrupt, "cannot begin to unpack the trace") }
  }

  deinit {
    inflateEnd(stream)
    stream.deinitialize(count: 1)
    stream.deallocate()
  }

  /// What `bytes`, the next of the file, become.
  func unpack(_ bytes: [UInt8]) throws(TraceProblem) -> [UInt8] {
    var input = bytes
    var output: [UInt8] = []
    let result = input.withUnsafeMutableBufferPointer { buffer -> Int32 in
      stream.pointee.next_in = buffer.baseAddress
      stream.pointee.avail_in = UInt32(buffer.count)
      defer { stream.pointee.next_in = nil }
      while stream.pointee.avail_in > 0 {
        let result = step(&output)
        guard result == Z_OK || result == Z_STREAM_END else { return result }
        if result == Z_STREAM_END, stream.pointee.avail_in > 0 { inflateReset(stream) }
        isComplete = result == Z_STREAM_END
      }
      return Z_OK
    }
    guard result == Z_OK else {
      throw TraceProblem(
        .corrupt, "the compressed data is damaged", suggestion: "gzip -t says whether the file is sound")
    }
    return output
  }

  private func step(_ output: inout [UInt8]) -> Int32 {
    var result = Z_OK
    repeat {
      let part = [UInt8](unsafeUninitializedCapacity: Self.growth) { buffer, count in
        stream.pointee.next_out = buffer.baseAddress
        stream.pointee.avail_out = UInt32(buffer.count)
        result = inflate(stream, Z_NO_FLUSH)
        count = buffer.count - Int(stream.pointee.avail_out)
      }
      output += part
    } while result == Z_OK && stream.pointee.avail_out == 0
    // No room was used and none was needed: all input is taken.
    return result == Z_BUF_ERROR ? Z_OK : result
  }

  /// To be called at the end of the file.
  func end() throws(TraceProblem) {
    guard !isComplete else { return }
    throw TraceProblem(
      .cutOff, "the file ends in the middle of its compressed data",
      suggestion: "copy it again; gzip -t says whether it is complete")
  }
}
