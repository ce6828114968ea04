import Records

/// The retry limit of the `static` data plane for one service at one gateway replica: at most `maximum` retries at the same time.
///
/// Assumption A-SIM-3: a retry holds its place from the grant through its backoff to the end of the retried attempt, as a
/// measured Envoy does; a request whose retry is denied gets the answer of its last attempt.
package struct ConcurrencyBudget: Sendable {
  package let maximum: Int
  package private(set) var outstanding = 0

  package init(maximum: Int) {
    self.maximum = maximum
  }

  /// Grants a retry and takes its place, or answers with the numbers that deny it.
  package mutating func decide() -> AttemptRow.Denial? {
    if outstanding < maximum {
      outstanding += 1
      return nil
    }
    return AttemptRow.Denial(
      retries: Int32(clamping: outstanding), requests: 0, limit: Int32(clamping: maximum), minimumRetries: 0,
      minimumLimit: 0, term: .concurrency)
  }

  /// Gives the place of an ended retry back.
  package mutating func release() {
    outstanding -= 1
  }
}
