/// Reads the documents of one file.
///
/// A document that is broken is reported and left out; reading goes on with the next `---`, so that one mistake hides no other.
struct DocumentReader {
  private let source: SourceText
  private let budget: Budget
  private let diagnostics: Diagnostics
  private let composer: DocumentComposer
  /// Whether what is no Kubernetes object is left out, and not an error.
  private let leavesOutForeign: Bool
  private var roots: [(index: Int, value: Value)] = []
  private var documents: [Document] = []
  private var index = 0

  init(
    _ source: SourceText, leavingOutForeign leavesOutForeign: Bool = false, budget: Budget,
    diagnostics: Diagnostics
  ) {
    self.source = source
    self.leavesOutForeign = leavesOutForeign
    self.budget = budget
    self.diagnostics = diagnostics
    composer = DocumentComposer(source, budget: budget, diagnostics: diagnostics)
  }

  /// The documents that are not empty, with lists of objects taken apart.
  consuming func read() -> [Document] {
    readStreams()
    do {
      for (index, root) in roots where !root.isNull { try add(root, index: index) }
    } catch {}
    return documents
  }

  /// The root of every document.
  consuming func values() -> [Value] {
    readStreams()
    return roots.map(\.value)
  }

  private mutating func readStreams() {
    guard source.directiveCount <= budget.limits.directives else {
      diagnostics.report(
        .tooManyDirectives, "the file has more than \(budget.limits.directives) lines that begin with %",
        at: SourceLocation(file: source.file, line: 1, column: 1),
        suggestion: "manifests need none: remove them")
      return
    }
    var line: Int? = 1
    while let start = line { line = readStream(fromLine: start) }
  }

  /// Reads from a line to the end or to a broken document, and answers with the line to go on from.
  private mutating func readStream(fromLine start: Int) -> Int? {
    guard let first = source.range(ofLine: start)?.lowerBound else { return nil }
    let base = source.scalars(beforeLine: start)
    var boundary = start
    do {
      try YAMLEvents.read(source.bytes[first...]) { events in
        var root: Value?
        while true {
          switch try events.next() {
          case .documentStart:
            root = try composer.root(events, base: base)
          case .documentEnd(let end):
            if let root { roots.append((index, root)) }
            index += 1
            boundary = source.location(ofScalar: base + end).line
          default: return
          }
        }
      }
      return nil
    } catch let failure as YAMLFailure {
      SyntaxError(failure, in: source, base: base).report(to: diagnostics)
      return nextDocument(after: boundary)
    } catch DocumentComposer.Abort.document {
      return nextDocument(after: boundary)
    } catch {
      return nil
    }
  }

  /// The line with the first `---` after the document that begins at or below `boundary`.
  private mutating func nextDocument(after boundary: Int) -> Int? {
    index += 1
    guard countDocument(at: SourceLocation(file: source.file, line: boundary, column: 1)) else { return nil }
    var line = boundary
    while line <= source.lineCount, !source.beginsContent(line: line) { line += 1 }
    line += 1
    while line <= source.lineCount {
      if source.beginsDocument(line: line) { return line }
      line += 1
    }
    return nil
  }

  private mutating func add(_ root: Value, index: Int) throws(DocumentComposer.Abort) {
    if leavesOutForeign, root["apiVersion"] == nil, root["kind"] == nil {
      return diagnostics.report(
        .foreign, "left out: this JSON is no Kubernetes object, it has no apiVersion and kind",
        severity: .note, at: root.location)
    }
    switch root.content {
    case .mapping: try add(object: root, index: index, depth: 0)
    case .null, .scalar, .sequence:
      diagnostics.report(
        .notAnObject, "a document is a mapping with apiVersion and kind, found \(root.described)",
        at: root.location,
        suggestion:
          "to leave out files that are no manifests, name the others: 'k8s/*.yaml', say, in place of k8s/")
    }
  }

  /// Adds `root`, or its items if it is a Kubernetes list.
  private mutating func add(object root: Value, index: Int, depth: Int) throws(DocumentComposer.Abort) {
    guard let kind = root["kind"]?.text, kind.hasSuffix("List"), let items = root["items"],
      depth < budget.limits.nesting
    else { return try add(document: root, index: index) }
    switch items.content {
    case .null: return
    case .sequence(let items):
      for item in items {
        if case .mapping = item.content {
          try add(object: item.typed(as: kind, of: root), index: index, depth: depth + 1)
        } else {
          diagnostics.report(
            .items, "an item of a \(kind) is a mapping, found \(item.described)", at: item.location)
        }
      }
    case .mapping, .scalar:
      guard kind == "List" else { return try add(document: root, index: index) }
      diagnostics.report(
        .items, "the items of a List are a list, found \(items.described)", at: items.location)
    }
  }

  private mutating func add(document root: Value, index: Int) throws(DocumentComposer.Abort) {
    guard countDocument(at: root.location) else { throw .file }
    documents.append(Document(file: source.file, index: index, root: root))
  }

  private func countDocument(at place: SourceLocation) -> Bool {
    budget.documents += 1
    guard budget.documents > budget.limits.documents else { return true }
    diagnostics.report(
      .tooManyDocuments, "the input has more than \(budget.limits.documents) documents", at: place)
    return false
  }
}

extension Value {
  /// An item of a typed list such as `HTTPRouteList`, which gives its kind and version where the item has none itself.
  fileprivate func typed(as kind: String, of list: Value) -> Value {
    guard kind != "List", self["kind"] == nil, case .mapping(let own) = content else { return self }
    var fields = [
      Field(
        key: "kind", location: location,
        value: Value(.scalar(.init(String(kind.dropLast("List".count)), isQuoted: true)), at: location))
    ]
    if let version = list["apiVersion"], self["apiVersion"] == nil {
      fields.append(Field(key: "apiVersion", location: location, value: version))
    }
    return Value(.mapping(own + fields), at: location)
  }
}

extension SourceText {
  /// Whether line `number` begins with the mark of a new document.
  fileprivate func beginsDocument(line number: Int) -> Bool { begins(line: number, with: "---") }

  /// Whether line `number` is more than blank, a comment, a directive or the end of the document before.
  fileprivate func beginsContent(line number: Int) -> Bool {
    guard let range = range(ofLine: number) else { return false }
    let filled = bytes[range].drop { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }
    guard let first = filled.first, first != UInt8(ascii: "#") else { return false }
    return bytes[range.lowerBound] != UInt8(ascii: "%") && !begins(line: number, with: "...")
  }

  /// The lines that begin with a percent sign, as only directives do in a manifest.
  fileprivate var directiveCount: Int {
    (1...lineCount).count { line in range(ofLine: line).flatMap { bytes[$0].first } == UInt8(ascii: "%") }
  }

  private func begins(line number: Int, with mark: String) -> Bool {
    guard let range = range(ofLine: number), bytes[range].starts(with: mark.utf8) else { return false }
    let next = range.lowerBound + mark.utf8.count
    return next == range.upperBound || bytes[next] == UInt8(ascii: " ") || bytes[next] == UInt8(ascii: "\t")
  }
}
