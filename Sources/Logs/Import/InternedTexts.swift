import Foundation

/// Texts that are kept once each and known by number.
///
/// Open addressing with a hash of our own, so that neither the seed of the process nor an allocation per look-up plays a part.
package struct InternedTexts: Sendable {
  /// Bytes of all texts.
  static let mostBytes = 1 << 28

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
    let hash = text.withUnsafeBytes(TextHash.hash)
    var place = Int(truncatingIfNeeded: hash) & (places.count - 1)
    while places[place] >= 0 {
      let index = Int(places[place])
      if hashes[index] == hash, isEqual(text, range(index)) { return places[place] }
      place = (place + 1) & (places.count - 1)
    }
    guard count < limit, bytes.count + text.count <= Self.mostBytes else { return nil }
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
      text.withUnsafeBufferPointer { text in
        guard let left = text.baseAddress, let right = known.baseAddress else { return true }
        return memcmp(left, right, text.count) == 0
      }
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
}
