/// Damages a text as bytes and as lines.
package struct ByteMutation {
  /// What means something to YAML, to an editor or to a reader of numbers.
  private static let tokens = [
    "&a ", "*a", "*b", "<<: *a", "<<: [*a, *a]", "!!str ", "!!int x", "!<x> ", "! ", "---\n", "...\n",
    "%YAML 1.2\n", "%TAG ! x\n",
    "{", "}", "[", "]", ",", ": ", "- ", "? ", "| ", "> ", "|\n", ">-\n", "\"", "'", "#", "@", "`", "~",
    "null", "\t", "\r\n", "\r",
    "\u{FEFF}", "\u{0}", "\u{85}", "\u{2028}", "\u{202E}", "é", "😀", "e\u{301}", "\u{10FFFF}", "\\u0000",
    "\\xZZ", "\\", "{{ x }}",
    "...", "…", "99999999999999999999999999", "-1", "-9223372036854775808", "9223372036854775807", "1e400",
    ".inf", ".nan", "0x7f",
    "1_000", "017", "1:30", "yes", "on", "true", "2147483648", "65536", "*.", "*", "..", "//", "%2f", "(a+)+",
    "[[:x:]]", "a{1000}",
    "99999h", "0s", "1.5h", "-1s", "List\nitems: []", "status: {}",
  ]

  /// `bytes` after up to six blows; `other` is spliced in now and then.
  package static func mutate(_ bytes: [UInt8], with other: [UInt8], _ random: inout TrialRandom) -> [UInt8] {
    var bytes = bytes
    for _ in 0...random.below(6) { strike(&bytes, other, &random) }
    return bytes
  }

  private static func strike(_ bytes: inout [UInt8], _ other: [UInt8], _ random: inout TrialRandom) {
    let place = random.below(bytes.count + 1)
    switch random.below(11) {
    case 0: if !bytes.isEmpty { bytes[random.below(bytes.count)] ^= 1 << UInt8(random.below(8)) }
    case 1: bytes.insert(UInt8(random.below(256)), at: place)
    case 2: bytes.removeSubrange(random.slice(of: bytes.count))
    case 3: bytes.insert(contentsOf: Array(bytes[random.slice(of: bytes.count)]), at: place)
    case 4: bytes.replaceSubrange(random.slice(of: bytes.count), with: other[random.slice(of: other.count)])
    case 5, 6: bytes.insert(contentsOf: Array(random.one(of: tokens).utf8), at: place)
    case 7: replaceValue(&bytes, &random)
    case 8: swapLines(&bytes, &random)
    case 9: indent(&bytes, &random)
    default: bytes = Array(bytes[..<place]) + other[random.below(other.count + 1)...]
    }
  }

  private static func lines(of bytes: [UInt8]) -> [[UInt8]] {
    bytes.split(separator: 10, omittingEmptySubsequences: false).map(Array.init)
  }

  private static func join(_ lines: [[UInt8]]) -> [UInt8] { Array(lines.joined(separator: [10])) }

  /// Puts a token where the value of a line stands.
  private static func replaceValue(_ bytes: inout [UInt8], _ random: inout TrialRandom) {
    var lines = lines(of: bytes)
    let index = random.below(lines.count)
    guard let colon = lines[index].firstIndex(of: UInt8(ascii: ":")) else { return }
    lines[index] = lines[index][...colon] + [32] + Array(random.one(of: tokens).utf8)
    bytes = join(lines)
  }

  private static func swapLines(_ bytes: inout [UInt8], _ random: inout TrialRandom) {
    var lines = lines(of: bytes)
    lines.swapAt(random.below(lines.count), random.below(lines.count))
    bytes = join(lines)
  }

  private static func indent(_ bytes: inout [UInt8], _ random: inout TrialRandom) {
    var lines = lines(of: bytes)
    let index = random.below(lines.count)
    if random.below(2) == 0 {
      lines[index].insert(contentsOf: [32, 32], at: 0)
    } else if lines[index].starts(with: [32, 32]) {
      lines[index].removeFirst(2)
    }
    bytes = join(lines)
  }
}
