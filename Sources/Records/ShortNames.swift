/// Names for paths that are no longer than needed to tell them apart.
public enum ShortNames {
  /// For each path its last part, such as `percent` for `XBackendTrafficPolicy/shop/checkout:spec.retryConstraint.budget.percent`; of
  /// paths that end alike as many parts as make them differ.
  public static func of(_ paths: [String]) -> [String] {
    let parts = paths.map(parts(of:))
    return paths.indices.map { index in
      let rivals = paths.indices.filter { paths[$0] != paths[index] }
      let names = (1...max(1, parts[index].count)).lazy.map { name(of: parts[index], last: $0) }
      return names.enumerated().first { count, name in
        !rivals.contains { Self.name(of: parts[$0], last: count + 1) == name }
      }?.element ?? paths[index]
    }
  }

  private static func name(of parts: [String], last count: Int) -> String {
    let name = parts.suffix(count).joined()
    return name.first == "." || name.first == ":" ? String(name.dropFirst()) : name
  }

  /// The parts of a path, each with the dot or colon before it; quotes and brackets keep theirs together.
  private static func parts(of path: String) -> [String] {
    var parts = [""]
    var isQuoted = false
    for character in path {
      if character == "\"" { isQuoted.toggle() }
      if !isQuoted, character == "." || character == ":" { parts.append("") }
      parts[parts.count - 1].append(character)
    }
    return parts.filter { !$0.isEmpty }
  }
}
