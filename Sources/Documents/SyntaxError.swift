/// Says in words what libyaml's failure means and how to mend it.
struct SyntaxError {
  private let source: SourceText
  private let failure: YAMLFailure
  /// Where the problem was noticed, and where what was being read began.
  private let problem: SourceLocation
  private let context: SourceLocation

  /// Explains `failure` of a stream before which `base` scalars of `source` lie.
  init(_ failure: YAMLFailure, in source: SourceText, base: Int) {
    self.source = source
    self.failure = failure
    problem = source.location(ofScalar: base + failure.position)
    context = failure.context == nil ? problem : source.location(ofScalar: base + failure.contextStart)
  }

  /// Reports it.
  func report(to diagnostics: Diagnostics) {
    guard !reportDepth(diagnostics), !reportEllipsis(diagnostics), !reportTab(diagnostics),
      !reportTemplate(diagnostics), !reportReserved(diagnostics)
    else { return }
    let words = special ?? Self.words[failure.problem] ?? fallback
    let place = words.atContext ? context : problem
    var message = words.message
    if !words.atContext, failure.context != nil, context.line != problem.line {
      message += "; what it belongs to begins on line \(context.line)"
    }
    diagnostics.report(.syntax, message, at: place, suggestion: words.suggestion)
  }

  // MARK: Mistakes with a code of their own

  /// libyaml gives up before our own limit is looked at where brackets nest thousands deep.
  private func reportDepth(_ diagnostics: Diagnostics) -> Bool {
    guard failure.problem.hasPrefix("Maximum nesting level reached") else { return false }
    diagnostics.report(
      .tooDeep, "mappings and lists are nested more than \(Limits().nesting) deep", at: problem)
    return true
  }

  private func reportEllipsis(_ diagnostics: Diagnostics) -> Bool {
    for line in [context.line, problem.line, filledLine(before: problem.line)] {
      guard let column = source.ellipsisColumn(line: line) else { continue }
      diagnostics.report(
        .ellipsis, "three dots are no YAML",
        at: SourceLocation(file: source.file, line: line, column: column),
        suggestion: "write out what they stand for, or remove them")
      return true
    }
    return false
  }

  private func filledLine(before number: Int) -> Int {
    var number = number - 1
    while number > 1, source.line(number)?.allSatisfy(\.isWhitespace) == true { number -= 1 }
    return number
  }

  private func reportTab(_ diagnostics: Diagnostics) -> Bool {
    for line in [problem.line, context.line] {
      guard let indentation = source.line(line)?.prefix(while: { $0 == " " || $0 == "\t" }),
        let tab = indentation.firstIndex(of: "\t")
      else { continue }
      let column = indentation.distance(from: indentation.startIndex, to: tab) + 1
      diagnostics.report(
        .tab, "found a tab; YAML wants spaces in the indentation",
        at: SourceLocation(file: source.file, line: line, column: column),
        suggestion: "put spaces in place of the tab")
      return true
    }
    return false
  }

  private func reportTemplate(_ diagnostics: Diagnostics) -> Bool {
    for place in [problem, context] {
      guard let line = source.line(place.line), let braces = line.firstRange(of: "{{") else { continue }
      let column = line[..<braces.lowerBound].unicodeScalars.count + 1
      diagnostics.report(
        .template, "{{ … }} belongs to a template",
        at: SourceLocation(file: source.file, line: place.line, column: column),
        suggestion: "render the template first, for example with helm template")
      return true
    }
    return false
  }

  /// A text that begins with a character that YAML reserves: `*` begins an alias, `&` an anchor, `!` a tag, and so on.
  private func reportReserved(_ diagnostics: Diagnostics) -> Bool {
    for place in [context, problem] {
      guard let text = word(at: place), let first = text.first, let meaning = Self.reserved[first],
        first != "%" || place.column > 1
      else { continue }
      diagnostics.report(
        .reservedCharacter, "an unquoted \(first) \(meaning)", at: place,
        suggestion: "if it is meant as text, write it in quotes: \(quoted(text))")
      return true
    }
    return false
  }

