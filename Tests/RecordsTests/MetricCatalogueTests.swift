import Records
import Testing

@Suite("The catalogue of metrics")
struct MetricCatalogueTests {
  @Test("has every metric of the contract")
  func complete() {
    let times = ["mean", "p50", "p90", "p95", "p99", "p999", "max"]
    let short = ["mean", "p50", "p90", "p99", "max"]
    let expected =
      [
        "requests", "offered_rate", "throughput", "goodput", "success_ratio", "status_ratio",
        "attempts_per_request", "fate_ratio", "first_attempts", "retries", "mirrored", "amplification",
        "retry_share", "utilization", "queue_length_mean", "queue_length_max", "rejected",
        "wasted_work_ratio", "retries_allowed", "retries_denied", "budget_exhausted_seconds",
        "budget_exhaustion_episodes", "budget_longest_exhaustion", "mirror_eligible", "mirror_sent",
        "mirror_ratio", "mirror_expected_ratio", "mirror_low", "mirror_high", "mirror_failed",
        "recovery_time", "lost_requests",
      ] + times.map { "response_time_\($0)" } + times.map { "ok_response_time_\($0)" }
      + short.map { "waiting_time_\($0)" } + short.map { "sojourn_time_\($0)" }
    #expect(Set(MetricCatalogue.all.map(\.name)).isSuperset(of: expected))
  }

  @Test("has each name once, and finds it")
  func unique() {
    #expect(Set(MetricCatalogue.all.map(\.name)).count == MetricCatalogue.all.count)
    for metric in MetricCatalogue.all { #expect(MetricCatalogue[metric.name] == metric) }
    #expect(MetricCatalogue["nosuch"] == nil)
  }

  @Test("names the label keys of a set in ascending order, as labels are")
  func labelOrder() {
    for metric in MetricCatalogue.all {
      #expect(!metric.labelSets.isEmpty)
      for keys in metric.labelSets { #expect(keys == keys.sorted(), "\(metric.name)") }
    }
  }

  @Test("goodput is known of requests and of services, with one meaning and unit")
  func goodput() {
    #expect(MetricCatalogue["goodput"]?.labelSets == [[], ["traffic"], ["route"], ["service"]])
    #expect(MetricCatalogue["goodput"]?.unit == .perSecond)
  }
}
