/// Hashes of texts that are the same in every process.
enum TextHash {
  /// Eight bytes at a time, each mixed in by multiplication and shift; the finaliser is that of SplitMix64
  /// (doi:10.1145/2660193.2660195).
  static func hash(_ raw: UnsafeRawBufferPointer) -> UInt64 {
    var hash = UInt64(raw.count) &* 0x9E37_79B9_7F4A_7C15
    var index = 0
    while index + 8 <= raw.count {
      hash = step(hash, raw.loadUnaligned(fromByteOffset: index, as: UInt64.self).littleEndian)
      index += 8
    }
    var rest: UInt64 = 0
    while index < raw.count {
      rest = rest << 8 | UInt64(raw[index])
      index += 1
    }
    hash = step(hash, rest)
    hash = (hash ^ (hash >> 30)) &* 0xBF58_476D_1CE4_E5B9
    hash = (hash ^ (hash >> 27)) &* 0x94D0_49BB_1331_11EB
    return hash ^ (hash >> 31)
  }

  @inline(__always) private static func step(_ hash: UInt64, _ word: UInt64) -> UInt64 {
    let mixed = (hash ^ word) &* 0xD134_2543_DE82_EF95
    return mixed ^ (mixed >> 32)
  }
}
