/// Folds the paths of requests that differ only in what they are about into one pattern, `/users/17/orders/x81kq` into `/users/{id}/orders/{id}`.
///
/// A segment is an id if it is
/// - a number, or mostly digits, such as `17`, `2019-01-22`, `200x200`, but not a version such as `v1` or `v1.28`,
/// - hexadecimal digits and dashes, eight or more with a decimal one among them, as UUIDs and hashes are,
/// - random characters: twelve or more, and between upper case, lower case and digits every third one changes at least; words do not,
/// - longer than 40 bytes: such texts are names of things, not of kinds of things.
///
/// An ending such as `.jpg` stays. What stands behind a `?` or a `#` never shows, because queries hold personal data.
package enum PathPattern {
  private static let placeholder = Array("{id}".utf8)
  /// Segments that are shown; the others become `…`.
  private static let mostSegments = 8
  private static let longestSegment = 40
  private static let longestEnding = 5

  /// The pattern of a path; O(its bytes).
  package static func of(_ path: ArraySlice<UInt8>) -> [UInt8] {
    let path = path.prefix { $0 != UInt8(ascii: "?") && $0 != UInt8(ascii: "#") }
    var pattern: [UInt8] = []
    var segments = 0
    for segment in path.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false) {
      if segments > 0 { pattern.append(UInt8(ascii: "/")) }
      segments += 1
      guard segments <= mostSegments + 1 else {
        pattern += Array("…".utf8)
        break
      }
      append(segment, to: &pattern)
    }
    return pattern
  }

  private static func append(_ segment: ArraySlice<UInt8>, to pattern: inout [UInt8]) {
    let stem = stem(of: segment)
    if isID(stem) {
      pattern += placeholder
      pattern += segment[stem.endIndex...]
    } else if segment.count > longestSegment {
      pattern += placeholder
    } else {
      pattern += segment
    }
  }

  /// A segment without an ending of letters and digits, at least one letter among them.
  private static func stem(of segment: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    guard let dot = segment.lastIndex(of: UInt8(ascii: ".")) else { return segment }
    let ending = segment[(dot + 1)...]
    let kinds = ending.map(Kind.init)
    guard (1...longestEnding).contains(ending.count), !kinds.contains(.other),
      kinds.contains(where: { $0 != .digit })
    else { return segment }
    return segment[..<dot]
  }

  private static func isID(_ text: ArraySlice<UInt8>) -> Bool {
    guard !text.isEmpty else { return false }
    if text.count > longestSegment { return true }
    var digits = 0
    var others = 0
    var changes = 0
    var isHex = true
    var last: Kind?
    for byte in text {
      let kind = Kind(byte)
      if kind == .digit { digits += 1 } else if kind == .other { others += 1 }
      if let last, last != kind, kind != .other { changes += 1 }
      if kind != .other { last = kind }
      if !isHexOrDash(byte) { isHex = false }
    }
    let isVersion = text.first.map { $0 | 0x20 == UInt8(ascii: "v") } ?? false
    if digits == text.count { return true }
    if digits >= 2, digits * 2 >= text.count, !isVersion { return true }
    if isHex, text.count >= 8, digits > 0 { return true }
    return text.count >= 12 && others * 4 <= text.count && changes * 3 >= text.count
  }

  private static func isHexOrDash(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "f"),
      UInt8(ascii: "A")...UInt8(ascii: "F"), UInt8(ascii: "-"):
      true
    default: false
    }
  }

  private enum Kind {
    case upper, lower, digit, other

    init(_ byte: UInt8) {
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"): self = .digit
      case UInt8(ascii: "a")...UInt8(ascii: "z"): self = .lower
      case UInt8(ascii: "A")...UInt8(ascii: "Z"): self = .upper
      default: self = .other
      }
    }
  }
}
