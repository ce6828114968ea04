import Documents

/// The conditions of one match but for those that an index answers, compiled.
struct MatchTest: Sendable {
  private enum Condition: Sendable {
    case equal(String)
    // Assumption A-GW-14: a regular expression is read as RE2 and must match the whole path or value.
    case matching(Pattern)

    func holds(for value: String?) -> Bool {
      guard let value else { return false }
      return switch self {
      case .equal(let wanted): value == wanted
      case .matching(let pattern): pattern.matchesWhole(value)
      }
    }
  }

  private let method: String?
  private let path: Pattern?
  private let headers: [(name: String, Condition)]
  private let query: [(name: String, Condition)]

  /// Compiles `match`; what cannot be compiled has been handed to `report` then, and the answer is nil.
  init?(_ match: HTTPRoute.Match, report: (PatternError, HTTPRoute.Match.Expression) -> Void) {
    var isUsable = true
    func pattern(_ expression: HTTPRoute.Match.Expression) -> Pattern? {
      do {
        return try Pattern(expression.source)
      } catch {
        report(error, expression)
        isUsable = false
        return nil
      }
    }
    func condition(_ value: HTTPRoute.Match.NamedValue) -> Condition? {
      guard value.isExpression else { return .equal(value.value) }
      return pattern(.init(source: value.value, location: value.location)).map(Condition.matching)
    }
    method = match.method
    path =
      match.pathKind == .expression
      ? pattern(.init(source: match.path, location: match.pathLocation)) : nil
    headers = match.headers.compactMap { header in condition(header).map { (header.name, $0) } }
    query = match.query.compactMap { parameter in condition(parameter).map { (parameter.name, $0) } }
    guard isUsable else { return nil }
  }

  /// Whether everything but an exact path or a path prefix fits.
  func holds(for request: RequestShape) -> Bool {
    if let method, method != request.method { return false }
    if let path, !path.matchesWhole(request.path) { return false }
    return headers.allSatisfy { $0.1.holds(for: request.header($0.name)) }
      && query.allSatisfy { $0.1.holds(for: request.parameter($0.name)) }
  }
}

extension HTTPRoute.Match {
  /// A regular expression and its place.
  struct Expression {
    let source: String
    let location: SourceLocation
  }
}
