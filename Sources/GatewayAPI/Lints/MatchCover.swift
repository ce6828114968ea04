/// A match that may take more than others of the same path, and with precedence over them.
struct MatchCover {
  let match: RouteMatch
  /// Whether it takes every path but those that others name exactly.
  let isWide: Bool
  private let expressions: [String: Pattern]

  /// nil where the match cannot be broader than another one and come before it.
  ///
  /// More conditions come first, and so does a longer path, so what comes first is rarely broader. It can be so in three ways: an
  /// expression for a header or query parameter that takes the other's value, which counts as one condition all the same; a prefix
  /// written with a slash at its end, which means the same and is longer; and, by assumption A-GW-15, an expression for every path,
  /// which comes before prefixes.
  init?(_ match: RouteMatch) {
    self.match = match
    let values = (match.headers + match.query).map(\.value).filter(\.isExpression)
    var isSlashed = false
    switch match.target {
    case .path(.expression, let path): isWide = Self.everything.contains(path.text)
    case .path(.prefix, let path):
      isSlashed = path.text.hasSuffix("/")
      isWide = false
    case .path(.exact, _), .call: isWide = false
    }
    guard isWide || isSlashed || !values.isEmpty else { return nil }
    expressions = Dictionary(
      values.compactMap { value in (try? Pattern(value.text)).map { (value.text, $0) } },
      uniquingKeysWith: { first, _ in first })
  }

  /// Expressions that match every path.
  private static let everything: Set = [".*", "/.*", "^.*$", "^/.*$", ".+", "^.+$", "(.*)", "/(.*)"]

  /// Whether every request that `other` takes fits as well, their paths aside.
  func covers(_ other: RouteMatch) -> Bool {
    (match.method == nil || match.method == other.method) && covers(match.headers, other.headers)
      && covers(match.query, other.query)
  }

  private func covers(_ own: [RouteMatch.NamedValue], _ others: [RouteMatch.NamedValue]) -> Bool {
    own.allSatisfy { condition in
      others.first { $0.name == condition.name }.map { covers(condition.value, $0.value) } ?? false
    }
  }

  private func covers(_ own: RouteMatch.Text, _ other: RouteMatch.Text) -> Bool {
    if own.isExpression == other.isExpression, own.text == other.text { return true }
    guard own.isExpression else { return false }
    // Of two expressions that differ only the one that takes everything is known to be broader.
    return other.isExpression
      ? own.text == ".*" : expressions[own.text]?.matchesWhole(other.text) ?? false
  }
}
