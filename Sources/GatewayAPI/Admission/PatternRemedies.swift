import Documents

/// What to write instead of a text that breaks the form of its field.
enum PatternRemedies {
  /// What is known about `text`; `form` is the pattern that it breaks.
  static func remedy(for text: String, form: Pattern, at path: FieldPath) -> String? {
    // Longer texts would be repeated in a message that nobody reads to the end.
    guard text.utf8.count <= 253 else { return nil }
    let field = path.withoutIndices.split(separator: ".").last.map(String.init) ?? ""
    if form.source == Schema.durationPattern.source { return duration(text) }
    if isPlaceholder(text), !form.isFound(in: "A") {
      return "\(text) looks like a placeholder: write the name that is meant"
    }
    let isHostname = ["hostname", "hostnames"].contains(field)
    let allowsWildcard = form.source == Schema.hostnamePattern.source
    if isHostname { return hostname(text, form, field: field, allowsWildcard: allowsWildcard) }
    return name(text, form)
  }

  // MARK: Hostnames

  private static func hostname(
    _ text: String, _ form: Pattern, field: String, allowsWildcard: Bool
  ) -> String? {
    if text == "*" {
      return allowsWildcard ? "leave `\(field)` out: without it every host is meant" : "write one host's name"
    }
    var (host, reasons) = bareName(in: text)
    if !host.utf8.allSatisfy({ $0 < 0x80 }) {
      guard let ascii = Punycode.hostname(host) else { return nil }
      host = ascii
      reasons.append("no letters beyond ASCII")
    }
    if host != host.lowercased() {
      host = host.lowercased()
      reasons.append("no upper case")
    }
    guard !reasons.isEmpty, form.isFound(in: host) else { return nil }
    return "write the name alone, with \(reasons.joined(separator: ", ")): \(host)"
  }

  /// What is left of a URL or authority when all but the name is dropped, and what was dropped.
  private static func bareName(in text: String) -> (host: String, reasons: [String]) {
    var name = text[...]
    var reasons: [String] = []
    if let scheme = name.firstRange(of: "://") {
      name = name[scheme.upperBound...]
      reasons.append("no scheme")
    }
    if let end = name.firstIndex(where: { "/?#".contains($0) }) {
      name = name[..<end]
      reasons.append("no path")
    }
    if let colon = name.lastIndex(of: ":"), Int(name[name.index(after: colon)...]) != nil {
      name = name[..<colon]
      reasons.append("no port")
    }
    if name.hasSuffix(".") {
      name = name.dropLast()
      reasons.append("no dot at the end")
    }
    return (String(name), reasons)
  }

  // MARK: Names

  /// The words that stand for names in examples, Weir's own among them.
  private static let placeholders: Set = [
    "NAME", "NAMESPACE", "SERVICE", "GATEWAY", "ROUTE", "SECRET", "CLASS", "HOST", "HOSTNAME", "DOMAIN",
  ]

  private static func isPlaceholder(_ text: String) -> Bool {
    placeholders.contains(text) || ["<", "$", "{{", "YOUR"].contains(where: text.hasPrefix)
  }

  private static func name(_ text: String, _ form: Pattern) -> String? {
    // Where upper case may stand, it is not what is wrong.
    guard !form.isFound(in: "A") else { return nil }
    let plain = text.lowercased().replacing("_", with: "-")
    guard plain != text, form.isFound(in: plain) else { return nil }
    return "only lower-case letters, digits and \"-\" may stand here: \(plain)"
  }

  // MARK: Durations

  /// Parts of durations as Go and others write them, in nanoseconds.
  private static let units: [(name: String, nanoseconds: Double)] = [
    ("ns", 1), ("us", 1e3), ("\u{B5}s", 1e3), ("\u{3BC}s", 1e3), ("ms", 1e6), ("s", 1e9), ("sec", 1e9),
    ("m", 6e10),
    ("min", 6e10), ("h", 3.6e12), ("d", 8.64e13), ("w", 6.048e14),
  ]

  private static func duration(_ text: String) -> String? {
    guard let nanoseconds = nanoseconds(text.lowercased()) else { return nil }
    if nanoseconds > 0, nanoseconds < 1e6 {
      return "a millisecond is the least that can be written: 1ms"
    }
    let milliseconds = (nanoseconds / 1e6).rounded()
    guard let written = written(Int64(milliseconds)) else { return nil }
    let isExact = milliseconds * 1e6 == nanoseconds
    return (isExact ? "durations are whole numbers of h, m, s and ms: " : "write whole milliseconds: ")
      + written
  }

  private static func nanoseconds(_ text: String) -> Double? {
    guard !text.isEmpty else { return nil }
    var rest = text[...]
    var total = 0.0
    while !rest.isEmpty {
      let digits = rest.prefix { "0"..."9" ~= $0 || $0 == "." }
      rest = rest.dropFirst(digits.count).drop { $0 == " " }
      let letters = rest.prefix { $0.isLetter }
      rest = rest.dropFirst(letters.count).drop { $0 == " " }
      guard let number = Double(digits), let unit = units.first(where: { $0.name == letters }) else {
        return nil
      }
      total += number * unit.nanoseconds
    }
    return total < 1e17 ? total : nil
  }

  /// In one unit where five digits have room for it.
  private static func written(_ milliseconds: Int64) -> String? {
    for (unit, name) in [(3_600_000, "h"), (60_000, "m"), (1000, "s"), (1, "ms")] as [(Int64, String)]
    where milliseconds > 0 && milliseconds % unit == 0 && milliseconds / unit < 100_000 {
      return "\(milliseconds / unit)\(name)"
    }
    let text = GatewayDuration(nanoseconds: milliseconds * 1_000_000).description
    return GatewayDuration(text) == nil ? nil : text
  }
}
