import Testing
import Traffic

@Suite("Surges that grow")
struct SurgeRampTests {
  static let ramped = Surge(start: 10 * second, end: 40 * second, factor: 4, ramp: 20 * second)

  @Test("a growing surge of a Poisson process has the integral of its rate in every second")
  func poisson() {
    let arrivals = Arrivals(.poisson(rate: 200), surges: [Self.ramped], seconds: 50)
    // Second k of the ramp has the mean factor 1 + 3 (k + 1/2) / 20.
    let expected = (0..<50).map { index -> Double in
      let inRamp = Double(index - 10) + 0.5
      let factor = index < 10 || index >= 40 ? 1 : inRamp < 20 ? 1 + 3 * inRamp / 20 : 4
      return 200 * factor
    }
    let counts = arrivals.counts(50, every: second)
    #expect(isPlausible(cells: Array(zip(counts, expected)), constraints: 0))
  }

  @Test(
    "a surge that grows to fewer arrivals takes away what its factor of the moment says, and adds nothing")
  func shrinking() {
    let surge = Surge(start: 0, end: 100 * second, factor: 0, ramp: 100 * second)
    let plain = Arrivals(.poisson(rate: 300), seconds: 100)
    let changed = Arrivals(.poisson(rate: 300), surges: [surge], seconds: 100)
    #expect(Set(changed.times).isSubset(of: Set(plain.times)))
    let counts = changed.counts(10, every: 10 * second)
    let expected = (0..<10).map { 3000 * (1 - (Double($0) + 0.5) / 10) }
    #expect(isPlausible(cells: Array(zip(counts, expected)), constraints: 0))
  }

  @Test("a growing surge changes nothing outside its window", arguments: SurgeTests.processes)
  func outside(process: ArrivalProcess) {
    let plain = Arrivals(process, weights: [3, 1], seconds: 50)
    let changed = Arrivals(process, weights: [3, 1], surges: [Self.ramped], seconds: 50)
    #expect(changed.outside(Self.ramped) == plain.outside(Self.ramped))
    #expect(changed.times.count > plain.times.count)
    #expect(changed.times == changed.times.sorted())
  }

  @Test("a growing surge of a constant process comes where the integrated rate is a whole number")
  func constant() {
    // From 2 s on x + x²/4 (to factor 3 within 4 s), 2 requests a second: x + x²/4 = n/2.
    let surge = Surge(start: 2 * second, end: 6 * second, factor: 3, ramp: 4 * second)
    let times = Arrivals(.constant(rate: 2), surges: [surge], seconds: 6).times.filter { $0 >= 2 * second }
    let expected = (0..<16).map { number -> Int64 in
      let x = 2 * ((1 + Double(number) / 2).squareRoot() - 1)
      return 2 * second + Int64((x * 1e9).rounded())
    }
    // x + x²/4 is 8 at 4 s: 16 arrivals, the first at the start.
    #expect(times.count == 16)
    for (one, other) in zip(times, expected) { #expect(abs(one - other) <= 1) }
  }

  @Test("a constant process whose surge shrinks to nothing stops, and goes on after it")
  func constantToNothing() {
    let surge = Surge(start: second, end: 3 * second, factor: 0, ramp: 2 * second)
    let times = Arrivals(.constant(rate: 10), surges: [surge], seconds: 4).times
    // The integral of the rate over the two seconds is 10, from the arrival at 1 s.
    #expect(times.count { $0 >= second && $0 < 3 * second } == 10)
    #expect(times.count { $0 >= 3 * second } == 10)
  }

  @Test("a short ramp of a slow constant process loses no arrival")
  func shortRamp() {
    let surge = Surge(start: second / 4, end: 10 * second, factor: 2, ramp: second / 1000)
    let times = Arrivals(.constant(rate: 1), surges: [surge], seconds: 10).times
    #expect((19...20).contains(times.count))
  }
}
