/// Why a regular expression cannot be used.
struct PatternError: Error, Equatable {
  /// In words, such as `missing )`.
  let reason: String
}

/// A parsed regular expression.
indirect enum PatternSyntax {
  case empty
  case character(CharacterClass)
  case sequence([PatternSyntax])
  case either([PatternSyntax])
  case repeated(PatternSyntax, least: Int, most: Int?)
  case assertion(Assertion)

  /// A condition on a position that consumes nothing.
  enum Assertion: Sendable, Hashable {
    case textStart, textEnd, lineStart, lineEnd, wordBoundary, noWordBoundary
  }
}

/// Reads the syntax of RE2: no backreferences, no lookaround.
struct PatternParser {
  private struct Flags {
    var ignoresCase = false
    var dotMatchesNewline = false
    var multiline = false
  }

  private let scalars: [Unicode.Scalar]
  private var position = 0
  private var depth = 0
  private var flags = Flags()

  static func parse(_ source: String) throws(PatternError) -> PatternSyntax {
    var parser = PatternParser(scalars: Array(source.unicodeScalars))
    let syntax = try parser.alternatives()
    guard parser.position == parser.scalars.count else { throw PatternError(reason: "unexpected )") }
    return syntax
  }

  private init(scalars: [Unicode.Scalar]) { self.scalars = scalars }

  private var next: Unicode.Scalar? { position < scalars.count ? scalars[position] : nil }

  private mutating func take(_ text: String) -> Bool {
    let wanted = Array(text.unicodeScalars)
    guard scalars[position...].starts(with: wanted) else { return false }
    position += wanted.count
    return true
  }

  private mutating func alternatives() throws(PatternError) -> PatternSyntax {
    depth += 1
    defer { depth -= 1 }
    guard depth <= 100 else { throw PatternError(reason: "groups are nested too deeply") }
    var branches = [try sequence()]
    while take("|") { branches.append(try sequence()) }
    return branches.count == 1 ? branches[0] : .either(branches)
  }

  private mutating func sequence() throws(PatternError) -> PatternSyntax {
    var parts: [PatternSyntax] = []
    while let scalar = next, scalar != "|", scalar != ")" {
      let atom = try atom()
      parts.append(try repetitions(of: atom))
    }
    return parts.count == 1 ? parts[0] : .sequence(parts)
  }

  private mutating func repetitions(of atom: PatternSyntax) throws(PatternError) -> PatternSyntax {
    guard let (least, most) = try repetition() else { return atom }
    // A lazy repetition finds the same whole matches as a greedy one.
    _ = take("?")
    if let scalar = next, scalar == "*" || scalar == "+" || scalar == "?" {
      throw PatternError(reason: "a repetition of a repetition")
    }
    return .repeated(atom, least: least, most: most)
  }

  private mutating func repetition() throws(PatternError) -> (Int, Int?)? {
    if take("*") { return (0, nil) }
    if take("+") { return (1, nil) }
    if take("?") { return (0, 1) }
    guard next == "{", let (bounds, end) = bounds() else { return nil }
    position = end
    guard bounds.0 <= 1000, bounds.1 ?? 0 <= 1000, bounds.0 <= bounds.1 ?? 1000 else {
      throw PatternError(reason: "a repetition may be at most {1000}, its lower bound first")
    }
    return bounds
  }

  /// `{2}`, `{2,}` or `{2,5}` from here; anything else is a literal brace.
  private func bounds() -> ((Int, Int?), end: Int)? {
    // Two numbers of five digits and a comma are all that can stand between the braces.
    guard let close = scalars[position...].prefix(13).firstIndex(of: "}") else { return nil }
    var text = String.UnicodeScalarView()
    text.append(contentsOf: scalars[(position + 1)..<close])
    let parts = String(text).split(separator: ",", omittingEmptySubsequences: false)
    guard let first = parts.first, first.count <= 5, let least = Int(first), least >= 0 else { return nil }
    switch parts.count {
    case 1: return ((least, least), close + 1)
    case 2 where parts[1].isEmpty: return ((least, nil), close + 1)
    case 2:
      guard parts[1].count <= 5, let most = Int(parts[1]) else { return nil }
      return ((least, most), close + 1)
    default: return nil
    }
  }

  private mutating func atom() throws(PatternError) -> PatternSyntax {
    guard let scalar = next else { return .empty }
    position += 1
    switch scalar {
    case "(": return try group()
    case "[": return .character(try bracket())
    case ".": return .character(flags.dotMatchesNewline ? .all : CharacterClass.newline.inverted)
    case "^": return .assertion(flags.multiline ? .lineStart : .textStart)
    case "$": return .assertion(flags.multiline ? .lineEnd : .textEnd)
    case "*", "+", "?": throw PatternError(reason: "nothing to repeat before \(scalar)")
    case "\\": return try escape()
    default: return .character(folded(CharacterClass(scalar)))
    }
  }

  private func folded(_ characters: CharacterClass) -> CharacterClass {
    flags.ignoresCase ? characters.ignoringCase : characters
  }

  private mutating func group() throws(PatternError) -> PatternSyntax {
    let outer = flags
    if take("?") {
      guard !take("="), !take("!"), !take("<="), !take("<!") else {
        throw PatternError(reason: "lookaround is not part of RE2")
      }
      if take("P<") || take("<") {
        try groupName()
      } else if try groupFlags() {
        return .empty
      }
    }
    let inner = try alternatives()
    guard take(")") else { throw PatternError(reason: "missing )") }
    flags = outer
    return inner
  }

