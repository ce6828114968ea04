import Simulator
import Testing

/// Kubernetes, "Horizontal Pod Autoscaling", algorithm details.
@Suite("What the metric of pods asks for")
struct PodReadingsTests {
  static func readings(
    _ ratios: [Double], starting: Int = 0, missing: Int = 0, missingWhenFalling: Double = 1
  ) -> PodReadings {
    var readings = PodReadings(missingWhenFalling: missingWhenFalling)
    for ratio in ratios { readings.add(ratio) }
    readings.starting = starting
    readings.missing = missing
    return readings
  }

  static func desired(
    _ ratios: [Double], of current: Int? = nil, starting: Int = 0, missing: Int = 0,
    missingWhenFalling: Double = 1
  ) -> Int? {
    readings(ratios, starting: starting, missing: missing, missingWhenFalling: missingWhenFalling)
      .desired(current: current ?? ratios.count + starting + missing, tolerance: 0.1)
  }

  @Test("200m for a target of 100m doubles the pods, 50m halves them")
  func documentation() {
    #expect(Self.desired([2, 2, 2]) == 6)
    #expect(Self.desired([0.5, 0.5, 0.5, 0.5]) == 2)
    #expect(Self.desired([0.5, 0.5, 0.5]) == 2)
    #expect(Self.desired([0, 0, 0]) == 0)
  }

  @Test(
    "within a tenth of the target nothing changes, and beyond it the number is rounded up",
    arguments: [(0.9, 10), (1.1, 10), (0.899, 9), (0.801, 9), (0.8, 8), (1.101, 12), (1.2, 12), (1.201, 13)])
  func tolerance(ratio: Double, expected: Int) {
    #expect(Self.desired(Array(repeating: ratio, count: 10)) == expected)
  }

  @Test("without any metric there is nothing to decide")
  func nothing() {
    #expect(Self.desired([]) == nil)
    #expect(Self.desired([], starting: 3, missing: 1) == nil)
  }

  @Test("pods that are starting count as idle where more are needed, and not at all where fewer are")
  func starting() {
    // 4 at twice the target: eight pods' worth, which the four that are starting will take.
    #expect(Self.desired([2, 2, 2, 2], starting: 4) == 8)
    #expect(Self.desired([2, 2, 2, 2], starting: 2) == 8)
    // 3.6 pods' worth on five pods: no more are needed, and the direction does not turn.
    #expect(Self.desired([1.2, 1.2, 1.2], starting: 2) == 5)
    #expect(Self.desired([0.5, 0.5, 0.5, 0.5], starting: 4) == 2)
  }

  @Test("a pod without a metric counts as full where fewer are needed, and as idle where more are")
  func missing() {
    // 2 pods' worth and one at its target: 3; one with all of a capacity of which 60 % are the target: 2 + 5/3.
    #expect(Self.desired([0.5, 0.5, 0.5, 0.5], missing: 1) == 3)
    #expect(Self.desired([0.5, 0.5, 0.5, 0.5], missing: 1, missingWhenFalling: 1 / 0.6) == 4)
    #expect(Self.desired([0.8, 0.8], missing: 2, missingWhenFalling: 2) == 4)
    #expect(Self.desired([2, 2, 2, 2], missing: 1) == 8)
    #expect(Self.desired([1.2, 1.2, 1.2, 1.2], missing: 1) == 5)
    #expect(Self.desired([1, 1], missing: 2) == 4)
  }

  @Test("a change goes in the direction of the metric, whatever the number of pods")
  func direction() {
    // Ten were wanted of which two are there; what they need is less than ten, so nothing changes.
    #expect(Self.desired([2, 2], of: 10, missing: 1) == 10)
    #expect(Self.desired([0.5, 0.5, 0.5, 0.5], of: 2, missing: 1) == 2)
  }

  @Test("a load beyond all measure asks for very many pods")
  func huge() {
    #expect(Self.desired([1e300]) == 1_000_000_000)
  }
}
