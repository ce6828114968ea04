import Documents

extension Admission {
  /// Checks what the definition demands of an HTTPRoute's parents and rules.
  mutating func checkRoute(_ spec: Value, at path: FieldPath) {
    checkParents(spec["parentRefs"]?.items ?? [], at: path.field("parentRefs"))
    let rules = spec["rules"]?.items ?? []
    let rulesPath = path.field("rules")
    if let list = spec["rules"], rules.reduce(0, { $0 + ($1["matches"]?.items.count ?? 0) }) > 128 {
      reject(
        .routeRule, list, at: rulesPath,
        "While 16 rules and 64 matches per rule are allowed, the total number of matches across all rules "
          + "in a route must be less than 128")
    }
    var names: Set<String> = []
    for (index, rule) in rules.enumerated() {
      let rulePath = rulesPath.item(index)
      if let name = rule["name"], let text = name.string, !names.insert(text).inserted,
        settings.isExperimental
      {
        reject(.routeRule, name, at: rulePath.field("name"), "Rule name must be unique within the route")
      }
      checkRule(rule, at: rulePath)
    }
  }

  /// Two references to one parent must both narrow it, and differently. A namespace that is written out is another parent than an
  /// absent one here, even where it is the route's own.
  private mutating func checkParents(_ parents: [Value], at path: FieldPath) {
    let narrowing = settings.isExperimental ? ["sectionName", "port"] : ["sectionName"]
    let what = narrowing.joined(separator: " or ")
    var firsts: [[String]: Value] = [:]
    var seen: Set<[String]> = []
    for (index, parent) in parents.enumerated() {
      let identity = ["group", "kind", "name", "namespace"].map { parent[$0]?.text ?? "" }
      if let first = firsts[identity], narrowing.contains(where: { first.has($0) != parent.has($0) }) {
        reject(
          .parentRule, parent, at: path.item(index),
          "\(what) must be specified when parentRefs includes 2 or more references to the same parent")
      }
      firsts[identity] = firsts[identity] ?? parent
      if !seen.insert(identity + narrowing.map { parent[$0]?.text ?? "" }).inserted {
        reject(
          .parentRule, parent, at: path.item(index),
          "\(what) must be unique when parentRefs includes 2 or more references to the same parent")
      }
    }
  }

  private mutating func checkRule(_ rule: Value, at path: FieldPath) {
    let matches = rule["matches"]?.items ?? []
    for (index, match) in matches.enumerated() {
      if let value = match["path"] { checkPath(value, at: path.field("matches").item(index).field("path")) }
    }
    let filters = rule["filters"]?.items ?? []
    checkFilters(filters, at: path.field("filters"))
    let backends = rule["backendRefs"]?.items ?? []
    if !backends.isEmpty, let redirect = filters.first(where: { $0.has("requestRedirect") }) {
      reject(
        .routeRule, redirect, at: path, "RequestRedirect filter must not be used together with backendRefs",
        suggestion: "remove one of the two")
    }
    for (index, backend) in backends.enumerated() {
      let backendPath = path.field("backendRefs").item(index)
      checkPort(of: backend, at: backendPath)
      checkFilters(backend["filters"]?.items ?? [], at: backendPath.field("filters"))
    }
    checkPrefixReplacement(rule, filters, backends, matches, at: path)
    checkTimeouts(rule["timeouts"], at: path.field("timeouts"))
  }

  /// Replacing a prefix makes sense where there is just one.
  private mutating func checkPrefixReplacement(
    _ rule: Value, _ filters: [Value], _ backends: [Value], _ matches: [Value], at path: FieldPath
  ) {
    if matches.count == 1, matches[0].at("path", "type")?.string == "PathPrefix" { return }
    for (key, name) in [("requestRedirect", "RequestRedirect"), ("urlRewrite", "URLRewrite")] {
      func replacesPrefix(_ filter: Value) -> Bool {
        filter.at(key, "path", "type")?.string == "ReplacePrefixMatch"
          && filter.at(key, "path", "replacePrefixMatch") != nil
      }
      let rest =
        "using \(name) filter with path.replacePrefixMatch, exactly one PathPrefix match must be specified"
      if filters.count(where: replacesPrefix) == 1 { reject(.routeRule, rule, at: path, "When \(rest)") }
      // The definition asks for exactly one such backend; several slip through.
      if backends.count(where: { ($0["filters"]?.items ?? []).contains(where: replacesPrefix) }) == 1 {
        let when = key == "requestRedirect" ? "when" : "When"
        reject(.routeRule, rule, at: path, "Within backendRefs, \(when) \(rest)")
      }
    }
  }

  /// A reference to a Service needs its port.
  mutating func checkPort(of backend: Value, at path: FieldPath) {
    guard backend["group"]?.string == "", backend["kind"]?.string == "Service", !backend.has("port") else {
      return
    }
    reject(
      .portRule, backend, at: path, "Must have port for Service reference", suggestion: "add `port:` here")
  }

  private mutating func checkTimeouts(_ timeouts: Value?, at path: FieldPath) {
    guard let timeouts, let request = timeouts["request"]?.string.flatMap(GatewayDuration.init),
      let attempt = timeouts["backendRequest"]?.string.flatMap(GatewayDuration.init),
      request.nanoseconds > 0, attempt > request
    else { return }
    reject(
      .durationRule, timeouts, at: path, "backendRequest timeout cannot be longer than request timeout",
      suggestion: "backendRequest bounds one attempt, request all of them")
  }

  private mutating func checkPath(_ match: Value, at path: FieldPath) {
    guard let type = match["type"]?.string, ["Exact", "PathPrefix"].contains(type),
      let value = match["value"], let text = value.string
    else { return }
    let types = "['Exact', 'PathPrefix']"
    var problems: [String] = []
    if !text.hasPrefix("/") {
      problems.append("value must be an absolute path and start with '/' when type one of \(types)")
    }
    for part in ["//", "/./", "/../", "%2f", "%2F", "#"] where text.contains(part) {
      problems.append("must not contain '\(part)' when type one of \(types)")
    }
    for end in ["/..", "/."] where text.hasSuffix(end) {
      problems.append("must not end with '\(end)' when type one of \(types)")
    }
    if !Self.pathCharacters.isFound(in: text) {
      problems.append(
        "must only contain valid characters (matching \(Self.pathCharacters.source)) for types \(types)")
    }
    for problem in problems { reject(.pathRule, value, at: path, problem) }
  }

  private static let pathCharacters = Pattern(
    literal: "^(?:[-A-Za-z0-9/._~!$&'()*+,;=:@]|[%][0-9a-fA-F]{2})+$")
}
