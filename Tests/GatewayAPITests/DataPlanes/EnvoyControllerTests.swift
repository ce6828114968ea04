import GatewayAPI
import Testing

/// Each test is a row of the mapping table (reference retry-budgets 5.4).
@Suite("what the controllers of Envoy make of rules and policies")
struct EnvoyControllerTests {
  private func translator(_ controller: EnvoyController) -> DataPlaneTranslator {
    DataPlaneTranslator(.envoy, controller: controller)
  }

  @Test("Envoy Gateway retries twice and 503 by default, neither broken connections nor timeouts, elsewhere")
  func envoyGateway() {
    let full = translator(.envoyGateway).rule(fullRule)
    #expect(
      full.setting
        == RuleBehaviour(
          requestTimeout: second, attemptTimeout: 200 * millisecond,
          retry: RetryBehaviour(
            retries: 3, statuses: [500, 503], onRefusal: true, onReset: false, onTimeout: false,
            backoff: .envoy(base: 100, maximum: 1000), repicks: 5, denied: .lastAnswer)))
    #expect(full.lines.contains("changed timeouts.backendRequest: 200ms -> per_try_timeout 200ms"))
    #expect(
      full.lines.contains(
        "changed retry: {codes, attempts, backoff} -> "
          + "retry_on connect-failure,refused-stream,unavailable,cancelled,retriable-status-codes"))
    let bare = translator(.envoyGateway).rule(bareRetry)
    #expect(bare.setting.retry?.retries == 2)
    #expect(bare.setting.retry?.statuses == [503])
    #expect(bare.setting.requestTimeout == 15 * second)
    #expect(bare.lines.contains("changed retry.codes: - -> 503"))
    #expect(bare.lines.contains("changed retry.attempts: - -> num_retries 2"))
  }

  @Test("Envoy Gateway bounds the request by backendRequest where nothing is retried")
  func envoyGatewayTimeouts() {
    let translated = translator(.envoyGateway).rule(unretried)
    #expect(translated.setting == RuleBehaviour(requestTimeout: 200 * millisecond))
    #expect(
      translated.lines == [
        "dropped timeouts.request: 1s -> -", "changed timeouts.backendRequest: 200ms -> the route's timeout",
      ])
  }

  @Test(
    "Envoy Gateway and Cilium do not read policies",
    arguments: [
      (EnvoyController.envoyGateway, 1024), (.cilium, 3),
    ])
  func withoutPolicies(_ controller: EnvoyController, _ maximum: Int) {
    let translated = translator(controller).budget(retryBudget())
    #expect(translated.setting == .concurrency(maximum: maximum))
    #expect(translated.notes.map(\.verdict) == [.dropped, .dropped, .dropped, .dropped, .changed])
    #expect(translated.notes.last?.becomes == "max_retries \(maximum)")
    #expect(translator(controller).budget(nil).setting == translated.setting)
  }

  @Test("Istio retries twice by default, and what is not asked for too; its routes have no timeout")
  func istio() {
    let full = translator(.istio).rule(fullRule)
    #expect(
      full.setting.retry
        == RetryBehaviour(
          retries: 3, statuses: [500, 503], onRefusal: true, onReset: false, onTimeout: false,
          backoff: .envoy(base: 100, maximum: 1000), repicks: 5, denied: .lastAnswer))
    #expect(full.setting.attemptTimeout == 200 * millisecond)
    let bare = translator(.istio).rule(bareRetry).setting
    #expect(bare.retry?.retries == 2)
    #expect(bare.retry?.statuses == [])
    #expect(bare.requestTimeout == nil)
    let unasked = translator(.istio).rule(RulePlan())
    #expect(
      unasked.setting.retry
        == RetryBehaviour(
          retries: 2, statuses: [503], onRefusal: true, onReset: false, onTimeout: false,
          backoff: .envoy(base: 25, maximum: 250), repicks: 5, denied: .lastAnswer))
    #expect(unasked.notes.map(\.path) == ["retry"])
    #expect(unasked.notes.first?.written == nil)
    let off = RulePlan(retry: .init(attempts: 0, codes: [], backoff: nil))
    #expect(translator(.istio).rule(off).setting.retry?.retries == 0)
  }

  @Test("Istio reads percent and count of policies, and without one bounds nothing that could be reached")
  func istioBudget() {
    let translated = translator(.istio).budget(retryBudget(percent: 30, count: 7, per: 2 * second))
    #expect(translated.setting == .envoy(percent: 30, minimum: 7, interval: nil))
    #expect(translated.notes.map(\.verdict) == [.kept, .dropped, .changed, .dropped])
    #expect(translator(.istio).budget(nil).setting == .concurrency(maximum: 4_294_967_295))
  }

  @Test("Cilium's longest wait is twice the first, and attempts have no timeout")
  func cilium() {
    let full = translator(.cilium).rule(fullRule)
    #expect(
      full.setting
        == RuleBehaviour(
          requestTimeout: second,
          retry: RetryBehaviour(
            retries: 3, statuses: [500, 503], backoff: .envoy(base: 100, maximum: 200), denied: .lastAnswer)))
    #expect(full.lines.contains("dropped timeouts.backendRequest: 200ms -> -"))
    #expect(translator(.cilium).rule(bareRetry).setting.retry?.retries == 1)
    #expect(translator(.cilium).rule(bareRetry).setting.retry?.backoff == .envoy(base: 25, maximum: 250))
  }

  @Test("kgateway takes rules as they are and keeps the interval of policies")
  func kgateway() {
    #expect(
      translator(.kgateway).rule(fullRule).setting == DataPlaneTranslator(.envoy).rule(fullRule).setting)
    let translated = translator(.kgateway).budget(retryBudget())
    #expect(translated.setting == .envoy(percent: 20, minimum: 10, interval: 10 * second))
    #expect(translator(.kgateway).budget(nil).setting == .concurrency(maximum: 3))
  }
}
