internal import CZstd

/// Unpacks zstd data, also of several frames one after the other, piece by piece.
final class ZstdUnpacker {
  private let stream: OpaquePointer
  private var input: [UInt8] = []
  private var position = 0
  /// Whether there may be more of what was taken in.
  private var isFull = false
  /// Whether the last frame is complete.
  private var isComplete = false
  private let piece = ZSTD_DStreamOutSize()
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

  /// Takes the next bytes of the file; those before are used up.
  func feed(_ bytes: [UInt8]) {
    input = bytes
    position = 0
  }

  /// A piece of what the bytes become, perhaps an empty one; nil where they are used up.
  func next() throws(TraceProblem) -> [UInt8]? {
    guard position < input.count || isFull else { return nil }
    var result = 0
    let before = position
    let unpacked = [UInt8](unsafeUninitializedCapacity: piece) { buffer, count in
      input.withUnsafeBytes { source in
        var read = ZSTD_inBuffer(src: source.baseAddress, size: source.count, pos: position)
        var written = ZSTD_outBuffer(dst: buffer.baseAddress, size: buffer.count, pos: 0)
        result = ZSTD_decompressStream(stream, &written, &read)
        position = read.pos
        count = written.pos
      }
    }
    guard ZSTD_isError(result) == 0 else {
      throw TraceProblem(
        .corrupt, "the compressed data is damaged", suggestion: "zstd -t says whether the file is sound")
    }
    isFull = unpacked.count == piece
    // A call that finds nothing to do speaks of the frame that may come next.
    if !unpacked.isEmpty || position > before { isComplete = result == 0 }
    return unpacked
  }

  /// To be called at the end of the file.
  func end() throws(TraceProblem) {
    guard !isComplete else { return }
    throw TraceProblem(
      .cutOff, "the file ends in the middle of its compressed data",
      suggestion: "copy it again; zstd -t says whether it is complete")
  }
}
