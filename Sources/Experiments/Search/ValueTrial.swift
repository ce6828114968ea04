import Records
import Results
import Simulator

/// What one value of a search came to.
struct Trial {
  /// Its step in the range.
  let step: Int
  /// The metrics, and the checks with the intervals that decided.
  let conclusion: Conclusion
  /// Whether the estimates alone meet all checks.
  let isMetByEstimates: Bool
  /// How many replications are complete.
  let replications: Int
  /// Whether every one's account adds up.
  let isConserved: Bool
  /// Whether the user stopped it in the middle.
  let isInterrupted: Bool

  /// The verdict over all checks.
  var verdict: Verdict { Verdict(of: conclusion.checks) }
}

/// The sequential test of the checks at one value: round by round, until all pass or one fails.
struct ValueTrial {
  /// The compiled scenario with that value.
  let variant: Variant
  /// Its place among the variants of the database.
  let number: Int
  /// Its step in the range.
  let step: Int
  /// How many replications a round has, and how confident its verdict is.
  let plan: VerdictPlan

  /// Runs as many rounds as it takes.
  func run(_ replicator: Replicator, writer: ResultsWriter) throws -> Trial {
    var measurements = Measurements()
    var judged = trial(measurements)
    var count = 0
    for round in plan.rounds {
      let tasks = (count..<round).map {
        Replicator.Task(variant: number, model: variant.model, replication: $0)
      }
      let attempt = try replicator.attempt(tasks, writer: writer)
      for replication in attempt.finished { measurements.add(replication) }
      count = round
      judged = trial(measurements, isInterrupted: !attempt.isWhole, outgrown: attempt.outgrown.first)
      if judged.isInterrupted || judged.verdict != .inconclusive { break }
    }
    return judged
  }

  private func trial(
    _ measurements: Measurements, isInterrupted: Bool = false, outgrown: SimulationError? = nil
  ) -> Trial {
    var conclusion = variant.conclusion(from: measurements, confidence: plan.confidence)
    let evaluation = ValueEvaluation(conclusion.summaries, confidence: plan.confidence)
    if let outgrown {
      // What the other replications measured says nothing of this value.
      conclusion.checks = variant.checks.map { unmeasured($0, .fail, outgrown.reason) }
    } else if isInterrupted {
      conclusion.checks = variant.checks.map { unmeasured($0, .inconclusive, "interrupted") }
    } else {
      conclusion.checks = variant.checks.map(evaluation.result(of:))
    }
    return Trial(
      step: step, conclusion: conclusion,
      isMetByEstimates: outgrown == nil && !isInterrupted
        && variant.checks.allSatisfy(evaluation.isMetByEstimate),
      replications: measurements.replications.count,
      isConserved: measurements.replications.allSatisfy(\.conservation.holds),
      isInterrupted: isInterrupted)
  }

  private func unmeasured(_ check: Check, _ verdict: Verdict, _ reason: String) -> CheckResult {
    CheckResult(
      check: check.text, verdict: verdict, estimate: nil, low: nil, high: nil, limit: nil, reason: reason)
  }
}

extension SimulationError {
  /// Why a value that leads to it fails.
  fileprivate var reason: String {
    switch self {
    case .tooManyInFlight(let limit, let time):
      "a queue grows without end: more than \(limit) requests are in flight after \(time / 1_000_000_000) s"
    case .budgetTooLong(let limit, let time):
      "the windows of the retry budgets hold more than \(limit) attempts after \(time / 1_000_000_000) s"
    case .unreadableTrace: description
    }
  }
}
