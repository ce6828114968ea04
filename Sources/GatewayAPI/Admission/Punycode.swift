/// Names of hosts in other scripts, as DNS writes them (RFC 3492).
enum Punycode {
  /// The name with each label that needs it as `xn--…`, nil where it cannot be written so.
  static func hostname(_ name: String) -> String? {
    var labels: [String] = []
    for label in name.lowercased().split(separator: ".", omittingEmptySubsequences: false) {
      guard !label.utf8.allSatisfy({ $0 < 0x80 }) else {
        labels.append(String(label))
        continue
      }
      guard let encoded = encode(label.unicodeScalars.map(\.value)) else { return nil }
      labels.append("xn--\(encoded)")
    }
    return labels.joined(separator: ".")
  }

  private static let base: UInt32 = 36
  private static let least: UInt32 = 1
  private static let most: UInt32 = 26

  private static func encode(_ points: [UInt32]) -> String? {
    var output = points.filter { $0 < 0x80 }.compactMap(Unicode.Scalar.init).map(Character.init)
    let basic = UInt32(output.count)
    var (handled, next, delta, bias) = (basic, UInt32(0x80), UInt32(0), UInt32(72))
    if basic > 0 { output.append("-") }
    while handled < points.count {
      guard let point = points.filter({ $0 >= next }).min() else { return nil }
      delta += (point - next) * (handled + 1)
      next = point
      for other in points {
        if other < next { delta += 1 }
        guard other == next else { continue }
        output += digits(of: delta, bias)
        bias = adapted(delta, handled + 1, isFirst: handled == basic)
        delta = 0
        handled += 1
      }
      delta += 1
      next += 1
    }
    return String(output)
  }

  private static func digits(of delta: UInt32, _ bias: UInt32) -> [Character] {
    var (rest, position) = (delta, base)
    var digits: [Character] = []
    while true {
      let threshold = position <= bias ? least : min(position - bias, most)
      if rest < threshold { return digits + [digit(rest)] }
      digits.append(digit(threshold + (rest - threshold) % (base - threshold)))
      rest = (rest - threshold) / (base - threshold)
      position += base
    }
  }

  private static func digit(_ value: UInt32) -> Character {
    Character(Unicode.Scalar(UInt8(value < 26 ? value + 97 : value + 22)))
  }

  private static func adapted(_ delta: UInt32, _ count: UInt32, isFirst: Bool) -> UInt32 {
    var delta = isFirst ? delta / 700 : delta / 2
    delta += delta / count
    var steps: UInt32 = 0
    while delta > (base - least) * most / 2 {
      delta /= base - least
      steps += base
    }
    return steps + (base - least + 1) * delta / (delta + 38)
  }
}
