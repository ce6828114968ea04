/// A field of an XBackendTrafficPolicy that limits retries, in the order of the manifest.
enum BudgetField: String, CaseIterable {
  case percent = "spec.retryConstraint.budget.percent"
  case interval = "spec.retryConstraint.budget.interval"
  case minimumCount = "spec.retryConstraint.minRetryRate.count"
  case minimumInterval = "spec.retryConstraint.minRetryRate.interval"

  /// What the policy sets, the definition's default where it leaves the field out.
  func written(in budget: RetryBudget) -> String {
    switch self {
    case .percent: "\(budget.percent)"
    case .interval: RuleField.duration(budget.interval)
    case .minimumCount: "\(budget.minimumCount)"
    case .minimumInterval: RuleField.duration(budget.minimumInterval)
    }
  }
}

/// Collects what becomes of a budget's fields, in the order in which it is told.
struct BudgetNotes {
  let budget: RetryBudget
  private(set) var all: [TranslationNote] = []

  init(_ budget: RetryBudget) {
    self.budget = budget
  }

  mutating func note(
    _ field: BudgetField, _ verdict: TranslationNote.Verdict, _ becomes: String?, _ reason: String
  ) {
    all.append(
      TranslationNote(
        verdict, path: field.rawValue, written: field.written(in: budget), becomes: becomes, reason: reason,
        location: budget.location))
  }

  /// Notes that a field has no effect.
  mutating func drop(_ field: BudgetField, _ reason: String) { note(field, .dropped, nil, reason) }

  /// What there is to say where a policy has no effect; without a policy nothing.
  static func dropped(_ budget: RetryBudget?, _ reason: String) -> [TranslationNote] {
    guard let budget else { return [] }
    var notes = BudgetNotes(budget)
    for field in BudgetField.allCases { notes.drop(field, reason) }
    return notes.all
  }

  /// What limits retries where no policy does, or none that has an effect.
  static func standIn(_ becomes: String, _ reason: String) -> TranslationNote {
    TranslationNote(.changed, path: "spec.retryConstraint", becomes: becomes, reason: reason)
  }
}
