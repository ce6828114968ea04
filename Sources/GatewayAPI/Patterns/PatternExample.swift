extension Pattern {
  /// Short texts that the whole of the expression `source` matches, without repetition: one with something in every repetition, and
  /// one with as little as there may be. Empty where none of the two matches, as assertions may have it, or `source` is unusable.
  ///
  /// The texts are no longer than the compiled program, so at most 20,000 characters.
  package static func examples(of source: String) -> [String] {
    guard let pattern = try? Pattern(source), let syntax = try? PatternParser.parse(source) else { return [] }
    var found: [String] = []
    for least in [1, 0] {
      guard let text = syntax.example(repeating: least), !found.contains(text), pattern.matchesWhole(text)
      else { continue }
      found.append(text)
    }
    return found
  }
}

extension PatternSyntax {
  /// A text of which assertions may still say that it does not match; nil where only invisible characters would.
  ///
  /// - Parameter repeating: how often that comes which may also be absent.
  fileprivate func example(repeating: Int) -> String? {
    switch self {
    case .empty, .assertion: return ""
    case .character(let characters): return characters.example.map { String(Character($0)) }
    case .sequence(let parts):
      var text = ""
      for part in parts {
        guard let next = part.example(repeating: repeating) else { return nil }
        text += next
      }
      return text
    case .either(let branches):
      return branches.lazy.compactMap { $0.example(repeating: repeating) }.first
    case .repeated(let part, let least, let most):
      let count = max(least, min(repeating, most ?? repeating))
      guard count > 0 else { return "" }
      return part.example(repeating: repeating).map { String(repeating: $0, count: count) }
    }
  }
}

extension CharacterClass {
  /// A letter or digit where there is one, else the first visible ASCII character, else the first above ASCII.
  fileprivate var example: Unicode.Scalar? {
    if let plain = "a1A0x".unicodeScalars.first(where: { contains($0.value) }) { return plain }
    let visible = ranges.lazy.compactMap { range -> UInt32? in
      let first = max(range.lowerBound, 0x21)
      return first <= min(range.upperBound, 0x7E) ? first : nil
    }.first
    let above = ranges.lazy.compactMap { range -> UInt32? in
      let first = max(range.lowerBound, 0xA1)
      return first <= range.upperBound ? first : nil
    }.first
    return (visible ?? above).flatMap(Unicode.Scalar.init)
  }
}
