import Engine
import Testing

@Suite("Tallies")
struct TallyTests {
  @Test("mean, variance and range of a few numbers are those of the textbook")
  func few() throws {
    var tally = Tally()
    for number in [2, 4, 4, 4, 5, 5, 7, 9] as [Double] { tally.record(number) }
    #expect(tally.count == 8)
    #expect(tally.mean == 5)
    #expect(abs(try #require(tally.variance) - 32.0 / 7) < 1e-14)
    #expect(tally.minimum == 2)
    #expect(tally.maximum == 9)
  }

  @Test("a large mean does not drown the variance")
  func offset() throws {
    var tally = Tally()
    for number in [4, 7, 13, 16] as [Double] { tally.record(1e9 + number) }
    #expect(tally.mean == 1e9 + 10)
    #expect(tally.variance == 30)
  }

  @Test("without numbers there is no mean, with one no variance")
  func empty() {
    var tally = Tally()
    #expect(tally.mean == nil && tally.variance == nil && tally.minimum == nil && tally.maximum == nil)
    tally.record(3)
    #expect(tally.mean == 3 && tally.variance == nil && tally.minimum == 3 && tally.maximum == 3)
  }

  @Test("merging is recording all, to rounding", arguments: [0, 1, 400, 1000])
  func merge(split: Int) throws {
    var draws = RandomStream(seed: 6, replication: 0, purpose: 0, entity: 0).draws(0)
    var parts = (Tally(), Tally())
    var all = Tally()
    for index in 0..<1000 {
      let number = 100 + draws.normal()
      all.record(number)
      if index < split { parts.0.record(number) } else { parts.1.record(number) }
    }
    parts.0.merge(parts.1)
    #expect(parts.0.count == 1000)
    // A thousand roundings of 2^-53 each, relative to the mean of 100 and the variance of 1.
    #expect(abs(try #require(parts.0.mean) - #require(all.mean)) < 1e-11)
    #expect(abs(try #require(parts.0.variance) - #require(all.variance)) < 1e-9)
    #expect(parts.0.minimum == all.minimum && parts.0.maximum == all.maximum)
  }
}

@Suite("Time-weighted tally")
struct TimeWeightedTallyTests {
  private func at(_ seconds: Double) -> SimulationTime {
    .zero + SimulationDuration(seconds: seconds)
  }

  @Test("a level counts for as long as it lasts")
  func mean() {
    var tally = TimeWeightedTally()
    tally.set(2, at: at(1))
    tally.set(5, at: at(3))
    tally.set(1, at: at(4))
    #expect(tally.level == 1)
    #expect(tally.maximum == 5)
    #expect(tally.integral(until: at(4)) == 9)
    #expect(tally.integral(until: at(6)) == 11)
    #expect(tally.mean(until: at(10)) == 1.5)
  }

  @Test("a restart forgets what was, but not the level")
  func restart() {
    var tally = TimeWeightedTally(level: 9)
    tally.set(3, at: at(1))
    tally.restart(at: at(2))
    #expect(tally.maximum == 3)
    #expect(tally.integral(until: at(2)) == 0)
    #expect(tally.mean(until: at(2)) == nil)
    tally.set(1, at: at(3))
    #expect(tally.mean(until: at(4)) == 2)
  }

  @Test("a level of no duration has a maximum and no weight")
  func instant() {
    var tally = TimeWeightedTally(at: at(1))
    tally.set(7, at: at(2))
    tally.set(0, at: at(2))
    #expect(tally.maximum == 7)
    #expect(tally.mean(until: at(3)) == 0)
  }

  @Test("the integral is exact where a sum of doubles would not be")
  func exact() {
    var tally = TimeWeightedTally(level: 1 << 40)
    tally.set(1, at: SimulationTime(nanoseconds: 1 << 61))
    tally.set(-(1 << 40), at: SimulationTime(nanoseconds: 1 << 61 + 3))
    #expect(tally.integral(until: SimulationTime(nanoseconds: 1 << 62 + 3)) == 3e-9)
  }
}
