internal import CZstd

/// Packs data as zstd, with its default level and one thread, so that the bytes depend on nothing but the data and the library's version.
final class ZstdPacker {
  private let stream: OpaquePointer
  private var output = [UInt8](repeating: 0, count: ZSTD_CStreamOutSize())

  init() throws(WriteProblem) {
    guard let stream = ZSTD_createCCtx() else { throw WriteProblem("zstd cannot begin") }
    self.stream = stream
    _ = ZSTD_CCtx_setParameter(stream, ZSTD_c_checksumFlag, 1)
  }

  deinit { ZSTD_freeCCtx(stream) }

  /// Hands what `bytes` become, as far as it is known, to `body`; after the last ones, everything.
  func pack(
    _ bytes: [UInt8], isLast: Bool, _ body: (ArraySlice<UInt8>) throws(WriteProblem) -> Void
  ) throws(WriteProblem) {
    var position = 0
    var left = 0
    repeat {
      let count = bytes.withUnsafeBytes { source in
        output.withUnsafeMutableBytes { target -> Int in
          var input = ZSTD_inBuffer(src: source.baseAddress, size: source.count, pos: position)
          var buffer = ZSTD_outBuffer(dst: target.baseAddress, size: target.count, pos: 0)
          left = ZSTD_compressStream2(stream, &buffer, &input, isLast ? ZSTD_e_end : ZSTD_e_continue)
          position = input.pos
          return buffer.pos
        }
      }
      guard ZSTD_isError(left) == 0 else { throw WriteProblem("zstd cannot go on") }
      if count > 0 { try body(output[..<count]) }
    } while isLast ? left > 0 : position < bytes.count
  }
}
