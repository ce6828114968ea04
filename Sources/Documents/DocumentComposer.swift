/// Makes values of the events of one file.
final class DocumentComposer {
  /// Why composing ended before the end of a document; what is wrong has been reported.
  enum Abort: Error {
    case document
    case file
  }

  private struct Anchor {
    var value: Value
    var nodes: Int
    var bytes: Int
  }

  private let source: SourceText
  private let budget: Budget
  private let diagnostics: Diagnostics
  private var nodes = 0
  /// The bytes of all texts so far.
  private var bytes = 0
  private var anchors: [String: Anchor] = [:]
  private var openAnchors: Set<String> = []
  private var depth = 0
  private var events: YAMLEvents?
  /// The scalars of the file before the stream that is read.
  private var base = 0

  init(_ source: SourceText, budget: Budget, diagnostics: Diagnostics) {
    self.source = source
    self.budget = budget
    self.diagnostics = diagnostics
  }

  /// The root of the document that begins with the next event; reads up to its end.
  func root(_ events: YAMLEvents, base: Int) throws -> Value {
    self.events = events
    self.base = base
    anchors = [:]
    openAnchors = []
    depth = 0
    defer { self.events = nil }
    return try value(next())
  }

  private func next() throws -> YAMLEvent { try events?.next() ?? .streamEnd }

  private func location(_ scalar: Int) -> SourceLocation { source.location(ofScalar: base + scalar) }

  private func value(_ event: YAMLEvent) throws -> Value {
    switch event {
    case .alias(let name, let start): return try alias(name, at: start)
    case .scalar(let text, let properties):
      return try anchored(properties) {
        try countText(text.text.utf8.count, at: properties.start)
        return scalar(text, properties)
      }
    case .sequenceStart(let properties):
      return try anchored(properties) { try sequence(properties) }
    case .mappingStart(let properties):
      return try anchored(properties) { try mapping(properties) }
    case .streamEnd, .documentStart, .documentEnd, .sequenceEnd, .mappingEnd:
      throw YAMLFailure(contextStart: 0, problem: "did not find expected node content", position: 0)
    }
  }

  private func anchored(_ properties: YAMLEvent.Properties, _ make: () throws -> Value) throws -> Value {
    try count(1, at: properties.start)
    guard let name = properties.anchor else { return try make() }
    let before = (nodes: nodes, bytes: bytes)
    openAnchors.insert(name)
    let value = try make()
    openAnchors.remove(name)
    anchors[name] = Anchor(value: value, nodes: nodes - before.nodes + 1, bytes: bytes - before.bytes)
    return value
  }

  private func count(_ more: Int, at start: Int) throws {
    nodes += more
    budget.nodes += more
    let limits = budget.limits
    guard nodes > limits.nodes || budget.nodes > limits.totalNodes else { return }
    let message =
      nodes > limits.nodes
      ? "the file has more than \(limits.nodes) values, those that aliases repeat included"
      : "the input has more than \(limits.totalNodes) values"
    diagnostics.report(
      .tooManyNodes, message, at: location(start), suggestion: "split it, or use fewer aliases")
    throw Abort.file
  }

  /// Counts the bytes of a text. Only aliases can come to more than the file, whatever it escapes.
  private func countText(_ more: Int, at start: Int) throws {
    bytes += more
    guard bytes > budget.limits.texts else { return }
    diagnostics.report(
      .tooMuchText,
      "the texts of the file, those that aliases repeat included, are more than "
        + "\(budget.limits.texts) bytes", at: location(start), suggestion: "use fewer aliases")
    throw Abort.file
  }

  private func alias(_ name: String, at start: Int) throws -> Value {
    let place = location(start)
    if let anchor = anchors[name], !openAnchors.contains(name) {
      try count(anchor.nodes, at: start)
      try countText(anchor.bytes, at: start)
      return Value(anchor.value.content, at: place)
    }
    try count(1, at: start)
    diagnostics.report(
      .unknownAlias,
      openAnchors.contains(name)
        ? "the alias *\(name) stands inside its own anchor"
        : "the alias *\(name) has no anchor &\(name) before it in this document", at: place,
      suggestion: "if it is meant as text, write it in quotes: \"*\(name)\"")
    return Value(.scalar(.init("*\(name)", isQuoted: true)), at: place)
  }

  private func nested<Result>(_ start: Int, _ body: () throws -> Result) throws -> Result {
    depth += 1
    defer { depth -= 1 }
    guard depth <= budget.limits.nesting else {
      diagnostics.report(
        .tooDeep, "mappings and lists are nested more than \(budget.limits.nesting) deep", at: location(start)
      )
      throw Abort.document
    }
    return try body()
  }
}

// MARK: Collections

extension DocumentComposer {
  private func sequence(_ properties: YAMLEvent.Properties) throws -> Value {
    let place = location(properties.start)
    checkTag(properties, allowed: "seq", what: "a list", at: place)
    return try nested(properties.start) {
      var items: [Value] = []
      while true {
        let event = try next()
        if case .sequenceEnd = event { return Value(.sequence(items), at: place) }
        items.append(try value(event))
      }
    }
  }

