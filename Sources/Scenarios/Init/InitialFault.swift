import GatewayAPI

/// The fault that shows the most of what the policies do: errors of a service whose retries a budget limits, else of one that is
/// retried, else of the busiest.
struct InitialFault {
  /// The service that fails.
  let service: InitialServices.Entry
  /// Its retry budget, where a rule that retries sends to it.
  let budget: RetryBudget?
  /// The most retries that a rule allows a request to it; 0 where none retries.
  let retries: Int
  /// What fails, in flow style.
  let effect: String
  /// The share of attempts that fails.
  let share: Double

  /// When it begins, counted from time zero, and how long it lasts, in seconds.
  static let start = 30
  static let length = 20

  /// Its name.
  var name: String { "\(service.name.name) fails" }

  /// nil where no service gets requests of clients.
  init?(_ configuration: GatewayConfiguration, _ traffic: InitialTraffic, _ services: InitialServices) {
    let retries = Self.retries(traffic)
    func rank(_ entry: InitialServices.Entry) -> Int {
      guard retries[entry.name] != nil else { return 0 }
      return configuration.retryBudget(of: entry.name) == nil ? 1 : 2
    }
    let candidates = services.entries.filter { $0.endpoints > 0 && $0.load > $0.copies }
    let chosen = candidates.max {
      (rank($0), $0.load / $0.capacity, $1.name) < (rank($1), $1.load / $1.capacity, $0.name)
    }
    guard let service = chosen else { return nil }
    let retry = retries[service.name]
    self.service = service
    budget = retry == nil ? nil : configuration.retryBudget(of: service.name)
    self.retries = retry?.attempts ?? 0
    // With a budget half may fail: it keeps the retries from adding much. Without one each retry adds load.
    share = budget == nil ? 0.2 : 0.5
    let percent = YAMLText.percent(share)
    let statuses = (retry?.codes ?? []).filter { (400...599).contains($0) }
    if retry != nil, statuses.isEmpty {
      // A rule that names no statuses retries broken connections.
      effect = "reset: true, percent: \(percent)"
    } else {
      let status = statuses.contains(503) ? 503 : statuses.first ?? 503
      effect = "errors: {rate: \(percent), status: \(status)}"
    }
  }

  /// The retries of the rule with the most that sends to each service; services that are never retried are absent.
  private static func retries(_ traffic: InitialTraffic) -> [NamespacedName: (attempts: Int, codes: [Int])] {
    var found: [NamespacedName: (attempts: Int, codes: [Int])] = [:]
    for plan in traffic.entries.map(\.rule.plan) {
      // As the specification's data plane reads it: without a number it is one.
      guard let retry = plan.retry, case let attempts = retry.attempts ?? 1, attempts > 0 else { continue }
      for (service, _) in plan.sharesOfServices where attempts > found[service]?.attempts ?? 0 {
        found[service] = (attempts, retry.codes)
      }
    }
    return found
  }

  /// Retries for each request while it lasts if nothing limits them: share + share² + … for as many as the rule has.
  var wantedRetries: Double {
    // A hundred terms of at most a half are all that can be told from the sum.
    (0..<min(retries, 100)).reduce((sum: 0.0, term: share)) { result, _ in
      (result.sum + result.term, result.term * share)
    }.sum
  }

  /// Retries for each request that the budget lets through at `rate` requests per second; infinite without one.
  func allowedRetries(at rate: Double) -> Double {
    guard let budget, rate > 0 else { return .infinity }
    return AmplificationBound(
      .window(budget), failuresPay: false, retries: nil, backoff: 0, under: .init(load: rate)
    ).retriesPerRequest
  }
}
