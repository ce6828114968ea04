/// Takes `1, [a, b], "c, d"` apart at its commas.
enum FlowList {
  /// The parts of `text` between the commas outside brackets, braces and quotes, without spaces around them. O(length).
  static func parts(of text: String) -> [String] {
    var parts: [String] = []
    var part = String.UnicodeScalarView()
    var depth = 0
    var quote: Unicode.Scalar?
    var isEscaped = false
    // A quote opens a text only where a value may begin: that of `it's` does not.
    var mayBegin = true
    for scalar in text.unicodeScalars {
      if scalar == ",", depth == 0, quote == nil {
        parts.append(trimmed(part))
        part = String.UnicodeScalarView()
        mayBegin = true
        continue
      }
      part.append(scalar)
      if let open = quote {
        if isEscaped {
          isEscaped = false
        } else if scalar == open {
          quote = nil
          // Two of them inside single quotes stand for one.
          mayBegin = open == "'"
        } else {
          isEscaped = scalar == "\\" && open == "\""
        }
        continue
      }
      switch scalar {
      case "\"" where mayBegin, "'" where mayBegin: quote = scalar
      case "[" where mayBegin || depth > 0, "{" where mayBegin || depth > 0: depth += 1
      case "]" where depth > 0, "}" where depth > 0: depth -= 1
      default: break
      }
      mayBegin = "[{,:".unicodeScalars.contains(scalar) || scalar == " " && mayBegin
    }
    return parts + [trimmed(part)]
  }

  private static func trimmed(_ part: String.UnicodeScalarView) -> String {
    var rest = part[...]
    while rest.first == " " { rest.removeFirst() }
    while rest.last == " " { rest.removeLast() }
    return String(rest)
  }
}
