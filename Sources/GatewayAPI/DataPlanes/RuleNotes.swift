/// A field of a rule that says when attempts end and what follows them, in the order of the manifest.
enum RuleField: String, CaseIterable {
  case request = "timeouts.request"
  case backendRequest = "timeouts.backendRequest"
  case retry = "retry"
  case codes = "retry.codes"
  case attempts = "retry.attempts"
  case backoff = "retry.backoff"

  /// What the rule writes; nil where it leaves the field out.
  func written(in plan: RulePlan) -> String? {
    switch self {
    case .request: Self.timeout(plan.requestTimeout, isOff: plan.isRequestTimeoutOff)
    case .backendRequest: Self.timeout(plan.backendRequestTimeout, isOff: plan.isBackendRequestTimeoutOff)
    case .retry:
      plan.retry.map { _ in
        let fields = [Self.codes, .attempts, .backoff].filter { $0.written(in: plan) != nil }
        return "{\(fields.map { $0.rawValue.dropFirst("retry.".count) }.joined(separator: ", "))}"
      }
    case .codes:
      plan.retry.flatMap { $0.codes.isEmpty ? nil : $0.codes.map(String.init).joined(separator: ", ") }
    case .attempts: plan.retry?.attempts.map(String.init)
    case .backoff: plan.retry?.backoff.map(Self.duration)
    }
  }

  /// A number of nanoseconds as the API writes it.
  static func duration(_ nanoseconds: Int64) -> String {
    GatewayDuration(nanoseconds: nanoseconds).description
  }

  private static func timeout(_ length: Int64?, isOff: Bool) -> String? {
    isOff ? "0s" : length.map(duration)
  }
}

/// Collects what becomes of a rule's fields, in the order in which it is told.
struct RuleNotes {
  let plan: RulePlan
  private(set) var all: [TranslationNote] = []

  init(_ plan: RulePlan) {
    self.plan = plan
  }

  /// Notes what became of a field; of one that is not written there is nothing to say.
  mutating func note(
    _ field: RuleField, _ verdict: TranslationNote.Verdict, _ becomes: String?, _ reason: String
  ) {
    guard let written = field.written(in: plan) else { return }
    all.append(
      TranslationNote(verdict, path: field.rawValue, written: written, becomes: becomes, reason: reason))
  }

  /// Notes that a field has no effect.
  mutating func drop(_ field: RuleField, _ reason: String) { note(field, .dropped, nil, reason) }

  /// Notes what stands in for a field that is not written.
  mutating func standIn(_ field: RuleField, _ becomes: String, _ reason: String) {
    guard field.written(in: plan) == nil else { return }
    all.append(TranslationNote(.changed, path: field.rawValue, becomes: becomes, reason: reason))
  }

  /// Notes that a field acts as it is written.
  mutating func keep(_ field: RuleField, _ reason: String) {
    note(field, .kept, field.written(in: plan), reason)
  }
}
