/// Texts that are kept once each and known by number.
///
/// Open addressing with a hash of our own, so that neither the seed of the process nor an allocation per look-up plays a part.
package struct InternedTexts: Sendable {
  private var bytes: [UInt8] = []
  private var ends: [Int] = []
  /// Numbers of texts, -1 where there is none; their count is a power of two.
  private var places: [Int32] = Array(repeating: -1, count: 64)
  /// By number.
  private var hashes: [UInt64] = []

  /// Creates an empty table.
  package init() {}

  /// How many texts there are.
  package var count: Int { ends.count }

  /// The bytes of a text.
  package subscript(number: Int32) -> ArraySlice<UInt8> { bytes[range(Int(number))] }

  /// A text as a string; bytes that are no UTF-8 are replaced.
  package func string(_ number: Int32) -> String { String(decoding: self[number], as: UTF8.self) }

  private func range(_ index: Int) -> Range<Int> { (index == 0 ? 0 : ends[index - 1])..<ends[index] }

  /// The number of a text, which is added where it is new; nil where it is new and there are `limit` already. O(bytes of the text).
  package mutating func number(of text: [UInt8], limit: Int) -> Int32? {
    let hash = Self.hash(text)
    var place = Int(truncatingIfNeeded: hash) & (places.count - 1)
    while places[place] >= 0 {
      let index = Int(places[place])
      if hashes[index] == hash, isEqual(text, range(index)) { return places[place] }
      place = (place + 1) & (places.count - 1)
    }
    guard count < limit else { return nil }
    let number = Int32(count)
    places[place] = number
    hashes.append(hash)
    bytes += text
    ends.append(bytes.count)
    if count * 2 > places.count { grow() }
    return number
  }

  private func isEqual(_ text: [UInt8], _ range: Range<Int>) -> Bool {
    guard text.count == range.count else { return false }
    return bytes.span.extracting(range).withUnsafeBufferPointer { known in
      text.withUnsafeBufferPointer { $0.elementsEqual(known) }
    }
  }

  private mutating func grow() {
    places = Array(repeating: -1, count: places.count * 4)
    for index in hashes.indices {
      var place = Int(truncatingIfNeeded: hashes[index]) & (places.count - 1)
      while places[place] >= 0 { place = (place + 1) & (places.count - 1) }
      places[place] = Int32(index)
    }
  }

  /// Eight bytes at a time, each mixed in by multiplication and shift; the finaliser is that of SplitMix64
  /// (doi:10.1145/2660193.2660195).
  private static func hash(_ text: [UInt8]) -> UInt64 {
    var hash = UInt64(text.count) &* 0x9E37_79B9_7F4A_7C15
    text.withUnsafeBytes { raw in
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
    }
    hash = (hash ^ (hash >> 30)) &* 0xBF58_476D_1CE4_E5B9
    hash = (hash ^ (hash >> 27)) &* 0x94D0_49BB_1331_11EB
    return hash ^ (hash >> 31)
  }

  @inline(__always) private static func step(_ hash: UInt64, _ word: UInt64) -> UInt64 {
    let mixed = (hash ^ word) &* 0xD134_2543_DE82_EF95
    return mixed ^ (mixed >> 32)
  }
}
