import Documents

/// Reports what a rule's `retry` does other than one would think.
struct RetryLints {
  let rule: LintedRule
  let diagnostics: Diagnostics

  func report() {
    guard rule.plan.gatewayStatus == nil, let retry = rule.plan.retry else { return }
    guard rule.activeRetry != nil else {
      return report(
        .retryNever, .warning, "`attempts` is below 1: nothing is retried", field: "retry.attempts",
        "write how many retries may follow the first attempt, at least 1, or leave `retry` out")
    }
    if retry.codes.isEmpty {
      report(
        .retryWithoutCodes, .note,
        "no `codes`: broken connections and timeouts are retried, answers such as 503 are not",
        field: "retry",
        "add `codes: [500, 502, 503, 504]` where answers are to be retried too")
    }
    reportClientErrors(retry.codes)
    if let backoff = retry.backoff, backoff < Self.usualBackoff {
      // Reference retry-budgets 5.4 and 1.6: implementations take the value for the upper bound of a random first wait.
      report(
        .backoffShort, .note,
        "a backoff of \(GatewayDuration(nanoseconds: backoff)) sends retries almost at once; Envoy-based "
          + "implementations even draw the first wait between 0 and this value", field: "retry.backoff",
        "25ms is the usual least; leave it out for the implementation's own")
    }
  }

  /// The base of Envoy's and Linkerd's own waits.
  private static let usualBackoff: Int64 = 25_000_000
  /// Statuses of the client's class that another attempt may well change: timeout, conflict, too early.
  private static let passing: Set = [408, 409, 425]

  private func reportClientErrors(_ codes: [Int]) {
    let blaming = codes.filter { 400..<500 ~= $0 && !Self.passing.contains($0) }
    guard !blaming.isEmpty else { return }
    let reason =
      blaming == [429]
      ? "it asks for fewer requests, and a retry is one more"
      : "the same request will most likely get the same answer"
    report(
      .retryClientErrors, .note,
      "`codes` has \(blaming.prefix(5).map(String.init).joined(separator: ", ")): \(reason)",
      field: "retry.codes", "keep to statuses of the server, such as 502, 503 and 504")
  }

  private func report(
    _ code: GatewayCode, _ severity: Diagnostic.Severity, _ message: String, field: String,
    _ suggestion: String
  ) {
    rule.report(
      code, severity, message, field: field, at: rule.rule.retryLocation, suggestion: suggestion, diagnostics)
  }
}

/// Reports routes that retry what may not be safe to repeat.
enum UnsafeRetries {
  /// Once a route, at the first rule that names such a method: a rule for any method says nothing of what it will get.
  static func report(_ routes: [Route], _ diagnostics: Diagnostics) {
    for route in routes {
      let first = route.rules.enumerated().lazy.compactMap { index, rule in
        method(of: rule).map { (index, $0) }
      }
      .first
      guard let (index, method) = first else { continue }
      let rule = route.rules[index]
      diagnostics.report(
        .retryUnsafeMethod, .note,
        "\(method) requests are retried: where an attempt was carried out and its answer was lost, it is "
          + "carried out again", object: route.title, path: "spec.rules[\(index)].retry",
        at: rule.retryLocation,
        suggestion: "make sure that the backend recognises repeated requests, or give \(method) a rule "
          + "without `retry`")
    }
  }

  private static func method(of rule: Route.Rule) -> String? {
    guard let retry = rule.retry, retry.attempts != 0, !rule.backends.isEmpty else { return nil }
    return rule.matches.lazy.compactMap(\.method).first { ["POST", "PATCH"].contains($0) }
  }
}
