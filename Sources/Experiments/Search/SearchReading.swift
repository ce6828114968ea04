import Records
import Scenarios

/// Puts the verdicts of a search into what it came to.
struct SearchReading {
  private let search: Search
  private let bisection: Bisection
  private let trials: [Trial]

  init(_ search: Search, _ bisection: Bisection, _ trials: [Trial]) {
    self.search = search
    self.bisection = bisection
    self.trials = trials
  }

  /// What the search came to.
  func record(isPartial: Bool) -> SearchRecord {
    var record = reading
    if isPartial {
      record.outcome = .inconclusive
      record.reason = "it was interrupted"
    }
    return record
  }

  private var reading: SearchRecord {
    switch bisection.course {
    case .unclear:
      return record(.inconclusive, reason: "no verdict became clear; \(remedy)")
    case .constant(let verdict):
      if !bisection.unclear.isEmpty { return edge(of: verdict) }
      let count = trials.count
      return verdict == .pass
        ? record(.allPass, reason: "all \(count) values that were tried pass")
        : record(.nonePasses, reason: "all \(count) values that were tried fail")
    case .change(let verdict, let last, let first):
      return found(verdict == .pass ? .largest : .smallest, last, first)
    case .alternating(let below, let between, let above):
      let (outer, inner) =
        bisection.verdicts[between] == .pass ? ("fail", "passes") : ("pass", "fails")
      return record(
        .notMonotone,
        reason: "\(value(below)) and \(value(above)) \(outer), but \(value(between)) between them \(inner)")
    }
  }

  /// The verdict changes once, so that the value lies between.
  private func found(_ goal: SearchRecord.Goal, _ last: Int, _ first: Int) -> SearchRecord {
    let passing = trials.filter { last...first ~= $0.step && $0.isMetByEstimates }.map(\.step)
    // Of whole numbers the one that surely fails is not the one that is looked for.
    let low = goal == .smallest && isWhole ? last + 1 : last
    let high = goal == .largest && isWhole ? first - 1 : first
    let best = goal == .largest ? passing.max() ?? last : passing.min() ?? first
    let isOfRecovery = trials.contains {
      $0.conclusion.checks.contains { $0.check.hasPrefix("recovery_time") }
    }
    return record(
      .found, goal, best: value(min(max(best, low), high)), value(low), value(high),
      reason: isOfRecovery
        ? "recovery passes where it came in every replication that was run, and more often than not at that "
          + "confidence (A-SIM-125); weir check is stricter, the more replications it runs" : "")
  }

  /// All certain verdicts are one, and others stayed unclear: the value may lie there, where they are all on one side.
  private func edge(of verdict: Verdict) -> SearchRecord {
    let certain = bisection.verdicts.filter { $0.value == verdict }.map(\.key)
    let unclear = bisection.unclear
    let reason =
      "the verdict stayed unclear at \(unclear.prefix(5).map(value).joined(separator: ", ")); \(remedy)"
    guard let lowest = certain.min(), let highest = certain.max(), let first = unclear.first,
      let last = unclear.last
    else { return record(.inconclusive, reason: reason) }
    if first > highest {
      return record(
        .inconclusive, verdict == .pass ? .largest : .smallest, value(highest), nil, reason: reason)
    }
    if last < lowest {
      return record(
        .inconclusive, verdict == .pass ? .smallest : .largest, nil, value(lowest), reason: reason)
    }
    return record(.inconclusive, reason: reason)
  }

  private let remedy = "more --replications, or a longer --duration, make it clearer"

  private var isWhole: Bool {
    let (low, high) = (search.range.low, search.range.high)
    return low.isWhole && high.isWhole && Double(search.range.steps) == high.value - low.value
  }

  private func value(_ step: Int) -> String { search.range.value(atStep: step) }

  private func record(
    _ outcome: SearchRecord.Outcome, _ goal: SearchRecord.Goal? = nil, best: String? = nil,
    _ low: String? = nil, _ high: String? = nil, reason: String = ""
  ) -> SearchRecord {
    SearchRecord(
      path: search.path, goal: goal, outcome: outcome, best: best, low: low, high: high,
      confidence: search.confidence, reason: reason)
  }
}
