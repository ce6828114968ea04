import Logs

/// One thing that goes wrong with the bytes of a log.
enum Mutation: CaseIterable {
  case flip, cut, insert, duplicate, splice, hugeNumber, future, removeLine

  private static let inserted: [[UInt8]] = [
    [0], [0xFF], [0xC3], Array("\"".utf8), Array("\\".utf8), Array("{".utf8), Array("}".utf8),
    Array("[".utf8),
    Array("]".utf8), Array("\n".utf8), Array("\r".utf8), Array("\r\n".utf8), Array("\t".utf8),
    Array(",".utf8),
    Array(" ".utf8), Array("-".utf8), Array("\"\"\"".utf8), Array(#"\u12"#.utf8), Array("[[[[[[[[[[[[".utf8),
    Array(repeating: UInt8(ascii: "{"), count: 300), [0xEF, 0xBB, 0xBF], [0x1F, 0x8B],
  ]
  private static let numbers = [
    "99999999999999999999999", "-1", "18446744073709551615", "9223372036854775807", "1e999",
    "-9223372036854775808",
    "0.0000000000000000000001", "NaN", "", "00000000000000000000", "1e-400", "4294967296",
  ]

  /// Applies it somewhere.
  func apply(to bytes: inout [UInt8], _ random: inout SplitMix) {
    guard !bytes.isEmpty else { return }
    let place = Int.random(in: 0..<bytes.count, using: &random)
    switch self {
    case .flip: bytes[place] ^= 1 << UInt8.random(in: 0..<8, using: &random)
    case .cut: bytes.removeSubrange(place..<min(bytes.count, place + Int.random(in: 1...80, using: &random)))
    case .insert: bytes.insert(contentsOf: random.pick(Self.inserted), at: place)
    case .duplicate:
      let end = min(bytes.count, place + Int.random(in: 1...300, using: &random))
      bytes.insert(contentsOf: Array(bytes[place..<end]), at: place)
    case .splice:
      // The beginning of one line goes on as the end of another.
      let other = Int.random(in: 0..<bytes.count, using: &random)
      bytes.removeSubrange(min(place, other)..<max(place, other))
    case .hugeNumber:
      replace(Self.digits(bytes, from: place), by: Array(random.pick(Self.numbers).utf8), &bytes)
    case .future:
      replace(
        Self.year(bytes, from: place), by: Array(random.pick(["9999", "2201", "1969", "0000"]).utf8), &bytes)
    case .removeLine:
      let start = bytes[..<place].lastIndex(of: 10).map { $0 + 1 } ?? 0
      bytes.removeSubrange(start..<(bytes[place...].firstIndex(of: 10).map { $0 + 1 } ?? bytes.count))
    }
  }

  private func replace(_ range: Range<Int>?, by new: [UInt8], _ bytes: inout [UInt8]) {
    if let range { bytes.replaceSubrange(range, with: new) }
  }

  /// The next run of digits.
  private static func digits(_ bytes: [UInt8], from place: Int) -> Range<Int>? {
    guard let start = bytes[place...].firstIndex(where: isDigit) else { return nil }
    return start..<(bytes[start...].firstIndex { !isDigit($0) } ?? bytes.count)
  }

  /// The next four digits that may be a year.
  private static func year(_ bytes: [UInt8], from place: Int) -> Range<Int>? {
    var start = place
    while start + 4 <= bytes.count {
      if bytes[start..<(start + 2)].elementsEqual("20".utf8), isDigit(bytes[start + 2]) {
        return start..<(start + 4)
      }
      start += 1
    }
    return nil
  }

  private static func isDigit(_ byte: UInt8) -> Bool { byte &- UInt8(ascii: "0") < 10 }
}
