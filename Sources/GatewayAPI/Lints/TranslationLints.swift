import Documents

/// Reports what data planes do not do as it is written (reference retry-budgets 5.4, 8).
///
/// What is lost is lost everywhere, so each loss is one note at the first rule that meets it.
struct TranslationLints {
  let rules: [LintedRule]
  let diagnostics: Diagnostics

  /// O(rules × data planes).
  func report() {
    let retried = rules.filter { $0.isInUse && $0.activeRetry != nil }
    reportBackoff(retried)
    reportAttemptTimeout(retried)
    reportAttempts(retried)
  }

  /// A wait that is longer than what Envoy waits by itself is meant.
  private static let usualBackoff: Int64 = 25_000_000

  private func reportBackoff(_ retried: [LintedRule]) {
    let concerned = retried.filter { ($0.plan.retry?.backoff ?? 0) > Self.usualBackoff }
    guard let first = concerned.first, let backoff = first.plan.retry?.backoff else { return }
    let notes = Self.notes(RuleField.backoff, of: first)
    report(
      .backoffTranslated, concerned,
      "a backoff of \(GatewayDuration(nanoseconds: backoff)) is the least wait only where the data plane keeps to it: "
        + "\(Self.names(notes, .changed)) draw waits that may be shorter, \(Self.names(notes, .dropped)) ignore it",
      field: "retry.backoff", at: first.rule.retryLocation)
  }

  private func reportAttemptTimeout(_ retried: [LintedRule]) {
    let concerned = retried.filter { $0.plan.backendRequestTimeout != nil }
    guard let first = concerned.first else { return }
    let losing = Self.dataPlanes.filter { dataPlane in
      let behaviour = dataPlane.rule(first.plan).setting
      return behaviour.attemptTimeout == nil || behaviour.retry?.onTimeout != true
    }
    report(
      .attemptTimeoutUnretried, concerned,
      "an attempt that reaches `timeouts.backendRequest` is not retried by \(DataPlaneTranslator.list(losing)), which do not set it "
        + "or take its end for no reason to retry", field: "timeouts.backendRequest",
      at: first.rule.timeoutsLocation)
  }

  private func reportAttempts(_ retried: [LintedRule]) {
    let concerned = retried.filter { rule in
      rule.plan.retry?.attempts.map { $0 > GRPCTranslation.mostRetries } ?? false
    }
    guard let first = concerned.first, let attempts = first.plan.retry?.attempts else { return }
    let notes = Self.notes(RuleField.attempts, of: first)
    report(
      .attemptsTranslated, concerned,
      "\(attempts) retries are not made everywhere: \(Self.names(notes, .changed)) makes fewer, "
        + "\(Self.names(notes, .dropped)) ignore the number", field: "retry.attempts",
      at: first.rule.retryLocation)
  }

  private func report(
    _ code: GatewayCode, _ concerned: [LintedRule], _ message: String, field: String,
    at location: SourceLocation
  ) {
    let rest = concerned.count - 1
    concerned.first?.report(
      code, .note, rest > 0 ? "\(message) (and in \(rest) more rule\(rest == 1 ? "" : "s"))" : message,
      field: field, at: location,
      suggestion: "`weir explain --data-planes` shows what each data plane makes of it", diagnostics)
  }

  // MARK: Data planes

  /// Those that may differ from what is written; `envoy-interval` differs from `envoy` in budgets only.
  private static let dataPlanes = DataPlaneTranslator.all.filter { $0.kind != .envoyInterval }

  private static func notes(
    _ field: RuleField, of rule: LintedRule
  ) -> [(dataPlane: DataPlaneTranslator, note: TranslationNote)] {
    dataPlanes.flatMap { dataPlane in
      dataPlane.rule(rule.plan).notes.filter { $0.path == field.rawValue }.map { (dataPlane, $0) }
    }
  }

  private static func names(
    _ notes: [(dataPlane: DataPlaneTranslator, note: TranslationNote)], _ verdict: TranslationNote.Verdict
  ) -> String {
    DataPlaneTranslator.list(notes.filter { $0.note.verdict == verdict }.map(\.dataPlane))
  }
}
