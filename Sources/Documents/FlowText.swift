extension Value {
  /// The value on one line of YAML, such as `{percent: 10, codes: [500, "503"]}`, which reads back as the same value.
  ///
  /// What comes after about `limit` characters is cut off and leaves `…`. O(limit) and the length of one text.
  public func flowText(upTo limit: Int = .max) -> String {
    var writer = FlowWriter(limit: limit)
    writer.write(self)
    return writer.text
  }
}

/// Writes values in YAML's flow style until the text is long enough.
private struct FlowWriter {
  let limit: Int
  private(set) var text = ""
  private var length = 0
  private var isFull = false

  init(limit: Int) { self.limit = limit }

  mutating func write(_ value: Value) {
    switch value.content {
    case .null: append("null")
    case .scalar(let scalar): append(scalar.flowText)
    case .sequence(let items):
      append("[")
      for (index, item) in items.enumerated() where !isFull {
        if index > 0 { append(", ") }
        write(item)
      }
      append("]")
    case .mapping(let fields):
      append("{")
      for (index, field) in fields.enumerated() where !isFull {
        if index > 0 { append(", ") }
        let key = Value.Scalar(field.key, isQuoted: true).flowText
        // Without a question mark a key has at most 1024 characters (YAML 1.2, 7.4.3).
        append((key.utf8.count > 1000 ? "? " : "") + key + ": ")
        write(field.value)
      }
      append("}")
    }
  }

  private mutating func append(_ part: String) {
    guard !isFull else { return }
    let size = part.unicodeScalars.count
    isFull = length + size > limit
    guard isFull else {
      text += part
      length += size
      return
    }
    text.unicodeScalars += part.unicodeScalars.prefix(max(limit - length, 0))
    text += "…"
  }
}

extension Value.Scalar {
  /// The scalar as it stands in YAML's flow style: plain where that means the same, else in double quotes.
  fileprivate var flowText: String {
    let isText = if case .string = resolved { true } else { false }
    return isText && !isPlainText ? quoted : text
  }

  /// Whether the text means itself without quotes, wherever it stands.
  private var isPlainText: Bool {
    guard let first = text.unicodeScalars.first, let last = text.unicodeScalars.last,
      case .string = Value.Scalar(text).resolved, !Self.nulls.contains(text)
    else { return false }
    // The first letter of a plain text decides what it is; a colon or number sign inside may end it.
    return (first.properties.isAlphabetic || Self.isDigit(first) || "/.$_(<=+".unicodeScalars.contains(first))
      && last != ":" && last != " " && text.unicodeScalars.allSatisfy(Self.isPlain) && !text.hasPrefix("..")
      && text != "<<" && text != "…" && !text.contains(" #") && !hasColonThatEnds
  }

  /// Whether a colon comes before something else than the rest of a word, such as a space or a question mark.
  private var hasColonThatEnds: Bool {
    let scalars = text.unicodeScalars
    return zip(scalars, scalars.dropFirst()).contains { first, second in
      first == ":" && !(second.properties.isAlphabetic || Self.isDigit(second) || second == "/")
    }
  }

  private static let nulls: Set<String> = ["~", "null", "Null", "NULL"]

  private static func isDigit(_ scalar: Unicode.Scalar) -> Bool { ("0"..."9").contains(scalar) }

  /// Whether it neither ends a plain text in flow style nor is invisible.
  private static func isPlain(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case ",", "[", "]", "{", "}", "\"", "'": false
    case " "..."~": true
    default: scalar.value > 0xA0 && scalar.properties.isAlphabetic
    }
  }

  private var quoted: String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "\n": result += "\\n"
      case "\t": result += "\\t"
      case " "..."~": result.unicodeScalars.append(scalar)
      default:
        if scalar.value > 0xA0, !Self.isInvisible(scalar) {
          result.unicodeScalars.append(scalar)
        } else {
          let digits = String(scalar.value, radix: 16, uppercase: true)
          let isLong = scalar.value > 0xFFFF
          result += isLong ? "\\U" : "\\u"
          result += String(repeating: "0", count: (isLong ? 8 : 4) - digits.count) + digits
        }
      }
    }
    return result + "\""
  }

  /// Whether it steers a terminal or the direction of text, or breaks a line.
  private static func isInvisible(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .control, .lineSeparator, .paragraphSeparator, .format, .surrogate: true
    default: false
    }
  }
}
