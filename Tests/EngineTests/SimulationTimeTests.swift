import Engine
import Testing

@Suite("Simulated time")
struct SimulationTimeTests {
  @Test(
    "seconds are rounded to the nearest nanosecond, ties to even, and held within the range",
    arguments: [
      (0, 0), (-0.0, 0), (1, 1_000_000_000), (1.5e-9, 2), (2.5e-9, 2), (3.5e-9, 4), (0.4e-9, 0),
      (0.25, 250_000_000), (3600, 3_600_000_000_000),
      (4e6, 4_000_000_000_000_000), (8e8, 800_000_000_000_000_000), (9.3e9, .max), (.infinity, .max),
      (.greatestFiniteMagnitude, .max), (-1, 0), (-.infinity, 0), (.nan, 0), (.leastNonzeroMagnitude, 0),
    ] as [(Double, Int64)])
  func rounding(seconds: Double, nanoseconds: Int64) {
    #expect(SimulationDuration(seconds: seconds).nanoseconds == nanoseconds)
  }

  @Test("rounding is that of the standard library over all magnitudes")
  func roundingEverywhere() {
    var draws = RandomStream(seed: 1, replication: 0, purpose: 0, entity: 0).draws(0)
    for _ in 0..<20_000 {
      let seconds = Double(sign: .plus, exponent: Int(draws.below(64)) - 31, significand: 1 + draws.uniform())
      let exact = (seconds * 1e9).rounded(.toNearestOrEven)
      #expect(SimulationDuration(seconds: seconds).nanoseconds == Int64(exactly: exact) ?? .max)
    }
  }

  @Test("a time and an amount make a time, two times an amount")
  func arithmetic() {
    let time = SimulationTime(nanoseconds: 5) + SimulationDuration(nanoseconds: 7)
    #expect(time == SimulationTime(nanoseconds: 12))
    #expect(time - SimulationTime(nanoseconds: 20) == SimulationDuration(nanoseconds: -8))
    var later = time
    later += SimulationDuration(seconds: 1)
    #expect(later.seconds == 1.000000012)
    #expect(SimulationTime.zero < time && time < .never)
  }

  @Test("sums beyond the range are held at its ends")
  func saturation() {
    let second = SimulationDuration(seconds: 1)
    #expect(SimulationTime.never + second == .never)
    #expect(SimulationDuration(nanoseconds: .max) + second == SimulationDuration(nanoseconds: .max))
    #expect(
      SimulationDuration(nanoseconds: .min) + SimulationDuration(nanoseconds: -1)
        == SimulationDuration(nanoseconds: .min))
  }
}
