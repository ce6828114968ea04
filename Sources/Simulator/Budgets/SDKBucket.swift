import Records

/// The retry quota of an AWS SDK client in standard mode (reference retry-budgets 4.1).
///
/// 500 tokens at the start; a retry takes its cost or is refused; a success brings 1 token, or after retries what the last one took;
/// a final failure brings nothing. No time is involved. O(1).
package struct SDKBucket: Sendable {
  /// Which rules the client follows.
  package enum Rules: Sendable, Hashable {
    case before2026
    /// `AWS_NEW_RETRIES_2026`.
    case since2026
  }

  /// Why an attempt failed.
  package enum Failure: Sendable, Hashable {
    case transient
    case timeout
    case throttling
  }

  package let rules: Rules
  package let capacity: Int
  /// Tokens, 0 to the capacity.
  package private(set) var tokens: Int

  /// A full bucket.
  package init(_ rules: Rules, capacity: Int = 500) {
    self.rules = rules
    self.capacity = capacity
    tokens = capacity
  }

  /// The tokens that the retry of a failure takes.
  package func cost(of failure: Failure) -> Int {
    switch (rules, failure) {
    case (.before2026, .timeout): 10
    case (.before2026, .transient), (.before2026, .throttling): 5
    case (.since2026, .transient), (.since2026, .timeout): 14
    case (.since2026, .throttling): 5
    }
  }

  /// Grants the retry of a failure and takes its tokens, or answers with the numbers that deny it.
  package mutating func decide(after failure: Failure) -> AttemptRow.Denial? {
    let cost = cost(of: failure)
    if tokens >= cost {
      tokens -= cost
      return nil
    }
    return numbers(after: failure)
  }

  /// What the retry of a failure takes, and the tokens that there are.
  func numbers(after failure: Failure) -> AttemptRow.Denial {
    AttemptRow.Denial(
      retries: Int32(clamping: cost(of: failure)), requests: 0, limit: Int32(clamping: tokens),
      minimumRetries: 0, minimumLimit: 0, term: .tokens)
  }

  /// Counts a request that succeeded.
  /// - Parameter retried: the failure whose retry succeeded, nil if the first attempt did.
  package mutating func noteSuccess(retried: Failure?) {
    tokens = min(capacity, tokens + (retried.map(cost) ?? 1))
  }
}