  private mutating func groupName() throws(PatternError) {
    guard let end = scalars[position...].firstIndex(of: ">"), end > position,
      scalars[position..<end].allSatisfy({ CharacterClass.word.contains($0.value) })
    else { throw PatternError(reason: "a bad group name") }
    position = end + 1
  }

  /// Reads `i`, `s-m:` and so on; true where the group ends there, so that the flags hold for what follows it.
  private mutating func groupFlags() throws(PatternError) -> Bool {
    var value = true
    while let scalar = next {
      position += 1
      switch scalar {
      case "i": flags.ignoresCase = value
      case "s": flags.dotMatchesNewline = value
      case "m": flags.multiline = value
      case "U": break
      case "-": value = false
      case ":": return false
      case ")": return true
      default: throw PatternError(reason: "an unknown group (?\(scalar)")
      }
    }
    throw PatternError(reason: "missing )")
  }

  private mutating func escape() throws(PatternError) -> PatternSyntax {
    switch next {
    case "b": return assertion(.wordBoundary)
    case "B": return assertion(.noWordBoundary)
    case "A": return assertion(.textStart)
    case "z": return assertion(.textEnd)
    default: return .character(folded(try escapedClass()))
    }
  }

  private mutating func assertion(_ assertion: PatternSyntax.Assertion) -> PatternSyntax {
    position += 1
    return .assertion(assertion)
  }

  /// What follows a backslash, inside and outside of brackets.
  private mutating func escapedClass() throws(PatternError) -> CharacterClass {
    guard let scalar = next else { throw PatternError(reason: "a trailing \\") }
    position += 1
    switch scalar {
    case "d": return .digits
    case "D": return CharacterClass.digits.inverted
    case "w": return .word
    case "W": return CharacterClass.word.inverted
    case "s": return .space
    case "S": return CharacterClass.space.inverted
    case "a": return CharacterClass([7...7])
    case "t": return CharacterClass([9...9])
    case "n": return .newline
    case "v": return CharacterClass([11...11])
    case "f": return CharacterClass([12...12])
    case "r": return CharacterClass([13...13])
    case "x": return try hexadecimal()
    default:
      guard scalar.isASCII, !CharacterClass.word.contains(scalar.value) || scalar == "_" else {
        throw PatternError(reason: "the escape \\\(scalar) is not supported")
      }
      return CharacterClass(scalar)
    }
  }

  private mutating func hexadecimal() throws(PatternError) -> CharacterClass {
    let digits: [Unicode.Scalar]
    if take("{") {
      guard let close = scalars[position...].firstIndex(of: "}") else {
        throw PatternError(reason: "missing } after \\x{")
      }
      digits = Array(scalars[position..<close])
      position = close + 1
    } else {
      digits = Array(scalars[position...].prefix(2))
      position += digits.count
      guard digits.count == 2 else { throw PatternError(reason: "\\x needs two digits") }
    }
    guard 1...6 ~= digits.count, digits.allSatisfy(\.properties.isASCIIHexDigit),
      let value = UInt32(digits.map { String($0) }.joined(), radix: 16), let scalar = Unicode.Scalar(value)
    else { throw PatternError(reason: "\\x needs hexadecimal digits of a character") }
    return CharacterClass(scalar)
  }

  private mutating func bracket() throws(PatternError) -> CharacterClass {
    let isInverted = take("^")
    // Put together once, at the end: adding one by one is quadratic in the members.
    var ranges: [ClosedRange<UInt32>] = []
    var isFirst = true
    while let scalar = next, scalar != "]" || isFirst {
      isFirst = false
      if take("[:") {
        ranges += try posixClass().ranges
        continue
      }
      let lower = try bracketMember()
      guard next == "-", position + 1 < scalars.count, scalars[position + 1] != "]" else {
        ranges += lower.ranges
        continue
      }
      position += 1
      let upper = try bracketMember()
      guard let from = lower.single, let to = upper.single, from <= to else {
        throw PatternError(reason: "a bad character range")
      }
      ranges.append(from...to)
    }
    guard take("]") else { throw PatternError(reason: "missing ]") }
    let members = folded(CharacterClass(ranges))
    return isInverted ? members.inverted : members
  }

  private mutating func bracketMember() throws(PatternError) -> CharacterClass {
    guard let scalar = next else { throw PatternError(reason: "missing ]") }
    position += 1
    return scalar == "\\" ? try escapedClass() : CharacterClass(scalar)
  }

  private mutating func posixClass() throws(PatternError) -> CharacterClass {
    let start = position
    while let scalar = next, scalar != ":", scalar != "]" { position += 1 }
    var name = String.UnicodeScalarView()
    name.append(contentsOf: scalars[start..<position])
    let isInverted = name.first == "^"
    if isInverted { name.removeFirst() }
    guard take(":]"), let found = CharacterClass.posix(String(name)) else {
      throw PatternError(reason: "an unknown class [:\(String(name)):]")
    }
    return isInverted ? found.inverted : found
  }
}

extension CharacterClass {
  /// The only member, if there is just one.
  fileprivate var single: UInt32? {
    guard ranges.count == 1, ranges[0].count == 1 else { return nil }
    return ranges[0].lowerBound
  }
}
