import Documents

/// What to write instead of the mistakes that published examples spread: the release announcement of v1.3, the enhancement
/// proposals and tutorials.
enum PublishedMistakes {
  /// About a required field that is absent from `parent`.
  static func missing(_ path: FieldPath, of kind: String, in parent: Value) -> String? {
    switch (kind, path.withoutIndices) {
    case ("XBackendTrafficPolicy", "spec.targetRefs"):
      "name the Services it is for: `targetRefs: [{group: \"\", kind: Service, name: NAME}]`"
    case ("HTTPRoute", let path) where path.hasSuffix("filters.type"):
      filterType(in: parent).map { "`type` stands beside the filter's own key: `type: \($0)`" }
    default: nil
    }
  }

  /// About a value that has the wrong type or form.
  static func invalid(_ value: Value, at path: FieldPath, of kind: String) -> String? {
    let field = path.withoutIndices.split(separator: ".").last.map(String.init) ?? ""
    switch (kind, field) {
    case ("Gateway", "allowedListeners"):
      let from = value.items.first?["from"]?.text ?? "Same"
      return "`allowedListeners` is a mapping: `allowedListeners: {namespaces: {from: \(from)}}`"
    case ("HTTPRoute", "cors"):
      return "`cors` is a mapping beside `type: CORS`: leave out the `-` in front of its first key"
    case ("HTTPRoute", "percent"): return fraction(for: value)
    case ("HTTPRoute", "maxAge"): return seconds(in: value)
    case ("HTTPRoute", "allowCredentials") where value.flag == false:
      return "leave it out: v1.3 knows only true, later releases take both"
    case ("HTTPRoute", "type") where value.text == "CORS": return laterOrExperimental
    case ("HTTPRoute", "allowOrigins") where value.text == "*":
      return "v1.3 has no \"*\" here: write \"http://*\" and \"https://*\", or admit to v1.4 or later"
    case (_, "interval"), (_, "request"), (_, "backendRequest"), (_, "backoff"):
      guard let number = value.integer ?? value.text.flatMap(Int.init) else { return nil }
      return "a duration has a unit: \(number)s"
    default: return nil
    }
  }

  /// About a field of `parent` that does not exist.
  static func unknown(_ path: FieldPath, of kind: String, in parent: Value) -> String? {
    switch (kind, path.withoutIndices) {
    case ("XBackendTrafficPolicy", "spec.retry"), ("XBackendTrafficPolicy", "spec.retryBudget"),
      ("XBackendTrafficPolicy", "spec.retryConstraint.budgetPercent"),
      ("XBackendTrafficPolicy", "spec.retryConstraint.budgetInterval"),
      ("XBackendTrafficPolicy", "spec.budget"):
      "the form is `retryConstraint: {budget: {percent: 20, interval: 10s}, "
        + "minRetryRate: {count: 10, interval: 1s}}`"
    case ("XBackendTrafficPolicy", "spec.retryConstraint.budget.percentage"): "did you mean \"percent\"?"
    case ("XBackendTrafficPolicy", "spec.targetRef"):
      "it is a list: `targetRefs: [{group: \"\", kind: Service, name: NAME}]`"
    case ("Gateway", "spec.allowedListeners.from"):
      "it belongs one level deeper: `allowedListeners: {namespaces: {from: …}}`"
    case ("HTTPRoute", "spec.rules.retry"), (_, "spec.rules.sessionPersistence"),
      (_, "spec.useDefaultGateways"), ("Gateway", "spec.defaultScope"):
      "it exists in the experimental channel only"
    case ("Gateway", "spec.allowedListeners"): laterOrExperimental
    case ("HTTPRoute", let path) where path.hasSuffix("filters.cors"): laterOrExperimental
    case (_, let path) where path.hasSuffix("sessionPersistence.idleTimeout"): "v1.6 has it no more"
    default: nil
    }
  }

  private static let laterOrExperimental = "it exists from v1.5, before that in the experimental channel"

  private static func filterType(in filter: Value) -> String? {
    let types = [
      "cors": "CORS", "requestMirror": "RequestMirror", "requestRedirect": "RequestRedirect",
      "urlRewrite": "URLRewrite", "requestHeaderModifier": "RequestHeaderModifier",
      "responseHeaderModifier": "ResponseHeaderModifier", "extensionRef": "ExtensionRef",
    ]
    return filter.fields.lazy.compactMap { types[$0.key] }.first
  }

  /// The whole-numbered fraction that a share such as `42.5` or `"42.5%"` means.
  private static func fraction(for value: Value) -> String? {
    guard let text = value.text else { return nil }
    let number = text.hasSuffix("%") ? String(text.dropLast()) : text
    let parts = number.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count <= 2, number.count <= 8, let whole = parts.first, !whole.isEmpty,
      parts.allSatisfy({ $0.allSatisfy { "0"..."9" ~= $0 } })
    else { return nil }
    let decimals = parts.count == 2 ? String(parts[1]) : ""
    guard let numerator = Int(whole + decimals) else { return nil }
    if decimals.isEmpty { return "write the whole number \(numerator)" }
    var denominator = 100
    for _ in decimals { denominator *= 10 }
    return "percent is a whole number: use `fraction: {numerator: \(numerator), denominator: \(denominator)}`"
  }

  private static func seconds(in value: Value) -> String? {
    guard let text = value.text else { return nil }
    if let number = Int(text) { return "write the whole number of seconds without quotes: \(number)" }
    guard let duration = GatewayDuration(text) else { return nil }
    return "write the whole number of seconds: \(duration.nanoseconds / 1_000_000_000)"
  }
}

extension FieldPath {
  /// The path without the positions in lists, such as `spec.rules.filters`.
  var withoutIndices: String {
    var text = ""
    var isInside = false
    for character in description {
      if character == "[" {
        isInside = true
      } else if character == "]" {
        isInside = false
      } else if !isInside {
        text.append(character)
      }
    }
    return text
  }
}
