import Scenarios
import Testing

@Suite("Reading autoscalers")
struct AutoscalerReaderTests {
  static let second: Int64 = 1_000_000_000

  static func service(_ autoscaler: String, endpoints: Int = 4) throws -> ServiceModel {
    var text = ScenarioText()
    text.checkout =
      "name: shop/checkout, endpoints: \(endpoints), concurrency: 8, serviceTime: 20ms, autoscaler: {\(autoscaler)}"
    let (scenario, messages) = text.read()
    #expect(messages == [])
    return try #require(scenario?.services.first)
  }

  @Test("what is not said is as Kubernetes has it")
  func defaults() throws {
    let autoscaler = try #require(try Self.service("max: 10, target: 60%").autoscaler)
    #expect(autoscaler.minimum == 1)
    #expect(autoscaler.maximum == 10)
    #expect(autoscaler.target == .utilization(0.6))
    #expect(autoscaler.syncPeriod == 15 * Self.second)
    #expect(autoscaler.metricWindow == 15 * Self.second)
    #expect(autoscaler.tolerance == 0.1)
    #expect(autoscaler.startTime.mean == 10)
    #expect(
      autoscaler.scaleUp
        == Autoscaler.Rules(
          stabilization: 0,
          policies: [
            .init(.pods(4), period: 15 * Self.second), .init(.percent(100), period: 15 * Self.second),
          ]
        ))
    #expect(
      autoscaler.scaleDown
        == Autoscaler.Rules(
          stabilization: 300 * Self.second, policies: [.init(.percent(100), period: 15 * Self.second)]))
  }

  @Test("every field is read")
  func everything() throws {
    let fields = """
      min: 2, max: 20, target: {inFlight: 2.5}, syncPeriod: 30s, metricWindow: 1m, tolerance: 5%, stabilization: 1m,
            startTime: {uniform: {low: 1s, high: 3s}}, behavior: {scaleUp: {stabilization: 10s, select: min,
            policies: [{pods: 2, period: 1m}, {percent: 50, period: 30m}]}, scaleDown: {select: disabled}}
      """
    let autoscaler = try #require(try Self.service(fields).autoscaler)
    #expect(autoscaler.minimum == 2)
    #expect(autoscaler.maximum == 20)
    #expect(autoscaler.target == .inFlight(2.5))
    #expect(autoscaler.syncPeriod == 30 * Self.second)
    #expect(autoscaler.metricWindow == 60 * Self.second)
    #expect(autoscaler.tolerance == 0.05)
    #expect(autoscaler.startTime.mean == 2)
    var up = Autoscaler.Rules(
      stabilization: 10 * Self.second,
      policies: [.init(.pods(2), period: 60 * Self.second), .init(.percent(50), period: 1800 * Self.second)])
    up.select = .min
    #expect(autoscaler.scaleUp == up)
    #expect(autoscaler.scaleDown.stabilization == 60 * Self.second)
    #expect(autoscaler.scaleDown.select == .disabled)
    let other = try #require(
      try Self.service("max: 3, target: {utilization: 1/2}, behavior: {scaleDown: {stabilization: 0}}")
        .autoscaler)
    #expect(other.target == .utilization(0.5))
    #expect(other.scaleDown.stabilization == 0)
  }

  @Test(
    "the endpoints at time zero are those of the service within its bounds",
    arguments: [(0, 2), (4, 4), (99, 10)])
  func initial(endpoints: Int, expected: Int) throws {
    let service = try Self.service("min: 2, max: 10, target: 60%", endpoints: endpoints)
    #expect(service.initialEndpoints == expected)
    #expect(service.mostEndpoints == 10)
  }

  @Test("a fault may hit as many endpoints as there may be, and a share of those at time zero")
  func faults() throws {
    var text = ScenarioText()
    text.checkout =
      "name: shop/checkout, endpoints: 4, concurrency: 8, serviceTime: 20ms, autoscaler: {max: 10, target: 60%}"
    for (written, expected) in [("10", 10), ("50%", 2)] {
      text.faults =
        "faults: [{name: f, target: {service: shop/checkout, endpoints: \(written)}, at: 1s, for: 1s, crash: true}]"
      let (scenario, messages) = text.read()
      #expect(messages == [])
      let fault = try #require(scenario?.faults.first)
      #expect(
        fault.target == .service(NamespacedName(namespace: "shop", name: "checkout"), endpoints: expected))
    }
    text.faults =
      "faults: [{name: f, target: {service: shop/checkout}, at: 1s, rollingRestart: {startTime: 5s, maxUnavailable: 1}}]"
    // All places are gone through, whether there is an endpoint or not.
    #expect(text.read().scenario?.faults.first?.duration == 50 * Self.second)
  }
}
