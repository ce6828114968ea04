import GatewayAPI
import Testing

@Suite("what Envoy makes of rules and policies, field by field")
struct EnvoyTranslationTests {
  let envoy = DataPlaneTranslator(.envoy)

  @Test("a rule becomes a route's timeout and a retry policy")
  func fields() {
    let translated = envoy.rule(fullRule)
    #expect(
      translated.setting
        == RuleBehaviour(
          requestTimeout: second, attemptTimeout: 200 * millisecond,
          retry: RetryBehaviour(
            retries: 3, statuses: [500, 503], backoff: .envoy(base: 100, maximum: 1000), denied: .lastAnswer))
    )
    #expect(
      translated.lines == [
        "kept timeouts.request: 1s -> 1s", "kept timeouts.backendRequest: 200ms -> per_try_timeout 200ms",
        "kept retry: {codes, attempts, backoff} -> retry_on connect-failure,reset,refused-stream,retriable-status-codes",
        "kept retry.codes: 500, 503 -> retriable_status_codes 500, 503",
        "kept retry.attempts: 3 -> num_retries 3",
        "changed retry.backoff: 100ms -> base_interval 100ms, max_interval 1000ms",
      ])
  }

  @Test("Envoy's defaults stand in for what is not written, and are told")
  func defaults() {
    let translated = envoy.rule(bareRetry)
    #expect(
      translated.setting
        == RuleBehaviour(
          requestTimeout: 15 * second, attemptTimeout: nil,
          retry: RetryBehaviour(
            retries: 1, statuses: [], backoff: .envoy(base: 25, maximum: 250), denied: .lastAnswer)))
    #expect(
      translated.lines.filter { $0.contains(": - ->") } == [
        "changed timeouts.request: - -> 15s", "changed retry.attempts: - -> num_retries 1",
        "changed retry.backoff: - -> base_interval 25ms, max_interval 250ms",
      ])
  }

  @Test("a rule that is not retried has the route's timeout all the same")
  func withoutRetry() {
    #expect(envoy.rule(RulePlan()).setting == RuleBehaviour(requestTimeout: 15 * second))
    #expect(
      envoy.rule(unretried).setting
        == RuleBehaviour(requestTimeout: second, attemptTimeout: 200 * millisecond))
  }

  @Test("0s switches the route's timeout off, and is no absence")
  func zero() {
    let translated = envoy.rule(RulePlan(isRequestTimeoutOff: true))
    #expect(translated.setting.requestTimeout == nil)
    #expect(translated.lines == ["kept timeouts.request: 0s -> 0s"])
    let world = World(rule("timeouts: {request: 0s, backendRequest: 0s}"))
    #expect(world.plan()?.isRequestTimeoutOff == true && world.plan()?.isBackendRequestTimeoutOff == true)
    #expect(World(rule("timeouts: {request: 1s}")).plan()?.isRequestTimeoutOff == false)
  }

  @Test("a timeout of an attempt that is not below the route's is ignored", arguments: [15, 16] as [Int64])
  func idleAttemptTimeout(_ seconds: Int64) {
    let translated = envoy.rule(RulePlan(backendRequestTimeout: seconds * second, retry: fullRule.retry))
    #expect(translated.setting.attemptTimeout == nil)
    #expect(translated.lines.contains("dropped timeouts.backendRequest: \(seconds)s -> -"))
  }

  @Test("a backoff below a millisecond is rounded up, and a long one does not overflow")
  func backoffs() {
    func backoff(_ nanoseconds: Int64) -> RetryBehaviour.Backoff? {
      envoy.rule(RulePlan(retry: .init(attempts: 1, codes: [], backoff: nanoseconds))).setting.retry?.backoff
    }
    #expect(backoff(0) == .envoy(base: 1, maximum: 10))
    #expect(backoff(1 * millisecond) == .envoy(base: 1, maximum: 10))
    let longest = GatewayDuration("99999h99999h99999h99999h")!.nanoseconds
    #expect(backoff(longest) == .envoy(base: longest / millisecond, maximum: longest / millisecond * 10))
  }

  @Test("a policy becomes a retry budget of concurrent retries, without its intervals")
  func budget() {
    let translated = envoy.budget(retryBudget())
    #expect(translated.setting == .envoy(percent: 20, minimum: 10, interval: nil))
    #expect(
      translated.lines == [
        "kept budget.percent: 20 -> budget_percent 20", "dropped budget.interval: 10s -> -",
        "changed minRetryRate.count: 10 -> min_retry_concurrency 10",
        "dropped minRetryRate.interval: 1s -> -",
      ])
    #expect(translated.notes.allSatisfy { $0.location?.file == "input.yaml" })
  }

  @Test("with a budget_interval the interval is kept")
  func interval() {
    let translated = DataPlaneTranslator(.envoyInterval).budget(retryBudget(interval: 30 * second))
    #expect(translated.setting == .envoy(percent: 20, minimum: 10, interval: 30 * second))
    #expect(translated.lines.contains("kept budget.interval: 30s -> budget_interval 30s"))
    #expect(DataPlaneTranslator(.envoyInterval).rule(fullRule).setting == envoy.rule(fullRule).setting)
  }

  @Test(
    "without a policy three concurrent retries are the bound, which is told",
    arguments: [
      DataPlaneKind.envoy, .envoyInterval,
    ])
  func withoutPolicy(_ kind: DataPlaneKind) {
    let translated = DataPlaneTranslator(kind).budget(nil)
    #expect(translated.setting == .concurrency(maximum: 3))
    #expect(translated.lines == ["changed retryConstraint: - -> max_retries 3"])
  }

  @Test("conditions of one's own take the place of those of the rule")
  func conditions() {
    let translated = DataPlaneTranslator(.envoy, retryOn: ["gateway-error"]).rule(fullRule)
    #expect(translated.setting.retry?.statuses == [502, 503, 504])
    #expect(translated.setting.retry?.onTimeout == true)
    #expect(translated.lines.contains("dropped retry.codes: 500, 503 -> -"))
    let mixed = DataPlaneTranslator(.envoy, retryOn: ["retriable-4xx", "retriable-status-codes"]).rule(
      fullRule)
    #expect(mixed.setting.retry?.statuses == [409, 500, 503])
    #expect(mixed.setting.retry?.onRefusal == false)
    #expect(mixed.notes.contains { $0.path == "retry" && $0.verdict == .changed })
    #expect(DataPlaneTranslator(.envoy, retryOn: ["5xx"]).rule(unretried).setting.retry == nil)
  }
}
