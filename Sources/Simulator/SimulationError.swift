/// Why a replication could not go on.
public enum SimulationError: Error, Sendable, Equatable {
  /// More than so many requests or attempts were in flight, at so many nanoseconds: an unbounded queue grows without end.
  case tooManyInFlight(Int, at: Int64)
  /// The windows of the retry budgets held more than so many attempts, at so many nanoseconds.
  case budgetTooLong(Int, at: Int64)
}
