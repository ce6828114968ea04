/// How many retries a data plane lets through, at most, where every attempt fails: what remains when the stores of token buckets
/// are spent (reference retry-budgets 0.2).
public struct AmplificationBound: Sendable, Hashable {
  /// What the bound depends on beside the settings.
  public struct Conditions: Sendable, Hashable {
    /// Client requests a second, above 0, all replicas together.
    public var load: Double
    /// How long an attempt takes to fail, in seconds, above 0.
    public var attemptTime: Double
    /// Gateway replicas that share the load, at least 1; each has counters of its own.
    public var replicas: Int

    /// Creates conditions.
    public init(load: Double = 100, attemptTime: Double = 0.05, replicas: Int = 1) {
      self.load = load
      self.attemptTime = attemptTime
      self.replicas = replicas
    }
  }

  /// Retries for each client request; infinite where nothing bounds them.
  public let retriesPerRequest: Double
  /// Retries a second; infinite where nothing bounds them.
  public let retriesPerSecond: Double

  /// Attempts for each client request.
  public var attemptsPerRequest: Double { 1 + retriesPerRequest }

  /// The bound of one service.
  ///
  /// - Parameters:
  ///   - budget: What limits its retries.
  ///   - pays: Whether requests that fail pay into token buckets, as with Finagle, or only those that succeed.
  ///   - retries: The most retries of a request; nil leaves that to the budget.
  ///   - backoff: The mean wait before a first retry, in seconds.
  public init(
    _ budget: BudgetSettings, failuresPay pays: Bool, retries: Int?, backoff: Double,
    under conditions: Conditions
  ) {
    let ratio = Self.ratio(budget, pays: pays, backoff: backoff, conditions)
    retriesPerRequest = min(ratio, retries.map(Double.init) ?? .infinity)
    retriesPerSecond = retriesPerRequest * conditions.load
  }

  /// Retries for each client request that the budget alone lets through.
  private static func ratio(
    _ budget: BudgetSettings, pays: Bool, backoff: Double, _ conditions: Conditions
  ) -> Double {
    // Of concurrent retries by Little's law: each holds its place through the wait and the attempt (reference 1.3).
    let hold = backoff + conditions.attemptTime
    func concurrent(_ maximum: Int) -> Double {
      Double(maximum) * Double(conditions.replicas) / (conditions.load * hold)
    }
    func floor(_ perSecond: Double) -> Double { perSecond * Double(conditions.replicas) / conditions.load }
    switch budget {
    case .unlimited: return .infinity
    case .window(let budget):
      // A share p of everything is p/(1 - p) of the client requests (reference gateway-api 5.3).
      let perSecond = Double(budget.minimumCount) * 1e9 / Double(max(budget.minimumInterval, 1))
      return max(share(Double(budget.percent) / 100), floor(perSecond))
    case .concurrency(let maximum): return concurrent(maximum)
    case .envoy(let percent, let minimum, nil):
      // b/(1 + beta/tau - b): waits hold places and are no part of what is active.
      let free = 1 + backoff / conditions.attemptTime - percent / 100
      return max(free > 0 ? percent / 100 / free : .infinity, concurrent(minimum))
    case .envoy(let percent, let minimum, let interval?):
      // retries x hold <= b x (1 + retries) x interval: places for as many as a share of all that started within the interval.
      let places = percent / 100 * Double(interval) / 1e9
      return max(hold > places ? places / (hold - places) : .infinity, concurrent(minimum))
    case .tokens(let bucket):
      return (pays ? bucket.ratio : 0) + floor(Double(bucket.minimumPerSecond))
    // What success has to pay for stops where nothing succeeds.
    case .throttle, .bucket: return 0
    }
  }

  private static func share(_ part: Double) -> Double { part < 1 ? part / (1 - part) : .infinity }
}

extension RetryBehaviour.Backoff {
  /// The mean wait before a first retry, in seconds.
  var firstMean: Double {
    switch self {
    case .none: 0
    case .fixed(let nanoseconds): Double(nanoseconds) / 1e9
    // Uniform over the whole milliseconds from 0 to base - 1 (reference 1.6).
    case .envoy(let base, _): Double(max(base, 1) - 1) / 2 / 1000
    // Uniform between one and two times the least (reference 2.3).
    case .linkerd(let minimum, let maximum): Double(min(minimum + minimum / 2, maximum)) / 1000
    // Uniform below the bound (reference 3.2, 4.1).
    case .grpc(let initial, _, _): Double(initial) / 2 / 1e9
    case .sdk(let scale): Double(scale) / 2 / 1e9
    }
  }
}
