import Documents

extension Admission {
  /// Checks what the definition demands of the filters of one rule or backend.
  mutating func checkFilters(_ filters: [Value], at path: FieldPath) {
    let types = filters.compactMap { $0["type"]?.string }
    if types.contains("RequestRedirect"), types.contains("URLRewrite"), let first = filters.first {
      reject(
        .filterRule, first, at: path,
        "May specify either httpRouteFilterRequestRedirect or httpRouteFilterRequestRewrite, but not both")
    }
    var unrepeatable = ["RequestHeaderModifier", "ResponseHeaderModifier", "RequestRedirect", "URLRewrite"]
    if settings.release >= .v15 { unrepeatable.append("CORS") }
    for type in unrepeatable where types.count(where: { $0 == type }) > 1 {
      guard let second = filters.last(where: { $0["type"]?.string == type }) else { continue }
      reject(.filterRule, second, at: path, "\(type) filter cannot be repeated")
    }
    for (index, filter) in filters.enumerated() { checkFilter(filter, at: path.item(index)) }
  }

  private static let payloads = [
    ("RequestHeaderModifier", "requestHeaderModifier"), ("ResponseHeaderModifier", "responseHeaderModifier"),
    ("RequestMirror", "requestMirror"), ("RequestRedirect", "requestRedirect"), ("URLRewrite", "urlRewrite"),
    ("ExtensionRef", "extensionRef"),
  ]

  private mutating func checkFilter(_ filter: Value, at path: FieldPath) {
    if let type = filter["type"]?.string {
      var payloads = Self.payloads
      if settings.hasCORS { payloads.append(("CORS", "cors")) }
      if settings.hasExternalAuth { payloads.append(("ExternalAuth", "externalAuth")) }
      for (name, key) in payloads {
        if type == name, !filter.has(key) {
          reject(.filterRule, filter, at: path, "filter.\(key) must be specified for \(name) filter.type")
        } else if type != name, filter.has(key) {
          reject(.filterRule, filter, at: path, "filter.\(key) must be nil if the filter.type is not \(name)")
        }
      }
    }
    if let mirror = filter["requestMirror"] { checkMirror(mirror, at: path.field("requestMirror")) }
    if let modifier = filter.at("requestRedirect", "path") {
      checkModifier(modifier, at: path.field("requestRedirect").field("path"))
    }
    if let modifier = filter.at("urlRewrite", "path") {
      checkModifier(modifier, at: path.field("urlRewrite").field("path"))
    }
    if let cors = filter["cors"] { checkCORS(cors, at: path.field("cors")) }
  }

  private mutating func checkMirror(_ mirror: Value, at path: FieldPath) {
    if mirror.has("percent"), mirror.has("fraction") {
      reject(
        .filterRule, mirror, at: path,
        "Only one of percent or fraction may be specified in HTTPRequestMirrorFilter",
        suggestion: "remove one of the two")
    }
    if let fraction = mirror["fraction"], let numerator = fraction["numerator"]?.integer,
      let denominator = fraction["denominator"]?.integer, numerator > denominator
    {
      reject(
        .filterRule, fraction, at: path.field("fraction"),
        "numerator must be less than or equal to denominator")
    }
    if let backend = mirror["backendRef"] { checkPort(of: backend, at: path.field("backendRef")) }
  }

  private mutating func checkModifier(_ modifier: Value, at path: FieldPath) {
    guard let type = modifier["type"]?.string else { return }
    for (name, key) in [
      ("ReplaceFullPath", "replaceFullPath"), ("ReplacePrefixMatch", "replacePrefixMatch"),
    ] {
      if type == name, !modifier.has(key) {
        reject(.filterRule, modifier, at: path, "\(key) must be specified when type is set to '\(name)'")
      } else if type != name, modifier.has(key) {
        reject(.filterRule, modifier, at: path, "type must be '\(name)' when \(key) is set")
      }
    }
  }

  private mutating func checkCORS(_ cors: Value, at path: FieldPath) {
    var lists = [("allowMethods", "AllowMethods", "methods")]
    if settings.release >= .v14 { lists.append(("allowOrigins", "AllowOrigins", "origins")) }
    if settings.release >= .v15 { lists.append(("allowHeaders", "AllowHeaders", "methods")) }
    for (key, name, others) in lists {
      guard let list = cors[key], list.items.count > 1, list.items.contains(where: { $0.string == "*" })
      else {
        continue
      }
      reject(.filterRule, list, at: path.field(key), "\(name) cannot contain '*' alongside other \(others)")
    }
    if settings.release == .v13, let credentials = cors["allowCredentials"], credentials.flag == false {
      report(
        .choice, "Unsupported value: false: supported values: \"true\"", at: credentials.location,
        path: path.field("allowCredentials"), suggestion: "leave it out")
    }
  }
}
