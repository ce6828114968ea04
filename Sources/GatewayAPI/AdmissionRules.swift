import Documents

extension Admission {
  /// Checks the rules that the kind's definition adds to its structure. They look at values whose structure may be broken, so
  /// that one pass reports as much as it can; what is absent or mistyped breaks none of them.
  mutating func checkRules(of value: Value) {
    guard let spec = value["spec"] else { return }
    let path = FieldPath("spec")
    switch kind {
    case "Gateway":
      checkListeners(spec["listeners"]?.items ?? [], at: path.field("listeners"))
      checkAddresses(spec["addresses"], at: path.field("addresses"))
      checkInfrastructure(spec["infrastructure"], at: path.field("infrastructure"))
    case "HTTPRoute": checkRoute(spec, at: path)
    case "XBackendTrafficPolicy":
      checkRetryConstraint(spec["retryConstraint"], at: path.field("retryConstraint"))
    default: break
    }
  }

  /// Reports that `value` breaks a rule.
  mutating func reject(
    _ code: GatewayCode, _ value: Value, at path: FieldPath, _ message: String, suggestion: String? = nil
  ) {
    report(
      code, "Invalid value: \"\(value.jsonType)\": \(message)", at: value.location, path: path,
      suggestion: suggestion)
  }

  private mutating func checkRetryConstraint(_ constraint: Value?, at path: FieldPath) {
    // v1.5 changed the spelling.
    let cannot = settings.release >= .v15 ? "cannot" : "can not"
    let hour: Int64 = 3_600_000_000_000
    if let value = constraint?.at("budget", "interval"), let text = value.string,
      let interval = GatewayDuration(text)?.nanoseconds, interval < 1_000_000_000 || interval > hour
    {
      reject(
        .durationRule, value, at: path.field("budget").field("interval"),
        "interval \(cannot) be greater than one hour or less than one second")
    }
    if let value = constraint?.at("minRetryRate", "interval"), let text = value.string,
      let interval = GatewayDuration(text)?.nanoseconds, interval == 0 || interval > hour
    {
      reject(
        .durationRule, value, at: path.field("minRetryRate").field("interval"),
        "interval \(cannot) be greater than one hour", suggestion: interval == 0 ? "nor may it be zero" : nil)
    }
  }
}
