import Documents

/// Damages documents as values, so that what comes out is YAML and breaks further in: types, keys, counts.
package struct ValueMutation {
  private static let texts = [
    "", "a", "*", "*.example", "-", "Exact", "RegularExpression", "(a|b)*", "[", "/", "//", "shop",
    "example.com/x", "HTTP", "TLS",
    "Selector", "All", "Service", "ListenerSet", "gateway.networking.k8s.io", "1s", "0s", "100000h", "%41",
    "\u{0}", "é", "A.B",
    "https://*.example", "2026-01-01T00:00:00Z", String(repeating: "x", count: 300),
    String(repeating: "a.", count: 200),
  ]
  private static let numbers = [
    "0", "-1", "1", "80", "443", "65536", "2147483648", "9223372036854775807", "1.5", "1e3", "80.0",
  ]

  /// The text of `documents` after a few changes to them.
  package static func mutate(_ documents: [Value], _ random: inout TrialRandom) -> String {
    var documents = documents
    for _ in 0...random.below(4) {
      guard !documents.isEmpty else { break }
      let index = random.below(documents.count)
      documents[index] = change(documents[index], &random)
      if random.below(20) == 0 { documents.append(documents[index]) }
    }
    return documents.map(FlowText.of).joined(separator: "\n---\n") + "\n"
  }

  /// Changes one place below `value`, the deeper the more often.
  private static func change(_ value: Value, _ random: inout TrialRandom) -> Value {
    var copy = value
    switch value.content {
    case .mapping(var fields) where !fields.isEmpty:
      let index = random.below(fields.count)
      switch random.below(12) {
      case 0: fields.remove(at: index)
      case 1:
        fields.append(
          .init(key: fields[index].key + "x", location: value.location, value: fields[index].value))
      case 2: fields[index].key = random.one(of: texts)
      case 3: fields[index].value = replacement(&random)
      default: fields[index].value = change(fields[index].value, &random)
      }
      copy.content = .mapping(fields)
    case .sequence(var items) where !items.isEmpty:
      let index = random.below(items.count)
      switch random.below(10) {
      case 0: items.remove(at: index)
      case 1: items.append(items[index])
      case 2: items += Array(repeating: items[index], count: random.below(70))
      case 3: items[index] = replacement(&random)
      case 4: items.swapAt(index, random.below(items.count))
      default: items[index] = change(items[index], &random)
      }
      copy.content = .sequence(items)
    default: return replacement(&random)
    }
    return copy
  }

  private static func replacement(_ random: inout TrialRandom) -> Value {
    let place = SourceLocation(file: "", line: 1, column: 1)
    func value(_ content: Value.Content) -> Value { Value(content, at: place) }
    switch random.below(8) {
    case 0: return value(.null)
    case 1: return value(.mapping([]))
    case 2: return value(.sequence([]))
    case 3: return value(.sequence([replacement(&random), replacement(&random)]))
    case 4:
      return value(
        .mapping([.init(key: random.one(of: texts), location: place, value: replacement(&random))]))
    case 5: return value(.scalar(.init(random.one(of: numbers))))
    case 6: return value(.scalar(.init(random.one(of: ["true", "false", "~", "null", "yes"]))))
    default: return value(.scalar(.init(random.one(of: texts), isQuoted: true)))
    }
  }
}

/// Writes a value on one line: JSON, but for scalars that were not quoted.
enum FlowText {
  static func of(_ value: Value) -> String {
    switch value.content {
    case .null: "null"
    case .scalar(let scalar): scalar.isQuoted || !isPlain(scalar.text) ? quoted(scalar.text) : scalar.text
    case .sequence(let items): "[\(items.map(of).joined(separator: ", "))]"
    case .mapping(let fields):
      "{\(fields.map { "\(quoted($0.key)): \(of($0.value))" }.joined(separator: ", "))}"
    }
  }

  private static func isPlain(_ text: String) -> Bool {
    !text.isEmpty
      && text.utf8.allSatisfy {
        UInt8(ascii: "a")...UInt8(ascii: "z") ~= $0 || UInt8(ascii: "A")...UInt8(ascii: "Z") ~= $0
          || UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 || $0 == UInt8(ascii: ".")
      }
  }

  private static func quoted(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"", "\\": result += "\\\(scalar)"
      case _ where scalar.value < 0x20:
        result += "\\x" + (scalar.value < 16 ? "0" : "") + String(scalar.value, radix: 16)
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }
}
