internal import CZlib

/// Unpacks gzip data, also of several members one after the other, piece by piece.
final class Inflater {
  private let stream: UnsafeMutablePointer<z_stream>
  private var input: [UInt8] = []
  private var position = 0
  /// Whether there may be more of what was taken in.
  private var isFull = false
  /// Whether the last member is complete.
  private var isComplete = false
  /// Bytes of a piece.
  private static let piece = 1 << 17

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

  /// Takes the next bytes of the file; those before are used up.
  func feed(_ bytes: [UInt8]) {
    input = bytes
    position = 0
  }

  /// A piece of what the bytes become, perhaps an empty one; nil where they are used up.
  func next() throws(TraceProblem) -> [UInt8]? {
    if isComplete { beginMember() }
    guard position < input.count || isFull else { return nil }
    var result = Z_OK
    let unpacked = [UInt8](unsafeUninitializedCapacity: Self.piece) { buffer, count in
      input.withUnsafeMutableBufferPointer { bytes in
        stream.pointee.next_in = bytes.baseAddress.map { $0 + position }
        stream.pointee.avail_in = UInt32(bytes.count - position)
        stream.pointee.next_out = buffer.baseAddress
        stream.pointee.avail_out = UInt32(buffer.count)
        result = inflate(stream, Z_NO_FLUSH)
        position = bytes.count - Int(stream.pointee.avail_in)
        count = buffer.count - Int(stream.pointee.avail_out)
        stream.pointee.next_in = nil
      }
    }
    // Without room used or needed there was nothing to do.
    guard result == Z_OK || result == Z_STREAM_END || result == Z_BUF_ERROR else {
      throw TraceProblem(
        .corrupt, "the compressed data is damaged", suggestion: "gzip -t says whether the file is sound")
    }
    isComplete = result == Z_STREAM_END
    isFull = !isComplete && unpacked.count == Self.piece
    return unpacked
  }

  /// Passes the zeros with which a file may be filled up behind a member, and begins the next one.
  private func beginMember() {
    while position < input.count, input[position] == 0 { position += 1 }
    guard position < input.count else { return }
    inflateReset(stream)
    isComplete = false
  }

  /// To be called at the end of the file.
  func end() throws(TraceProblem) {
    guard !isComplete else { return }
    throw TraceProblem(
      .cutOff, "the file ends in the middle of its compressed data",
      suggestion: "copy it again; gzip -t says whether it is complete")
  }
}
