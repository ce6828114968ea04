/// A duration as the Gateway API writes it (GEP-2257): one to four components of at most five digits and a unit of
/// `h`, `m`, `s` or `ms`, in any order, added up.
public struct GatewayDuration: Hashable, Sendable, Comparable {
  /// The length in nanoseconds, 0 to 1.44 × 10^18.
  public let nanoseconds: Int64

  /// The duration of that length, at least 0; what is less than a millisecond is not written.
  public init(nanoseconds: Int64) { self.nanoseconds = nanoseconds }

  /// The duration that `text` means, nil where it breaks the form.
  public init?(_ text: String) {
    var bytes = text.utf8[...]
    var total: Int64 = 0
    var components = 0
    while !bytes.isEmpty {
      let digits = bytes.prefix { UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 }
      guard components < 4, 1...5 ~= digits.count, let count = Int64(String(digits) ?? "") else { return nil }
      bytes = bytes.dropFirst(digits.count)
      guard let unit = Self.unit(at: bytes) else { return nil }
      bytes = bytes.dropFirst(unit.length)
      total += count * unit.nanoseconds
      components += 1
    }
    guard components > 0 else { return nil }
    nanoseconds = total
  }

  /// Orders by length.
  public static func < (left: GatewayDuration, right: GatewayDuration) -> Bool {
    left.nanoseconds < right.nanoseconds
  }

  /// The longest unit that `bytes` begins with: no component begins with `s`, so `ms` is never `m` and then `s`.
  private static func unit(at bytes: Substring.UTF8View) -> (nanoseconds: Int64, length: Int)? {
    if bytes.starts(with: "ms".utf8) { return (1_000_000, 2) }
    switch bytes.first {
    case UInt8(ascii: "h"): return (3_600_000_000_000, 1)
    case UInt8(ascii: "m"): return (60_000_000_000, 1)
    case UInt8(ascii: "s"): return (1_000_000_000, 1)
    default: return nil
    }
  }
}

extension GatewayDuration: CustomStringConvertible {
  /// The canonical form: descending units, each at most once; zero is `0s`.
  public var description: String {
    guard nanoseconds > 0 else { return "0s" }
    var rest = nanoseconds
    var text = ""
    let units: [(Int64, String)] = [
      (3_600_000_000_000, "h"), (60_000_000_000, "m"), (1_000_000_000, "s"), (1_000_000, "ms"),
    ]
    for (size, name) in units where rest >= size {
      text += "\(rest / size)\(name)"
      rest %= size
    }
    return text
  }
}
