/// A set of Unicode scalars: what one position of a ``Pattern`` accepts.
struct CharacterClass: Sendable, Hashable {
  /// Ascending, disjoint, never touching.
  private(set) var ranges: [ClosedRange<UInt32>]
  private var low: UInt64 = 0
  private var high: UInt64 = 0

  init(_ ranges: [ClosedRange<UInt32>]) {
    var merged: [ClosedRange<UInt32>] = []
    for range in ranges.sorted(by: { $0.lowerBound < $1.lowerBound }) {
      if let last = merged.last, range.lowerBound <= last.upperBound &+ 1 {
        merged[merged.count - 1] = last.lowerBound...max(last.upperBound, range.upperBound)
      } else {
        merged.append(range)
      }
    }
    self.ranges = merged
    for range in merged where range.lowerBound < 128 {
      for value in range.lowerBound...min(range.upperBound, 127) {
        if value < 64 { low |= 1 << UInt64(value) } else { high |= 1 << UInt64(value - 64) }
      }
    }
  }

  init(_ scalar: Unicode.Scalar) { self.init([scalar.value...scalar.value]) }

  /// O(1) for ASCII, O(log ranges) else.
  func contains(_ value: UInt32) -> Bool {
    if value < 64 { return low >> UInt64(value) & 1 == 1 }
    if value < 128 { return high >> UInt64(value - 64) & 1 == 1 }
    var first = 0
    var end = ranges.count
    while first < end {
      let middle = (first + end) / 2
      if ranges[middle].upperBound < value { first = middle + 1 } else { end = middle }
    }
    return first < ranges.count && ranges[first].lowerBound <= value
  }

  var inverted: CharacterClass {
    var next: UInt32 = 0
    var gaps: [ClosedRange<UInt32>] = []
    for range in ranges {
      if range.lowerBound > next { gaps.append(next...(range.lowerBound - 1)) }
      next = range.upperBound + 1
    }
    if next <= Self.last { gaps.append(next...Self.last) }
    return CharacterClass(gaps)
  }

  func union(_ other: CharacterClass) -> CharacterClass { CharacterClass(ranges + other.ranges) }

  /// The class with the other case of every ASCII letter in it.
  var ignoringCase: CharacterClass {
    var added = ranges
    for range in ranges {
      for (letters, distance) in [(65...90, 32), (97...122, -32)] as [(ClosedRange<UInt32>, Int32)]
      where range.overlaps(letters) {
        let part = range.clamped(to: letters)
        added.append(
          UInt32(Int32(part.lowerBound) + distance)...UInt32(Int32(part.upperBound) + distance))
      }
    }
    return CharacterClass(added)
  }

  private static let last: UInt32 = 0x10FFFF

  static let digits = CharacterClass([48...57])
  static let word = CharacterClass([48...57, 65...90, 95...95, 97...122])
  static let space = CharacterClass([9...10, 12...13, 32...32])
  static let newline = CharacterClass([10...10])
  static let all = CharacterClass([0...last])

  /// The POSIX class of that name, as in `[[:alpha:]]`.
  static func posix(_ name: String) -> CharacterClass? {
    switch name {
    case "alnum": CharacterClass([48...57, 65...90, 97...122])
    case "alpha": CharacterClass([65...90, 97...122])
    case "ascii": CharacterClass([0...127])
    case "blank": CharacterClass([9...9, 32...32])
    case "cntrl": CharacterClass([0...31, 127...127])
    case "digit": digits
    case "graph": CharacterClass([33...126])
    case "lower": CharacterClass([97...122])
    case "print": CharacterClass([32...126])
    case "punct": CharacterClass([33...47, 58...64, 91...96, 123...126])
    case "space": CharacterClass([9...13, 32...32])
    case "upper": CharacterClass([65...90])
    case "word": word
    case "xdigit": CharacterClass([48...57, 65...70, 97...102])
    default: nil
    }
  }
}
