internal import CZlib
internal import CZstd

/// How a file is packed, by the end of its name.
package enum Packing: Sendable {
  case plain, gzip, zstd

  /// That of a file called `name`.
  package init(name: String) {
    self = name.hasSuffix(".gz") ? .gzip : name.hasSuffix(".zst") ? .zstd : .plain
  }
}

/// Packs bytes piece by piece. The same bytes in the same pieces give the same result: nothing of the time or the machine is in it.
package final class Packer {
  private enum Stream {
    case plain
    case gzip(UnsafeMutablePointer<z_stream>)
    case zstd(OpaquePointer)
  }

  /// What one step gives at most.
  private static let step = 1 << 16
  private let stream: Stream

  /// - Throws: a problem where the library does not begin.
  package init(_ packing: Packing) throws(TraceProblem) {
    switch packing {
    case .plain: stream = .plain
    case .gzip:
      let pointer = UnsafeMutablePointer<z_stream>.allocate(capacity: 1)
      pointer.initialize(to: z_stream())
      // 15 bits of window, and 16 for the header of gzip, which without a name and a time is always the same.
      let result = deflateInit2_(
        pointer, Z_DEFAULT_COMPRESSION, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION,
        Int32(MemoryLayout<z_stream>.size))
      guard result == Z_OK else {
        pointer.deallocate()
        throw TraceProblem(.corrupt, "cannot begin to pack the file")
      }
      stream = .gzip(pointer)
    case .zstd:
      guard let context = ZSTD_createCStream() else {
        throw TraceProblem(.corrupt, "cannot begin to pack the file")
      }
      stream = .zstd(context)
    }
  }

  deinit {
    switch stream {
    case .plain: break
    case .gzip(let pointer):
      deflateEnd(pointer)
      pointer.deallocate()
    case .zstd(let context): ZSTD_freeCStream(context)
    }
  }

  /// What there is to write after `bytes`, and after all of them at the end. O(bytes).
  package func pack(_ bytes: [UInt8], isEnd: Bool = false) -> [UInt8] {
    switch stream {
    case .plain: bytes
    case .gzip(let pointer): deflate(bytes, pointer, isEnd ? Z_FINISH : Z_NO_FLUSH)
    case .zstd(let context): compress(bytes, context, isEnd ? ZSTD_e_end : ZSTD_e_continue)
    }
  }

  private func deflate(_ bytes: [UInt8], _ stream: UnsafeMutablePointer<z_stream>, _ flush: Int32) -> [UInt8]
  {
    var bytes = bytes
    var output: [UInt8] = []
    bytes.withUnsafeMutableBufferPointer { buffer in
      stream.pointee.next_in = buffer.baseAddress
      stream.pointee.avail_in = UInt32(buffer.count)
      defer { stream.pointee.next_in = nil }
      repeat {
        output += [UInt8](unsafeUninitializedCapacity: Self.step) { target, count in
          stream.pointee.next_out = target.baseAddress
          stream.pointee.avail_out = UInt32(target.count)
          _ = CZlib.deflate(stream, flush)
          count = target.count - Int(stream.pointee.avail_out)
        }
      } while stream.pointee.avail_out == 0
    }
    return output
  }

  private func compress(_ bytes: [UInt8], _ context: OpaquePointer, _ directive: ZSTD_EndDirective) -> [UInt8]
  {
    var output: [UInt8] = []
    bytes.withUnsafeBytes { source in
      var input = ZSTD_inBuffer(src: source.baseAddress, size: source.count, pos: 0)
      var rest = 0
      repeat {
        output += [UInt8](unsafeUninitializedCapacity: Self.step) { buffer, count in
          var target = ZSTD_outBuffer(dst: buffer.baseAddress, size: buffer.count, pos: 0)
          rest = ZSTD_compressStream2(context, &target, &input, directive)
          count = target.pos
        }
      } while ZSTD_isError(rest) == 0 && (directive == ZSTD_e_end ? rest > 0 : input.pos < input.size)
    }
    return output
  }
}
