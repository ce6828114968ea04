/// The token buckets of Linkerd and Finagle (reference retry-budgets 2.1, 2.4, 5.4).
struct TokenBudgetTranslation {
  /// What the settings are called.
  let ratio: String
  let ttl: String
  let minimum: String
  /// The ratio that a given one comes to, where the two differ.
  let effectiveRatio: @Sendable (Double) -> Double

  static let linkerd = TokenBudgetTranslation(
    ratio: "retryRatio", ttl: "ttl", minimum: "minRetriesPerSecond",
    // tower counts in whole tokens of single precision, so that what is no reciprocal is rounded up (reference 2.1.1).
    effectiveRatio: { $0 > 0 ? 1 / Double((1 / Float($0)).rounded(.towardZero)) : 0 })

  static let finagle = TokenBudgetTranslation(
    ratio: "percentCanRetry", ttl: "ttl", minimum: "minRetriesPerSec", effectiveRatio: { $0 })

  /// The lengths that both take for a window, in nanoseconds.
  static let window = 1_000_000_000...60_000_000_000 as ClosedRange<Int64>

  func budget(_ budget: RetryBudget?) -> Translated<BudgetSettings> {
    guard let budget else {
      let usual = BudgetSettings.TokenBudget()
      return Translated(
        .tokens(usual),
        notes: [
          BudgetNotes.standIn(
            "\(ratio) \(usual.ratio), \(minimum) \(usual.minimumPerSecond), \(ttl) 10s",
            "the default where nothing is configured")
        ])
    }
    var notes = BudgetNotes(budget)
    let settings = BudgetSettings.TokenBudget(
      ttl: min(max(budget.interval, Self.window.lowerBound), Self.window.upperBound),
      minimumPerSecond: Self.perSecond(budget), ratio: Double(budget.percent) / 100)
    noteRatio(settings.ratio, &notes)
    let isClamped = settings.ttl != budget.interval
    notes.note(
      .interval, isClamped ? .changed : .kept, "\(ttl) \(RuleField.duration(settings.ttl))",
      isClamped ? "the window is 1 s to 60 s long" : "what pays in lives so long")
    noteMinimum(settings.minimumPerSecond, &notes)
    return Translated(.tokens(settings), notes: notes.all)
  }

  private func noteRatio(_ written: Double, _ notes: inout BudgetNotes) {
    let effective = effectiveRatio(written)
    guard (effective - written).magnitude < 0.000_5 else {
      let thousandths = Int((effective * 1000).rounded())
      return notes.note(
        .percent, .changed, "\(ratio) \(written), in effect \(Double(thousandths) / 1000)",
        "a retry costs a whole number of what a request pays in")
    }
    notes.note(.percent, .kept, "\(ratio) \(written)", "so many retries for each that pays in")
  }

  private func noteMinimum(_ perSecond: Int, _ notes: inout BudgetNotes) {
    let budget = notes.budget
    let isExact =
      Int64(perSecond).multipliedReportingOverflow(by: budget.minimumInterval)
      == (Int64(budget.minimumCount) * 1_000_000_000, false)
    let becomes = "\(minimum) \(perSecond)"
    let verdict = isExact ? TranslationNote.Verdict.kept : .changed
    notes.note(
      .minimumCount, verdict, becomes,
      isExact
        ? "beside the ratio, to which it is added"
        : "whole retries a second, beside the ratio, to which they are added")
    notes.note(.minimumInterval, verdict, becomes, "the rate is `count` over it")
  }

  /// `count` over `interval`, rounded to whole retries a second; at most what 32 bits hold.
  private static func perSecond(_ budget: RetryBudget) -> Int {
    let rate = Double(budget.minimumCount) * 1e9 / Double(max(budget.minimumInterval, 1))
    return Int(min(rate.rounded(), Double(UInt32.max)))
  }
}
