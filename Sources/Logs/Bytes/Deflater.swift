internal import CZlib

/// Packs data as gzip. The bytes depend on nothing but the data and zlib's version: no time stands in the header.
final class Deflater {
  private let stream: UnsafeMutablePointer<z_stream>
  private var output = [UInt8](repeating: 0, count: 1 << 16)

  init() throws(WriteProblem) {
    stream = .allocate(capacity: 1)
    stream.initialize(to: z_stream())
    // 15 bits of window, and 16 for the header of gzip; 8 is zlib's own default of memory.
    let result = deflateInit2_(
      stream, Z_DEFAULT_COMPRESSION, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION,
      Int32(MemoryLayout<z_stream>.size))
    guard result == Z_OK else { throw WriteProblem("zlib cannot begin") }
  }

  deinit {
    deflateEnd(stream)
    stream.deinitialize(count: 1)
    stream.deallocate()
  }

  /// Hands what `bytes` become, as far as it is known, to `body`; after the last ones, everything.
  func pack(
    _ bytes: [UInt8], isLast: Bool, _ body: (ArraySlice<UInt8>) throws(WriteProblem) -> Void
  ) throws(WriteProblem) {
    var input = bytes
    var position = 0
    var result = Z_OK
    repeat {
      let count = input.withUnsafeMutableBufferPointer { source in
        output.withUnsafeMutableBufferPointer { target -> Int in
          stream.pointee.next_in = source.baseAddress.map { $0 + position }
          stream.pointee.avail_in = UInt32(source.count - position)
          stream.pointee.next_out = target.baseAddress
          stream.pointee.avail_out = UInt32(target.count)
          result = deflate(stream, isLast ? Z_FINISH : Z_NO_FLUSH)
          position = source.count - Int(stream.pointee.avail_in)
          return target.count - Int(stream.pointee.avail_out)
        }
      }
      guard result == Z_OK || result == Z_STREAM_END || result == Z_BUF_ERROR else {
        throw WriteProblem("zlib cannot go on")
      }
      if count > 0 { try body(output[..<count]) }
    } while isLast ? result != Z_STREAM_END : position < input.count
  }
}
