import GatewayAPI
import Testing

@Suite("retry budgets")
struct RetryBudgetTests {
  private func policy(
    _ constraint: String, name: String = "policy",
    target: String = "{group: \"\", kind: Service, name: v1}",
    metadata: String = ""
  ) -> String {
    """
    apiVersion: gateway.networking.x-k8s.io/v1alpha1
    kind: XBackendTrafficPolicy
    metadata: {name: \(name)\(metadata)}
    spec:
      targetRefs: [\(target)]
      \(constraint)
    """
  }

  private let retrying = route(rules: "  - {backendRefs: [{name: v1, port: 8080}], retry: {codes: [503]}}")
  private let v1 = NamespacedName(name: "v1")

  @Test(
    "defaults fill what is absent",
    arguments: [
      ("retryConstraint: {}", 20, 10, 10, 1000, 0),
      ("retryConstraint: {budget: {}}", 20, 10, 10, 1000, 0),
      ("retryConstraint: {budget: {percent: 5}}", 5, 10, 10, 1000, 0),
      ("retryConstraint: {budget: {interval: 1m}}", 20, 60, 10, 1000, 0),
      ("retryConstraint: {budget: null}", 20, 10, 10, 1000, 0),
      ("retryConstraint: {minRetryRate: {count: 3, interval: 500ms}}", 20, 10, 3, 500, 0),
      ("retryConstraint: {minRetryRate: {}}", 20, 10, 10, 1000, 1),
      ("retryConstraint: {minRetryRate: {count: 3}}", 20, 10, 3, 1000, 1),
      ("retryConstraint: {minRetryRate: {interval: 2s}}", 20, 10, 10, 2000, 1),
      ("retryConstraint: {budget: {percent: 0}}", 0, 10, 10, 1000, 0),
    ])
  func defaults(
    _ constraint: String, percent: Int, seconds: Int64, count: Int, milliseconds: Int64, warnings: Int
  ) throws {
    let world = World(documents(policy(constraint), retrying))
    #expect(world.errors.isEmpty)
    let budget = try #require(world.configuration.retryBudget(of: v1))
    #expect(budget.policy == NamespacedName(name: "policy"))
    #expect(budget.percent == percent)
    #expect(budget.interval == seconds * 1_000_000_000)
    #expect(budget.minimumCount == count)
    #expect(budget.minimumInterval == milliseconds * 1_000_000)
    #expect(budget.location.line == 6)
    #expect(world.messages(.policyIncomplete).count == warnings)
  }

  @Test("without a retryConstraint there is no budget", arguments: ["", "retryConstraint: null"])
  func noConstraint(_ constraint: String) {
    let world = World(documents(policy(constraint), retrying))
    #expect(world.errors.isEmpty)
    #expect(world.configuration.retryBudget(of: v1) == nil)
  }

  @Test(
    "bounds are held, in the words of the API server",
    arguments: [
      ("budget: {percent: 101}", GatewayCode.range, "should be less than or equal to 100"),
      ("budget: {percent: -1}", .range, "should be greater than or equal to 0"),
      ("budget: {percent: 20%}", .type, "must be of type integer"),
      (
        "budget: {interval: 999ms}", .durationRule,
        "interval cannot be greater than one hour or less than one second"
      ),
      (
        "budget: {interval: 1h1ms}", .durationRule,
        "interval cannot be greater than one hour or less than one second"
      ),
      ("budget: {interval: 10}", .type, "must be of type string"),
      ("budget: {interval: 10 s}", .pattern, "should match '^([0-9]{1,5}(h|m|s|ms)){1,4}$'"),
      ("minRetryRate: {count: 0, interval: 1s}", .range, "should be greater than or equal to 1"),
      ("minRetryRate: {count: 1000001, interval: 1s}", .range, "should be less than or equal to 1000000"),
      ("minRetryRate: {count: 1, interval: 0s}", .durationRule, "interval cannot be greater than one hour"),
      ("minRetryRate: {count: 1, interval: 61m}", .durationRule, "interval cannot be greater than one hour"),
    ])
  func bounds(_ field: String, _ code: GatewayCode, _ text: String) throws {
    let message = try #require(World(policy("retryConstraint: {\(field)}")).errors.first)
    #expect(message.code == code.rawValue)
    #expect(message.message.contains(text))
    #expect(message.location?.line == 6)
    #expect(message.object == "XBackendTrafficPolicy/default/policy")
  }

  @Test("an interval of an hour and one of a second are inside", arguments: ["1h", "60m", "1s", "1000ms"])
  func inside(_ interval: String) {
    #expect(World(policy("retryConstraint: {budget: {interval: \(interval)}}")).errors.isEmpty)
  }

  @Test("the older policy of a Service applies, then the first by name, and the other is told so")
  func conflicts() throws {
    let a = policy("retryConstraint: {budget: {percent: 1}}", name: "a")
    let b = policy("retryConstraint: {budget: {percent: 2}}", name: "b")
    let old = policy(
      "retryConstraint: {budget: {percent: 3}}", name: "c",
      metadata: ", creationTimestamp: 2020-01-01T00:00:00Z")
    let world = World(documents(b, a, retrying))
    #expect(world.configuration.retryBudget(of: v1)?.percent == 1)
    let message = try #require(world.messages(.policyConflict).first)
    #expect(message.object == "XBackendTrafficPolicy/default/b")
    #expect(message.location?.line == 5)
    #expect(World(documents(b, a, old, retrying)).configuration.retryBudget(of: v1)?.percent == 3)
  }

  @Test("a policy without a budget still wins, whole")
  func wholePolicy() {
    let world = World(documents(policy("", name: "a"), policy("retryConstraint: {}", name: "b"), retrying))
    #expect(world.configuration.retryBudget(of: v1) == nil)
    #expect(world.messages(.policyConflict).map(\.object) == ["XBackendTrafficPolicy/default/b"])
  }

  @Test(
    "a target that is missing or no Service is a warning at its line",
    arguments: ["{group: \"\", kind: Service, name: gone}", "{group: apps, kind: Deployment, name: v1}"])
  func targets(_ target: String) {
    let world = World(policy("retryConstraint: {}", target: target))
    #expect(world.errors.isEmpty)
    #expect(world.messages(.policyTargetMissing).map(\.location?.line) == [5])
  }

  @Test("a budget for a Service that no retrying route reaches is a warning")
  func unreached() {
    let calm = route("calm", to: "v1", matches: "{}")
    #expect(World(documents(policy("retryConstraint: {}"), calm)).messages(.policyWithoutRetries).count == 1)
    #expect(World(documents(policy("retryConstraint: {}"), retrying)).messages(.policyWithoutRetries).isEmpty)
  }

  @Test("one policy may have several targets, but none twice")
  func severalTargets() {
    let two = "{group: \"\", kind: Service, name: v1}, {group: \"\", kind: Service, name: v2}"
    let world = World(policy("retryConstraint: {}", target: two))
    #expect(world.configuration.retryBudget(of: NamespacedName(name: "v2"))?.percent == 20)
    let twice = World(policy("retryConstraint: {}", target: two.replacing("v2", with: "v1")))
    #expect(twice.errors.map(\.code) == [GatewayCode.duplicateItem.rawValue])
  }
}
