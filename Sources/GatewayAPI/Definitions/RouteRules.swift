import Documents

/// What binds the parents and rules of every kind of route, and what holds for its backends.
extension Schema.Rule {
  /// Two references to one parent must both narrow it or both take all of it.
  static func narrowedParents(_ settings: AdmissionSettings) -> Self {
    let narrowing = Narrowing(settings)
    return Self(
      .parentRule,
      "\(narrowing) must be specified when parentRefs includes 2 or more references to the same parent"
    ) { parents in
      var firsts: [[String]: [Bool]] = [:]
      return parents.items.first { parent in
        guard let identity = narrowing.identity(of: parent) else { return false }
        let presence = narrowing.keys.map { narrowing.text($0, of: parent) != "" }
        defer { firsts[identity] = firsts[identity] ?? presence }
        return firsts[identity].map { $0 != presence } ?? false
      }
    }
  }

  static func distinctParents(_ settings: AdmissionSettings) -> Self {
    let narrowing = Narrowing(settings)
    return Self(
      .parentRule,
      "\(narrowing) must be unique when parentRefs includes 2 or more references to the same parent"
    ) { parents in
      parents.items.firstRepeated { parent in
        narrowing.identity(of: parent).map { $0 + narrowing.keys.map { narrowing.text($0, of: parent) } }
      }
    }
  }

  /// The message says less than 128; the rule takes 128.
  static let matchCount = Self(
    .routeRule,
    "While 16 rules and 64 matches per rule are allowed, the total number of matches across all rules in a route "
      + "must be less than 128"
  ) { rules in
    rules.items.prefix(16).reduce(0) { $0 + ($1["matches"]?.items.count ?? 0) } > 128 ? rules : nil
  }

  static let uniqueRuleNames = Self(.routeRule, "Rule name must be unique within the route") { rules in
    rules.items.firstRepeated { $0["name"]?.string }?["name"]
  }

  static let servicePort = Self(
    .portRule, "Must have port for Service reference", suggestion: "add `port:` here"
  ) { backend in
    backend["group"]?.string == "" && backend["kind"]?.string == "Service" && !backend.has("port")
      ? backend : nil
  }
}

/// The fields of a reference to a parent that narrow it to some of its listeners.
private struct Narrowing: CustomStringConvertible {
  let keys: [String]

  init(_ settings: AdmissionSettings) {
    keys = settings.isExperimental ? ["sectionName", "port"] : ["sectionName"]
  }

  var description: String { keys.joined(separator: " or ") }

  /// What two references to the same parent have in common. A namespace that is written out is another parent than an absent one
  /// here, even where it is the route's own.
  func identity(of parent: Value) -> [String]? {
    guard let name = parent["name"]?.string else { return nil }
    return [name] + ["group", "kind", "namespace"].map { parent[$0]?.string ?? "" }
  }

  /// What narrows, empty where nothing does.
  func text(_ key: String, of parent: Value) -> String {
    let value = parent[key]
    return value?.string ?? value?.integer.map { $0 == 0 ? "" : "\($0)" } ?? ""
  }
}
