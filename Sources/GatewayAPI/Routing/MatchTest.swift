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
  private let service: Pattern?
  private let callMethod: Condition?
  private let headers: [(name: String, condition: Condition)]
  private let query: [(name: String, condition: Condition)]

  /// Compiles `match`; what cannot be compiled has been handed to `report` then, and the answer is nil.
  init?(_ match: RouteMatch, report: (PatternError, RouteMatch.Text) -> Void) {
    var isUsable = true
    func pattern(_ text: RouteMatch.Text) -> Pattern? {
      do {
        return try Pattern(text.text)
      } catch {
        report(error, text)
        isUsable = false
        return nil
      }
    }
    func condition(_ text: RouteMatch.Text) -> Condition? {
      text.isExpression ? pattern(text).map(Condition.matching) : .equal(text.text)
    }
    method = match.method
    switch match.target {
    case .path(let kind, let text):
      path = kind == .expression ? pattern(text) : nil
      service = nil
      callMethod = nil
    case .call(let name, let method):
      path = nil
      service = name.flatMap { $0.isExpression ? pattern($0) : nil }
      callMethod = method.flatMap(condition)
    }
    headers = match.headers.compactMap { header in condition(header.value).map { (header.name, $0) } }
    query = match.query.compactMap { parameter in condition(parameter.value).map { (parameter.name, $0) } }
    guard isUsable else { return nil }
  }

  /// The instructions of its expressions, each of which a request may cost once for each of its characters.
  var size: Int {
    let conditions = [callMethod].compactMap(\.self) + headers.map(\.condition) + query.map(\.condition)
    let patterns = conditions.compactMap { if case .matching(let pattern) = $0 { pattern } else { nil } }
    return ([path, service].compactMap(\.self) + patterns).reduce(0) { $0 + $1.size }
  }

  /// Whether everything but an exact path, a path prefix or a service's exact name fits.
  func holds(for request: RequestShape) -> Bool { misses(of: request, upTo: 1).isEmpty }

  /// What does not fit, up to `most` conditions.
  func misses(of request: RequestShape, upTo most: Int = .max) -> [Miss] {
    var misses: [Miss] = []
    func note(_ miss: @autoclosure () -> Miss, unless holds: Bool) -> Bool {
      if !holds { misses.append(miss()) }
      return misses.count < most
    }
    if let method, !note(.method(method), unless: method == request.method) { return misses }
    if let path, !note(.path, unless: path.matchesWhole(request.path)) { return misses }
    if let service, !note(.path, unless: service.matchesWhole(String(request.call?.service ?? ""))) {
      return misses
    }
    if let callMethod, !note(.path, unless: callMethod.holds(for: request.call.map { String($0.method) })) {
      return misses
    }
    for header in headers {
      let value = request.header(header.name)
      if !note(.header(header.name, found: value), unless: header.condition.holds(for: value)) {
        return misses
      }
    }
    for parameter in query {
      let value = request.parameter(parameter.name)
      if !note(.parameter(parameter.name, found: value), unless: parameter.condition.holds(for: value)) {
        return misses
      }
    }
    return misses
  }

  /// A condition that does not hold.
  enum Miss: Sendable {
    case path
    case method(String)
    case header(String, found: String?)
    case parameter(String, found: String?)
  }
}
