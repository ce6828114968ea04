/// What the series `budget_used`, `budget_limit` and `budget_minimum` of a service count, by the kind of the data plane.
///
/// They are sampled at the end of each second and summed over all proxies that send to the service: the gateway replicas that are there, and
/// the endpoints that call it. But for `grpc` and `aws-sdk` a proxy grants a retry that is asked for at that moment if and only if its own
/// `budget_used` is below its `budget_limit`. A cell is empty where there is no such series.
///
/// | data plane | `budget_used` | `budget_limit` | `budget_minimum` |
/// |---|---|---|---|
/// | `gateway-api` | retries granted in the last `interval` | max(⌊percent × N / 100⌋, `budget_minimum`), N being the attempts in the interval; by other readings of the minimum the maximum or the sum of the two | retries in the interval now and those that the minimum rate still grants now; by other readings `count` × `interval` / the rate's interval, rounded |
/// | `envoy`, `envoy-interval` with a budget | retries that hold a slot | max(⌊percent × active / 100⌋, minimum), or of what was started in the interval | the minimum |
/// | `envoy` without a budget, `static` | retries that hold a slot | the limit | |
/// | `linkerd`, `finagle` | retries whose tokens have not come back | retries that the reserve and the deposits pay for, rounded down | those that the reserve pays for |
/// | `grpc` | tokens missing in the full bucket | half of the bucket; the failure before a retry takes a token | |
/// | `aws-sdk` | tokens missing in the full bucket | all 500; a retry takes 5 to 14 | |
/// | `none` | no series | | |
public enum BudgetUnit: String, Sendable, CaseIterable {
  /// Retries in the budget's window.
  case retriesInWindow = "retries in the window"
  /// Retries that are in flight or wait for their backoff.
  case concurrentRetries = "concurrent retries"
  /// Tokens that were taken out of a full bucket.
  case tokens = "tokens taken"

  /// The unit of a data plane's series, by the name of its kind as in ``RunRecord/dataPlane``; nil where there is no budget.
  public init?(dataPlane kind: String) {
    switch kind {
    case "gateway-api", "linkerd", "finagle": self = .retriesInWindow
    case "envoy", "envoy-interval", "static": self = .concurrentRetries
    case "grpc", "aws-sdk": self = .tokens
    default: return nil
    }
  }
}
