import Records
import Scenarios
import Simulator
import TestWorlds
import Testing

/// Arrivals evenly spaced and constant service times, so that the load is what it is without noise.
@Suite("The number of endpoints comes out at the load over what one endpoint shall take")
struct AutoscalingLawTests {
  /// Little's law: λs are in service, whatever the number of endpoints, so that n endpoints of c slots are busy to λs / (n c). The number
  /// that the autoscaler keeps is the one with ceil(n · λs / (n c) / u) = n, that is ceil(λs / (c u)).
  @Test(
    "is ceil(λs / (c u)), from above and from below",
    arguments: [
      (rate: 100.0, time: 0.1, slots: 4, target: 0.5), (100, 0.1, 4, 0.6), (80, 0.1, 1, 0.8),
      (90, 0.2, 8, 0.7),
      (30, 0.7, 2, 0.35), (150, 0.05, 3, 0.9),
    ])
  func steady(rate: Double, time: Double, slots: Int, target: Double) throws {
    // What is a whole number stays one.
    let expected = (rate * time / (Double(slots) * target) - 1e-9).rounded(.up)
    for initial in [Int(expected) - 1, 40] {
      var station = ServiceModel.station(try .constant(time), concurrency: slots)
      station.endpoints = initial
      var autoscaler = Autoscaler(maximum: 40, target: .utilization(target), startTime: try .constant(5))
      autoscaler.tolerance = 0.02
      autoscaler.scaleDown.stabilization = 30_000_000_000
      station.autoscaler = autoscaler
      let world = World(station: station, arrivals: .constant(rate: rate), duration: 150)
      let record = try #require(try world.run().first)
      let number = record.timeline.first { $0.metric == "endpoints" }?.values.last
      #expect(number == expected)
    }
  }
}
