/// Words as a shell reads them back, each on one line, so that they may also stand in a comment.
package enum ShellText {
  /// A word in such quotes as it needs.
  ///
  /// What does not show, or ends a line anywhere, is written by its bytes in `$'…'`, which bash, zsh, ksh and
  /// POSIX.1-2024 (2.2.4) know and dash does not; no other word needs more than a POSIX shell.
  package static func quoted(_ word: String) -> String {
    if let first = word.utf8.first, first != UInt8(ascii: "="), word.utf8.allSatisfy(isBare) { return word }
    guard word.unicodeScalars.contains(where: isHidden) else {
      // By scalars: a quote with an accent above it is another character, and for a shell still a quote.
      return "'" + word.unicodeScalars.map { $0 == "'" ? "'\\''" : String($0) }.joined() + "'"
    }
    return "$'" + word.unicodeScalars.map(escaped).joined() + "'"
  }

  /// Whether no shell makes anything of a byte.
  private static func isBare(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"):
      true
    default: "-._/,:=+@%".utf8.contains(byte)
    }
  }

  /// Whether a character moves, ends or reorders the line that it stands in, or may not stand in YAML.
  package static func isHidden(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .unassigned: true
    default: false
    }
  }

  /// A character inside of `$'…'`.
  private static func escaped(_ scalar: Unicode.Scalar) -> String {
    if scalar == "'" || scalar == "\\" { return "\\\(scalar)" }
    guard isHidden(scalar) else { return String(scalar) }
    return String(scalar).utf8.map { byte in
      let digits = String(byte, radix: 8)
      return "\\" + String(repeating: "0", count: 3 - digits.count) + digits
    }.joined()
  }
}
