/// Why a replication could not go on.
public enum SimulationError: Error, Sendable, Equatable {
  /// More than so many requests or attempts were in flight, at so many nanoseconds: an unbounded queue grows without end.
  case tooManyInFlight(Int, at: Int64)
  /// The windows of the retry budgets held more than so many attempts, at so many nanoseconds.
  case budgetTooLong(Int, at: Int64)
  /// The trace of the source with this name could not be read to its end, for this reason.
  case unreadableTrace(source: String, reason: String)
}

extension SimulationError {
  /// Whether the model outgrew its limits, which says something about the model.
  public var isOutgrown: Bool {
    switch self {
    case .tooManyInFlight, .budgetTooLong: true
    case .unreadableTrace: false
    }
  }
}

extension SimulationError: CustomStringConvertible {
  /// What happened, and how to mend it.
  public var description: String {
    switch self {
    case .tooManyInFlight(let limit, let time):
      "more than \(limit) requests are in flight after \(Self.seconds(time)) s: a queue grows without end. "
        + "Bound it (spec.services[].queue), add endpoints or a timeout, or lower the rate."
    case .budgetTooLong(let limit, let time):
      "the retry budgets' windows hold more than \(limit) attempts after \(Self.seconds(time)) s: shorten "
        + "spec.retryConstraint.budget.interval of the XBackendTrafficPolicy, or lower the rate."
    case .unreadableTrace(let source, let reason):
      "requests of \(source) are missing: \(reason)."
    }
  }

  /// Nanoseconds as seconds to the millisecond.
  private static func seconds(_ time: Int64) -> Double { Double(time / 1_000_000) / 1000 }
}
