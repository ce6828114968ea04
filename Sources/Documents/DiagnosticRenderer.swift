/// Writes messages for people: where, how grave, what, the line it is about, and what to do.
///
/// ```
/// routes.yaml:41:17: error[GW012]: HTTPRoute/shop/front: spec.rules[0].retry.attempt: unknown field "attempt"
///                 attempt: 3
///                 ^
/// help: did you mean "attempts"?
///
/// 1 error
/// ```
public struct DiagnosticRenderer: Sendable {
  /// The texts that lines are taken from.
  public var sources: SourceTexts
  /// Whether to colour for a terminal.
  public var colour: Bool
  /// The columns a line of source may take; longer ones are cut around the caret.
  public var width: Int

  /// Creates a renderer.
  public init(sources: SourceTexts = SourceTexts(), colour: Bool = false, width: Int = 100) {
    self.sources = sources
    self.colour = colour
    self.width = max(width, 20)
  }

  /// All `diagnostics` in the order of file, line and column, those without a place last, and how many there are, with the
  /// number that was `omitted`; the empty text where there are none.
  public func render(_ diagnostics: [Diagnostic], omitted: Int = 0) -> String {
    guard !diagnostics.isEmpty else { return "" }
    var text = ""
    var line = Line()
    for diagnostic in Self.sorted(diagnostics) { text += render(diagnostic, &line) }
    return text + "\n" + summary(diagnostics) + (omitted > 0 ? ", and \(omitted) more" : "") + "\n"
  }

  /// One message, each of its lines ended.
  public func render(_ diagnostic: Diagnostic) -> String {
    var line = Line()
    return render(diagnostic, &line)
  }

  /// The line of source that was shown last: many messages about one long line must not each take it apart.
  private struct Line {
    var place: SourceLocation?
    var scalars: [Unicode.Scalar] = []
  }

  private func render(_ diagnostic: Diagnostic, _ line: inout Line) -> String {
    let severity = diagnostic.severity
    var text = diagnostic.location.map { "\($0.description): ".escapingControls } ?? ""
    text += paint("\(severity.rawValue)[\(diagnostic.code)]", severity.colour) + ": "
    let parts = [diagnostic.object, diagnostic.path, diagnostic.message].compactMap { $0?.escapingControls }
    text += paint(parts.joined(separator: ": "), .bold) + "\n"
    if let place = diagnostic.location, let snippet = snippet(at: place, &line) {
      text += "\(snippet.text)\n\(snippet.padding)\(paint("^", .green))\n"
    }
    if let suggestion = diagnostic.suggestion {
      text += "\(paint("help", .cyan)): \(suggestion.escapingControls)\n"
    }
    return text
  }

  private func snippet(at place: SourceLocation, _ line: inout Line) -> Snippet? {
    if place.file != line.place?.file || place.line != line.place?.line {
      guard let text = sources[place.file]?.line(place.line) else { return nil }
      line = Line(place: place, scalars: Array(text.unicodeScalars))
    }
    return Snippet(line: line.scalars, column: place.column, width: width)
  }

  /// How many messages of each severity there are, such as `3 errors, 1 warning`.
  public func summary(_ diagnostics: [Diagnostic]) -> String {
    let counts = [Diagnostic.Severity.error, .warning, .note].compactMap { severity -> String? in
      let count = diagnostics.count { $0.severity == severity }
      return count == 0 ? nil : "\(count) \(severity.rawValue)\(count == 1 ? "" : "s")"
    }
    return counts.joined(separator: ", ")
  }

  private static func sorted(_ diagnostics: [Diagnostic]) -> [Diagnostic] {
    diagnostics.enumerated().sorted { left, right in
      switch (left.element.location, right.element.location) {
      case (let first?, let second?) where first != second: return first < second
      case (.some, nil): return true
      case (nil, .some): return false
      default: return left.offset < right.offset
      }
    }.map(\.element)
  }

  fileprivate enum Colour: String {
    case bold = "1"
    case red = "1;31"
    case green = "1;32"
    case yellow = "1;33"
    case cyan = "1;36"
  }

  private func paint(_ text: String, _ colour: Colour) -> String {
    self.colour ? "\u{1B}[\(colour.rawValue)m\(text)\u{1B}[0m" : text
  }
}

extension Diagnostic.Severity {
  fileprivate var colour: DiagnosticRenderer.Colour {
    switch self {
    case .error: .red
    case .warning: .yellow
    case .note: .cyan
    }
  }
}
