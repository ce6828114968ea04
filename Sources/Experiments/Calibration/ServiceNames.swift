/// The names of recorded services as those of Kubernetes Services.
enum ServiceNames {
  /// One name for each; O(bytes).
  ///
  /// Istio's and Envoy's clusters are named by their host (`outbound|9080||reviews.default.svc.cluster.local` is `reviews`). Letters become
  /// small, everything else but digits a hyphen; names that are the same then are told apart by a number.
  static func unique(_ recorded: [String]) -> [String] {
    var taken: Set<String> = []
    return recorded.map { text in
      let plain = label(text)
      var name = plain
      var number = 2
      while !taken.insert(name).inserted {
        name = String(plain.prefix(50)) + "-\(number)"
        number += 1
      }
      return name
    }
  }

  /// A label of RFC 1035: it begins with a letter, and has at most 63 characters.
  private static func label(_ text: String) -> String {
    var text = text[...]
    if let bar = text.lastIndex(of: "|") {
      text = text[text.index(after: bar)...].prefix { $0 != "." }
    }
    var bytes: [UInt8] = []
    for byte in text.utf8.prefix(1000) {
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"): bytes.append(byte)
      case UInt8(ascii: "A")...UInt8(ascii: "Z"): bytes.append(byte | 0x20)
      default: if let last = bytes.last, last != UInt8(ascii: "-") { bytes.append(UInt8(ascii: "-")) }
      }
    }
    guard let first = bytes.first else { return "service" }
    var name = String(decoding: bytes.prefix(56), as: UTF8.self)
    if first < UInt8(ascii: "a") { name = "s-" + name }
    while name.last == "-" { name.removeLast() }
    return name
  }
}
