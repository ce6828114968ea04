internal import CZstd

/// Unpacks zstd data, also of several frames one after the other.
final class ZstdUnpacker {
  private let stream: OpaquePointer
  /// Whether the last frame is complete.
  private var isComplete = false
  private let growth = ZSTD_DStreamOutSize()
  /// The window that a frame may ask for: 2^27 bytes, what the zstd program allows too.
  private static let mostWindowBits: Int32 = 27

  init() throws(TraceProblem) {
    guard let stream = ZSTD_createDStream() else {
      throw TraceProblem(.corrupt, "cannot begin to unpack the file")
    }
    self.stream = stream
    _ = ZSTD_DCtx_setParameter(stream, ZSTD_d_windowLogMax, Self.mostWindowBits)
  }

  deinit { ZSTD_freeDStream(stream) }

  /// What `bytes`, the next of the file, become.
  func unpack(_ bytes: [UInt8]) throws(TraceProblem) -> [UInt8] {
    var output: [UInt8] = []
    let isSound = bytes.withUnsafeBytes { source -> Bool in
      var input = ZSTD_inBuffer(src: source.baseAddress, size: source.count, pos: 0)
      var isFull = false
      while input.pos < input.size || isFull {
        var result = 0
        let before = input.pos
        let part = [UInt8](unsafeUninitializedCapacity: growth) { buffer, count in
          var target = ZSTD_outBuffer(dst: buffer.baseAddress, size: buffer.count, pos: 0)
          result = ZSTD_decompressStream(stream, &target, &input)
          count = target.pos
        }
        if ZSTD_isError(result) != 0 { return false }
        output += part
        isFull = part.count == growth
        // A call that finds nothing to do speaks of the frame that may come next.
        if !part.isEmpty || input.pos > before { isComplete = result == 0 }
      }
      return true
    }
    guard isSound else {
      throw TraceProblem(
        .corrupt, "the compressed data is damaged", suggestion: "zstd -t says whether the file is sound")
    }
    return output
  }

  /// To be called at the end of the file.
  func end() throws(TraceProblem) {
    guard !isComplete else { return }
    throw TraceProblem(
      .cutOff, "the file ends in the middle of its compressed data",
      suggestion: "copy it again; zstd -t says whether it is complete")
  }
}
