/// One step of the way to a value inside a document.
public enum PathElement: Hashable, Sendable {
  /// The value of a key.
  case key(String)
  /// An item of a list, from 0.
  case index(Int)
}

extension PathElement {
  /// The elements of a path such as `spec.rules[0].retry.attempts` or `metadata.annotations["a.b/c"]`.
  ///
  /// A key that holds a dot, a bracket or a quote stands in brackets and double quotes, with `\"` and `\\` inside.
  /// - Throws: `YAML017` with the column where the path cannot be read, in the file `--set` unless `file` says otherwise.
  public static func path(_ text: String, file: String = "--set") throws(Diagnostic) -> [PathElement] {
    var scanner = PathScanner(text: text, file: file)
    return try scanner.elements()
  }
}

extension FieldPath {
  /// The path that `elements` lead along.
  public init(_ elements: some Sequence<PathElement>) {
    self = elements.reduce(FieldPath()) { path, element in
      switch element {
      case .key(let key): path.field(key)
      case .index(let index): path.item(index)
      }
    }
  }
}

private struct PathScanner {
  let characters: [Unicode.Scalar]
  let file: String
  var position = 0

  init(text: String, file: String) {
    characters = Array(text.unicodeScalars)
    self.file = file
  }

  var next: Unicode.Scalar? { position < characters.count ? characters[position] : nil }

  mutating func elements() throws(Diagnostic) -> [PathElement] {
    var elements: [PathElement] = []
    repeat {
      if next == "[" {
        elements.append(try bracketed())
      } else {
        if !elements.isEmpty, try take() != "." { throw problem("expected . or [ here", at: position - 1) }
        elements.append(try plainKey())
      }
      if elements.count > Limits().nesting { throw problem("the path is too long", at: position) }
    } while next != nil
    return elements
  }

  private mutating func plainKey() throws(Diagnostic) -> PathElement {
    var key = String.UnicodeScalarView()
    while let scalar = next, scalar != ".", scalar != "[" {
      if scalar == "\"" || scalar == "]" {
        throw problem("\(scalar) may only stand inside [\"…\"]", at: position)
      }
      key.append(scalar)
      position += 1
    }
    if key.isEmpty { throw problem("a key is missing here", at: position) }
    return .key(String(key))
  }

  private mutating func bracketed() throws(Diagnostic) -> PathElement {
    let start = position
    position += 1
    let element = next == "\"" ? try quotedKey() : try index()
    guard try take() == "]" else { throw problem("the bracket is not closed", at: start) }
    return element
  }

  private mutating func quotedKey() throws(Diagnostic) -> PathElement {
    var key = String.UnicodeScalarView()
    let start = position
    position += 1
    while let scalar = next, scalar != "\"" {
      position += 1
      guard scalar == "\\" else {
        key.append(scalar)
        continue
      }
      let escaped = try take()
      guard escaped == "\"" || escaped == "\\" else {
        throw problem("\\ stands before \" or \\", at: position - 2)
      }
      key.append(escaped)
    }
    guard next != nil else { throw problem("the quote is not closed", at: start) }
    position += 1
    return .key(String(key))
  }

  private mutating func index() throws(Diagnostic) -> PathElement {
    let start = position
    while let scalar = next, scalar != "]" { position += 1 }
    let digits = String(String.UnicodeScalarView(characters[start..<position]))
    guard digits.utf8.allSatisfy(Decimal.isDigit), let index = Int32(digits) else {
      throw problem("expected the number of an item or a key in quotes here", at: start)
    }
    return .index(Int(index))
  }

  private mutating func take() throws(Diagnostic) -> Unicode.Scalar {
    guard let scalar = next else { throw problem("the path ends too early", at: position) }
    position += 1
    return scalar
  }

  private func problem(_ message: String, at position: Int) -> Diagnostic {
    let text = String(String.UnicodeScalarView(characters.prefix(200)))
    return Diagnostic(
      code: DocumentCode.path.rawValue, message: "cannot read the path \"\(text)\": \(message)",
      location: SourceLocation(file: file, line: 1, column: position + 1),
      suggestion: "write a path such as spec.rules[0].retry.attempts or metadata.annotations[\"a.b/c\"]")
  }
}
