import Records

/// gRPC's `retryThrottling`: retries stop while failures outweigh successes (reference retry-budgets 3.1; gRFC A6).
///
/// It counts in thousandths of a token. A failed attempt takes one token whether it is retried or not; a success brings the ratio. No time is
/// involved. O(1).
package struct GRPCThrottle: Sendable {
  /// What the service config says, in thousandths of a token.
  package struct Policy: Sendable, Hashable {
    package let maximum: Int64
    package let ratio: Int64

    /// - Parameters:
    ///   - maxTokens: above 0, at most 1000.
    ///   - tokenRatio: above 0, at most 1000; decimals after the third are dropped.
    package init(maxTokens: Double, tokenRatio: Double) {
      maximum = Self.thousandths(maxTokens)
      ratio = Self.thousandths(tokenRatio)
    }

    /// Both in thousandths of a token, above 0 and at most a million.
    package init(maximum: Int, ratio: Int) {
      self.maximum = Int64(maximum)
      self.ratio = Int64(ratio)
    }

    /// A number in whole thousandths, rounded down, but 2.3 is 2300 although the nearest double is less.
    private static func thousandths(_ value: Double) -> Int64 {
      precondition(value > 0 && value <= 1000, "tokens out of range")
      let nearest = (value * 1000).rounded()
      return Int64(nearest / 1000 == value ? nearest : value * 1000)
    }
  }

  package private(set) var policy: Policy
  /// Thousandths of a token, 0 to the maximum.
  package private(set) var tokens: Int64

  /// A full bucket.
  package init(_ policy: Policy) {
    self.policy = policy
    tokens = policy.maximum
  }

  /// Counts an attempt that succeeded.
  package mutating func noteSuccess() {
    tokens = min(policy.maximum, tokens + policy.ratio)
  }

  /// Counts an attempt that failed with a retryable status or was told not to retry; answers with the ``numbers`` that deny
  /// its retry.
  package mutating func noteFailure() -> AttemptRow.Denial? {
    tokens = max(0, tokens - 1000)
    return tokens > policy.maximum / 2 ? nil : numbers
  }

  /// The half of the maximum that must be exceeded, and what there is, in thousandths of a token.
  var numbers: AttemptRow.Denial {
    AttemptRow.Denial(
      retries: Int32(clamping: policy.maximum / 2), requests: 0, limit: Int32(clamping: tokens),
      minimumRetries: 0, minimumLimit: 0, term: .tokens)
  }

  /// Takes another policy; the tokens keep their share of the maximum.
  package mutating func change(to policy: Policy) {
    tokens = policy.maximum * tokens / self.policy.maximum
    self.policy = policy
  }
}
