import Documents

/// One `--set`: `PATH=VALUE` changes the scenario, `KIND/NAMESPACE/NAME:PATH=VALUE` a manifest.
struct Change {
  /// `Kind/namespace/name`, nil for the scenario.
  let object: String?
  /// Where in the object.
  let path: [PathElement]
  /// The new value, in YAML.
  let value: String
  /// What messages name in place of a file.
  let file: String

  /// Reads a change that `option` makes; what is wrong with it is reported.
  init?(_ text: String, option: String = "--set", diagnostics: Diagnostics) {
    guard let equals = Self.firstUnquoted("=", in: text) else {
      diagnostics.report(
        .changeForm, "expected PATH=VALUE, found \"\(text.prefix(200))\"",
        at: SourceLocation(file: option, line: 1, column: 1),
        suggestion: "write spec.dataPlane.replicas=20, or XBackendTrafficPolicy/shop/checkout:spec.…=10")
      return nil
    }
    let left = text[..<equals]
    file = "\(option) \(left)"
    value = String(text[text.index(after: equals)...])
    var path = left
    if let colon = left.firstIndex(of: ":"), left[..<colon].contains("/"), !left[..<colon].contains("\"") {
      path = left[left.index(after: colon)...]
      guard let object = Self.object(left[..<colon]) else {
        diagnostics.report(
          .changeForm, "expected KIND/NAMESPACE/NAME before the colon, found \"\(left[..<colon])\"",
          at: SourceLocation(file: file, line: 1, column: 1), suggestion: "write HTTPRoute/shop/front:spec.…")
        return nil
      }
      self.object = object
    } else {
      object = nil
    }
    do {
      self.path = try PathElement.path(String(path), file: file)
    } catch {
      diagnostics.report(error)
      return nil
    }
  }

  /// What no two changes have that set the same value.
  var target: String { "\(object ?? "Scenario"):\(FieldPath(path))" }

  /// Where `separator` first stands outside quotes, as a key of a path may hold it.
  static func firstUnquoted(_ separator: Character, in text: some StringProtocol) -> String.Index? {
    var isQuoted = false
    var isEscaped = false
    for index in text.indices {
      switch text[index] {
      case _ where isEscaped: isEscaped = false
      case "\\": isEscaped = isQuoted
      case "\"": isQuoted.toggle()
      case separator where !isQuoted: return index
      default: break
      }
    }
    return nil
  }

  /// Assumption A-SCN-5: a name without a namespace is in the namespace default.
  private static func object(_ text: Substring) -> String? {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.allSatisfy({ !$0.isEmpty }) else { return nil }
    switch parts.count {
    case 2: return "\(parts[0])/default/\(parts[1])"
    case 3: return String(text)
    default: return nil
    }
  }
}