  private func mapping(_ properties: YAMLEvent.Properties) throws -> Value {
    let place = location(properties.start)
    checkTag(properties, allowed: "map", what: "a mapping", at: place)
    return try nested(properties.start) {
      var fields = MappingFields(diagnostics: diagnostics)
      while true {
        let event = try next()
        if case .mappingEnd = event { return Value(.mapping(fields.merged()), at: place) }
        let key = try value(event)
        let value = try value(next())
        add(value, for: key, to: &fields, from: place)
      }
    }
  }

  private func add(
    _ value: Value, for key: Value, to fields: inout MappingFields, from start: SourceLocation
  ) {
    switch key.content {
    case .scalar(let scalar):
      if scalar.text == "<<", !scalar.isQuoted { return fields.merge(value, at: key.location) }
      if case .string = scalar.resolved {
      } else {
        diagnostics.report(
          .key, "the key \(scalar.text) is no text; it is read as the text \"\(scalar.text)\"",
          severity: .warning,
          at: key.location, suggestion: "write it in quotes: \"\(scalar.text)\"")
      }
      fields.add(.init(key: scalar.text, location: key.location, value: value))
    case .null:
      diagnostics.report(
        .key, "a key must be text, found null", at: key.location, suggestion: "write the key before the colon"
      )
    case .mapping where key.location.line == start.line && key.location.column == start.column + 1:
      diagnostics.report(
        .template, "{{ … }} belongs to a template", at: start,
        suggestion: "render the template first, for example with helm template")
    case .mapping, .sequence:
      diagnostics.report(.key, "a key must be text, found \(key.described)", at: key.location)
    }
  }
}

// MARK: Scalars

extension DocumentComposer {
  private static let coreTags = "tag:yaml.org,2002:"

  private func scalar(_ text: YAMLEvent.Text, _ properties: YAMLEvent.Properties) -> Value {
    let place = location(properties.start)
    if text.isPlain, let dots = ellipsis(in: text, at: place) {
      diagnostics.report(
        .ellipsis, "three dots are no YAML value", at: dots,
        suggestion: "write out what they stand for, or remove them")
      return Value(.null, at: place)
    }
    let plain = Value.Scalar(text.text)
    guard let tag = properties.tag else {
      if text.isPlain, plain.isNull { return Value(.null, at: place) }
      return Value(.scalar(.init(text.text, isQuoted: !text.isPlain)), at: place)
    }
    let name = tag.hasPrefix(Self.coreTags) ? String(tag.dropFirst(Self.coreTags.count)) : tag
    let fits: Bool
    switch (name, plain.resolved) {
    case ("!", _), ("str", _): return Value(.scalar(.init(text.text, isQuoted: true)), at: place)
    case ("null", _):
      fits = plain.isNull
      if fits { return Value(.null, at: place) }
    case ("int", .integer), ("float", .integer), ("float", .number), ("bool", .boolean): fits = true
    default: fits = false
    }
    if !fits { reportTag(tag, what: "this scalar", at: place) }
    return Value(.scalar(plain), at: place)
  }

  /// Where the plain `text` is, or has a line that is, nothing but three dots.
  private func ellipsis(in text: YAMLEvent.Text, at place: SourceLocation) -> SourceLocation? {
    if text.text == "..." || text.text == "…" { return place }
    let last = location(text.end)
    guard last.line > place.line, text.text.contains("...") || text.text.contains("…") else { return nil }
    for line in place.line...last.line {
      if let column = source.ellipsisColumn(line: line) {
        return SourceLocation(file: source.file, line: line, column: column)
      }
    }
    return nil
  }

  private func checkTag(
    _ properties: YAMLEvent.Properties, allowed: String, what: String, at place: SourceLocation
  ) {
    guard let tag = properties.tag, tag != "!", tag != Self.coreTags + allowed else { return }
    reportTag(tag, what: what, at: place)
  }

  private func reportTag(_ tag: String, what: String, at place: SourceLocation) {
    let name = tag.hasPrefix(Self.coreTags) ? "!!" + tag.dropFirst(Self.coreTags.count) : Substring(tag)
    diagnostics.report(
      .tag, "the tag \(name.prefix(80)) is not known or does not fit \(what)", at: place,
      suggestion: "remove the tag")
  }
}

extension Value.Scalar {
  /// Whether unquoted text means null.
  fileprivate var isNull: Bool {
    switch text {
    case "", "~", "null", "Null", "NULL": true
    default: false
    }
  }
}

extension SourceText {
  /// The column of the three dots if line `number` holds nothing else but a comment, and they are indented or follow text.
  func ellipsisColumn(line number: Int) -> Int? {
    guard let line = line(number) else { return nil }
    let indentation = line.prefix { $0 == " " || $0 == "\t" }
    var rest = line.dropFirst(indentation.count)
    if let comment = rest.firstRange(of: " #") { rest = rest[..<comment.lowerBound] }
    while rest.last?.isWhitespace == true { rest.removeLast() }
    guard rest == "…" || rest == "..." && !indentation.isEmpty else { return nil }
    return indentation.unicodeScalars.count + 1
  }
}