  private static let reserved: [Character: String] = [
    "*": "begins an alias", "&": "begins an anchor", "!": "begins a tag", "%": "begins a directive",
    "@": "is reserved", "`": "is reserved",
  ]

  /// The unquoted text that begins at `place`.
  private func word(at place: SourceLocation) -> String? {
    guard let line = source.line(place.line) else { return nil }
    var word = String(Substring(line.unicodeScalars.dropFirst(place.column - 1)))[...]
    if let comment = word.firstRange(of: " #") { word = word[..<comment.lowerBound] }
    word = word.prefix { !",]}".contains($0) }
    while word.last?.isWhitespace == true { word.removeLast() }
    return word.count <= 200 ? String(word) : nil
  }

  private func quoted(_ text: String) -> String {
    text.contains("\"") || text.contains("\\") ? "'\(text.replacing("'", with: "''"))'" : "\"\(text)\""
  }

  // MARK: Everything else

  private struct Words {
    var message: String
    var suggestion: String?
    var atContext = false
  }

  /// What a failure means at the end of the text or behind a value.
  private var special: Words? {
    switch (failure.problem, failure.context) {
    case ("did not find expected node content", "while parsing a flow node"?) where isAtEnd,
      ("did not find expected ',' or ']'", _) where isAtEnd,
      ("did not find expected ',' or '}'", _) where isAtEnd:
      return Words(message: "the text ends before what { or [ opens is closed", suggestion: "close it")
    case ("did not find expected key", _) where isBehindText:
      return Words(
        message: "expected the end of the line here",
        suggestion: "quote the value as a whole; inside '…' a quote is written twice, inside \"…\" as \\\"")
    default:
      return nil
    }
  }

  private var isAtEnd: Bool {
    source.scalars(beforeLine: problem.line) + problem.column > source.scalarCount
  }

  private var isBehindText: Bool {
    guard let line = source.line(problem.line) else { return false }
    return line.unicodeScalars.prefix(problem.column - 1).contains { $0 != " " }
  }

  private var fallback: Words {
    let context = failure.context.map { "\($0): " } ?? ""
    return Words(message: "this is no YAML: \(context)\(failure.problem)")
  }

  private static let words: [String: Words] = [
    "could not find expected ':'": Words(
      message: "expected a key and a colon, or an item of a list",
      suggestion: "write `key: value`, or indent the line if it continues the text above", atContext: true),
    "mapping values are not allowed in this context": Words(
      message: "this colon begins a mapping where none can stand",
      suggestion: "mend the indentation, end the key above with a colon, or quote a text that holds \": \""),
    "did not find expected key": Words(
      message: "expected the next key of a mapping here",
      suggestion: "mend the indentation of this line; keys of one mapping begin in the same column"),
    "did not find expected '-' indicator": Words(
      message: "expected the next item of a list here",
      suggestion: "mend the indentation of this line; items of one list begin in the same column"),
    "did not find expected ',' or ']'": Words(
      message: "expected , or ] here", suggestion: "close the list that [ opens, or add the comma"),
    "did not find expected ',' or '}'": Words(
      message: "expected , or } here", suggestion: "close the mapping that { opens, or add the comma"),
    "found unexpected end of stream": Words(
      message: "the quote that opens here is not closed", suggestion: "add the closing quote", atContext: true
    ),
    "found unexpected document indicator": Words(
      message: "the quote that opens here is not closed", suggestion: "add the closing quote", atContext: true
    ),
    "block sequence entries are not allowed in this context": Words(
      message: "a list cannot begin here", suggestion: "put each `- item` on a line of its own"),
    "mapping keys are not allowed in this context": Words(
      message: "`? ` cannot stand here", suggestion: "if it is meant as text, write it in quotes"),
    "did not find expected <document start>": Words(
      message: "expected a new document here", suggestion: "put `---` on a line before it"),
    "did not find expected node content": Words(
      message: "a value is missing here", suggestion: "write the value, or \"\" for the empty text"),
    "found unknown escape character": Words(
      message: "this text has a backslash before a character that needs none",
      suggestion: "write \\\\ for a backslash, or put the text in single quotes"),
    "did not find expected comment or line break": Words(
      message: "the text after | or > begins on the next line", suggestion: "put it there, indented"),
  ]
}
