import Engine

/// How long a request waits before a retry: a pure function of the retry's number, of random draws and, in one case, of the wait before it.
///
/// Times are nanoseconds, 0 or more; a maximum or cap is never below its base. What is drawn as a real number is rounded to
/// the nearest nanosecond (assumption A-ENG-1).
package enum Backoff: Sendable, Hashable {
  /// What gRPC's proposal A6 draws; its older text says full.
  package enum GRPCJitter: Sendable, Hashable {
    /// Uniform in [0, b).
    case full
    /// b × uniform in [0.8, 1.2).
    case twentyPercent
  }

  /// The four of "Exponential Backoff And Jitter" (M. Brooker, AWS 2015); v is the cap or base × 2^n after the n-th failure.
  package enum ClassicJitter: Sendable, Hashable, CaseIterable {
    /// v.
    case none
    /// v / 2 and uniform in [0, v / 2).
    case equal
    /// Uniform in [0, v).
    case full
    /// Uniform in [base, 3 × previous), at most the cap.
    case decorrelated
  }

  /// At once.
  case none
  /// Always the same: the Gateway API's minimum.
  case fixed(Int64)
  /// Envoy, in whole milliseconds: uniform in 0 ..< I_n, where I_1 = base and I_n+1 = 2 × I_n below maximum / 2, else the maximum
  /// (reference retry-budgets 1.6).
  case envoy(base: Int64, maximum: Int64)
  /// Linkerd: b and min(uniform in [0, b), maximum − b), where b = min(minimum × 2^(n−1), maximum) (2.3).
  case linkerd(minimum: Int64, maximum: Int64)
  /// gRPC: jitter of b = min(initial × multiplier^(n−1), maximum); the multiplier is positive (3.2).
  case grpc(initial: Int64, maximum: Int64, multiplier: Double, jitter: GRPCJitter)
  /// AWS SDK, standard mode: uniform in [0, min(base × 2^(n−1), cap)) (4.1).
  case sdk(base: Int64, cap: Int64)
  /// A client that doubles from the first failure on: 2 × base (7.2, E8).
  case classic(ClassicJitter, base: Int64, cap: Int64)

  /// The wait before a retry, in nanoseconds.
  /// - Parameters:
  ///   - retry: the number of the retry, from 1.
  ///   - previous: the wait before the retry before it, 0 for the first.
  ///   - draws: of this retry; one word is taken.
  package func delay(retry: Int, previous: Int64, draws: inout Draws) -> Int64 {
    delay(retry: retry, previous: previous, word: draws.word())
  }

  /// The same for a given random word: Envoy takes a remainder of it, all others the uniform number in [0, 1) of its upper 53 bits.
  package func delay(retry: Int, previous: Int64, word: UInt64) -> Int64 {
    let uniform = Double(word >> 11) * 0x1p-53
    switch self {
    case .none: return 0
    case .fixed(let wait): return wait
    case .envoy(let base, let maximum):
      return Int64(word % UInt64(Self.envoyInterval(retry, base, maximum))) * 1_000_000
    case .linkerd(let minimum, let maximum):
      let wait = Self.doubled(minimum, times: retry - 1, cap: maximum)
      return wait + min(Self.nearest(uniform * Double(wait)), maximum - wait)
    case .grpc(let initial, let maximum, let multiplier, let jitter):
      let wait = Self.grown(initial, by: multiplier, times: retry - 1, cap: maximum)
      return Self.nearest(wait * (jitter == .full ? uniform : 0.8 + 0.4 * uniform))
    case .sdk(let base, let cap):
      return Self.nearest(uniform * Double(Self.doubled(base, times: retry - 1, cap: cap)))
    case .classic(.decorrelated, let base, let cap):
      let low = Double(base)
      let high = 3 * Double(max(previous, base))
      return min(cap, Self.nearest(low + uniform * (high - low)))
    case .classic(let jitter, let base, let cap):
      let wait = Double(Self.doubled(base, times: retry, cap: cap))
      switch jitter {
      case .equal: return Self.nearest(wait / 2 + uniform * wait / 2)
      case .full: return Self.nearest(uniform * wait)
      case .none, .decorrelated: return Self.nearest(wait)
      }
    }
  }
}
