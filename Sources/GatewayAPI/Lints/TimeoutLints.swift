import Documents

/// Reports timeouts and retries that do not go together.
struct TimeoutLints {
  let rule: LintedRule
  let diagnostics: Diagnostics

  func report() {
    guard let retry = rule.activeRetry else { return }
    let backoff = retry.backoff ?? 0
    switch (rule.plan.requestTimeout, rule.plan.backendRequestTimeout) {
    case (nil, let attempt): reportUnbounded(attempt, retry.attempts, backoff)
    case (let request?, nil): reportGreedyAttempt(request, retry.attempts, backoff)
    case (let request?, let attempt?):
      if let attempts = retry.attempts { reportNoRoom(request, attempt, attempts, backoff) }
    }
  }

  private func reportUnbounded(_ attempt: Int64?, _ attempts: Int?, _ backoff: Int64) {
    guard let attempt else {
      guard isFirst(where: { $0.requestTimeout == nil && $0.backendRequestTimeout == nil }) else { return }
      return report(
        .waitUnbounded, .note,
        "retries and no timeout: a backend that does not answer is waited for, and the client with it, until "
          + "something else gives up", field: "retry", at: rule.rule.retryLocation,
        "add `timeouts: {request: …, backendRequest: …}`")
    }
    let wait = attempts.map { Self.longest(attempt, $0, backoff) }
    report(
      .waitUnbounded, .note,
      "no `timeouts.request`: "
        + (wait.map { "with \(attempts.map { $0 + 1 } ?? 1) attempts a client may wait \(Self.text($0))" }
          ?? "a client may wait as long as all attempts together take"),
      field: "timeouts",
      at: rule.rule.timeoutsLocation, "add `request` with what a client is willing to wait")
  }

  /// Without `backendRequest` a timeout is never retried, since the request's own ends everything.
  private func reportGreedyAttempt(_ request: Int64, _ attempts: Int?, _ backoff: Int64) {
    if let attempts, backoff > 0, Double(backoff) * Double(attempts) >= Double(request) {
      let possible = (request - 1) / backoff
      return report(
        .retriesDoNotFit, .warning,
        "\(attempts) retries wait at least \(Self.text(Double(backoff) * Double(attempts))) together and the "
          + "request has \(Self.text(Double(request))): at most \(possible) are made",
        field: "timeouts.request",
        at: rule.rule.timeoutsLocation, "lengthen `request`, or shorten `retry.backoff`")
    }
    guard isFirst(where: { $0.requestTimeout != nil && $0.backendRequestTimeout == nil }) else { return }
    let share = attempts.map { (Double(request) - Double(backoff) * Double($0)) / (Double($0) + 1) }
    report(
      .attemptUnbounded, .note,
      "no `timeouts.backendRequest`: one slow attempt may take all \(Self.text(Double(request))) of the request, "
        + "which is then not retried", field: "timeouts", at: rule.rule.timeoutsLocation,
      share.flatMap {
        $0 >= 1_000_000 ? "`backendRequest: \(Self.text($0))` leaves room for every retry" : nil
      }
        ?? "add `backendRequest`, shorter than `request`")
  }

  private func reportNoRoom(_ request: Int64, _ attempt: Int64, _ attempts: Int, _ backoff: Int64) {
    let needed = Self.longest(attempt, attempts, backoff)
    guard needed > Double(request) else { return }
    let fitting = Int((Double(request) + Double(backoff)) / (Double(attempt) + Double(backoff)))
    let each =
      "\(Self.text(Double(attempt))) each" + (backoff > 0 ? ", \(Self.text(Double(backoff))) between" : "")
    report(
      .retriesDoNotFit, .warning,
      "only \(fitting) of \(attempts + 1) attempts fit where they run into their timeout: they may take "
        + "\(each), and the request has \(Self.text(Double(request)))", field: "timeouts.request",
      at: rule.rule.timeoutsLocation,
      (needed < 3_600_000_000_000
        ? "`request: \(Self.text(needed))` has room for all" : "shorten `backendRequest`")
        + (fitting > 1 ? ", or keep to `retry.attempts: \(fitting - 1)`" : ""))
  }

  /// Whether no earlier rule of the route retries and has these timeouts too: what is left out is often left out throughout.
  private func isFirst(where hasTimeouts: (Route.Rule) -> Bool) -> Bool {
    !rule.route.rules[..<rule.index].contains {
      $0.retry != nil && $0.retry?.attempts != 0 && hasTimeouts($0)
    }
  }

  /// What all attempts take at most, and the waits between them at least.
  private static func longest(_ attempt: Int64, _ attempts: Int, _ backoff: Int64) -> Double {
    Double(attempt) * (Double(attempts) + 1) + Double(backoff) * Double(attempts)
  }

  /// A number of nanoseconds as the API writes durations; what is beyond its range is cut.
  private static func text(_ nanoseconds: Double) -> String {
    GatewayDuration(nanoseconds: Int64(min(nanoseconds, 1e18))).description
  }

  private func report(
    _ code: GatewayCode, _ severity: Diagnostic.Severity, _ message: String, field: String,
    at location: SourceLocation, _ suggestion: String
  ) {
    rule.report(code, severity, message, field: field, at: location, suggestion: suggestion, diagnostics)
  }
}
