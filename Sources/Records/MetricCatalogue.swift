/// Every metric that Weir measures (design section 4.3), in the order of reports.
public enum MetricCatalogue {
  /// All metrics.
  public static let all: [Metric] =
    requests + responseTimes + fates + services + budgets + mirrors + cors + faults

  private static let byName: [String: Metric] = Dictionary(
    all.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })

  /// The metric called `name`.
  public static subscript(name: String) -> Metric? { byName[name] }

  private static let requestSets = [[], ["traffic"], ["route"]]

  private static let requests = [
    Metric("requests", .count, .neither, by: requestSets, "client requests that arrived"),
    Metric("offered_rate", .perSecond, .neither, by: requestSets, "client requests asked for per second"),
    Metric("throughput", .perSecond, .higher, by: requestSets, "client requests answered per second"),
    Metric(
      "goodput", .perSecond, .higher, by: requestSets + [["service"]], "answered with success per second"),
    Metric("success_ratio", .ratio, .higher, by: requestSets, "successes over client requests"),
    Metric(
      "status_ratio", .ratio, .neither, by: requestSets.map { ($0 + ["status"]).sorted() },
      "answers with this status over client requests"),
    Metric("attempts_per_request", .ratio, .lower, by: requestSets, "attempts over client requests"),
    Metric(
      "tries_per_request", .ratio, .lower, by: requestSets,
      "tries of clients that may try again over client requests"),
  ]

  private static let responseTimes: [Metric] = [
    ("response_time", "from arrival at the gateway to the answer, retries included"),
    ("ok_response_time", "response time of successes"),
  ].flatMap { family, meaning in
    ["mean", "p50", "p90", "p95", "p99", "p999", "max"].map {
      Metric("\(family)_\($0)", .seconds, .lower, by: requestSets, "\(meaning): \($0)")
    }
  }

  private static let fates = [
    Metric(
      "fate_ratio", .ratio, .neither, by: requestSets.map { ($0 + ["fate"]).sorted() },
      "client requests that ended this way over client requests")
  ]

  private static let services: [Metric] =
    [
      Metric("first_attempts", .count, .neither, by: [["service"]], "first attempts sent to the service"),
      Metric("retries", .count, .lower, by: [["service"]], "retries sent to the service"),
      Metric("mirrored", .count, .neither, by: [["service"]], "mirrored requests sent to the service"),
      Metric("amplification", .ratio, .lower, by: [["service"]], "attempts over first attempts"),
      Metric("retry_share", .ratio, .lower, by: [["service"]], "retries over attempts"),
      Metric("utilization", .ratio, .neither, by: [["service"]], "mean share of the slots that are busy"),
      Metric(
        "endpoints_mean", .count, .lower, by: [["service"]],
        "mean number of endpoints that the autoscaler wants"),
      Metric(
        "endpoints_max", .count, .lower, by: [["service"]], "most endpoints that the autoscaler ever wanted"),
      Metric("queue_length_mean", .count, .lower, by: [["service"]], "mean number waiting, all endpoints"),
      Metric("queue_length_max", .count, .lower, by: [["service"]], "most that ever waited, all endpoints"),
    ]
    + [
      ("waiting_time", "time in the queue of work that began"),
      ("sojourn_time", "time at the endpoint of work that ended"),
    ].flatMap { family, meaning in
      ["mean", "p50", "p90", "p99", "max"].map {
        Metric("\(family)_\($0)", .seconds, .lower, by: [["service"]], "\(meaning): \($0)")
      }
    }
    + [
      Metric(
        "rejected", .count, .lower, by: [["service"]],
        "work refused because the queue was full, or dropped because it was too late"),
      Metric(
        "overflows", .count, .lower, by: [["service"]],
        "attempts and copies that the gateway's circuit breakers refused"),
      Metric(
        "wasted_work_ratio", .ratio, .lower, by: [["service"]],
        "service time of work whose answer nobody waited for over all service time"),
    ]

  private static let budgetSets = [["service"], ["replica", "service"]]

  private static let budgets = [
    Metric("retries_allowed", .count, .neither, by: budgetSets, "retries that the budget allowed"),
    Metric("retries_denied", .count, .lower, by: budgetSets, "retries that the budget denied"),
    Metric(
      "budget_exhausted_seconds", .seconds, .lower, by: budgetSets, "sum of the exhaustion episodes' lengths"),
    Metric("budget_exhaustion_episodes", .count, .lower, by: budgetSets, "number of exhaustion episodes"),
    Metric("budget_longest_exhaustion", .seconds, .lower, by: budgetSets, "longest exhaustion episode"),
  ]

  private static let mirrorSet = [["mirror", "route", "rule"]]

  private static let mirrors = [
    Metric("mirror_eligible", .count, .neither, by: mirrorSet, "requests that reached the mirror filter"),
    Metric("mirror_sent", .count, .neither, by: mirrorSet, "copies sent"),
    Metric("mirror_ratio", .ratio, .neither, by: mirrorSet, "copies over eligible requests"),
    Metric("mirror_expected_ratio", .ratio, .neither, by: mirrorSet, "the manifest's ratio"),
    Metric("mirror_low", .ratio, .neither, by: mirrorSet, "lower end of the exact 99.9 % interval"),
    Metric("mirror_high", .ratio, .neither, by: mirrorSet, "upper end of the exact 99.9 % interval"),
    Metric("mirror_failed", .count, .lower, by: mirrorSet, "copies that failed; nobody noticed"),
  ]

  private static let corsSet = [["route", "rule"]]

  private static let cors = [
    Metric(
      "cors_preflights", .count, .lower, by: corsSet, "preflights that browsers sent for requests of the rule"
    ),
    Metric(
      "cors_allowed", .count, .neither, by: corsSet,
      "cross-origin requests whose answers browsers gave to scripts"
    ),
    Metric(
      "cors_refused", .count, .lower, by: corsSet,
      "cross-origin requests that browsers did not send, or whose answers they kept from scripts"),
  ]

  private static let faults = [
    Metric(
      "recovery_time", .seconds, .lower, by: [["fault"]],
      "from the fault's end to the first second after which goodput is 90 % of the offered load for 5 s"),
    Metric(
      "lost_requests", .count, .lower, by: [["fault"]], "requests without success that arrived in the fault"),
  ]
}
