import Engine
import Logs
import Testing

@Suite("Clocks of logs")
struct ClockTests {
  private static let second: Int64 = 1_000_000_000

  private func unit(_ times: some Sequence<Int64>) -> Int64? {
    var clock = ClockResolution()
    for time in times { clock.add(time, promising: 1) }
    return clock.unit
  }

  /// The tick that times seem to have.
  private func tick(_ times: [Int64]) -> Int64? {
    var clock = ClockResolution()
    var gaps = GapStatistics()
    for (index, time) in times.enumerated() {
      clock.add(time, promising: 1)
      if index > 0 { gaps.add(UInt64(time - times[index - 1]), from: times[index - 1]) }
    }
    return clock.tick(gaps, span: UInt64((times.last ?? 0) - (times.first ?? 0)))
  }

  private func draws(_ seed: UInt64) -> Draws {
    RandomStream(seed: seed, replication: 0, purpose: 0, entity: 0).draws(0)
  }

  @Test(
    "the unit of a clock is found whatever its digits promise",
    arguments: [1, 10, 1000, 1_000_000, 100_000_000, 1_000_000_000, 60_000_000_000, 3_600_000_000_000]
      as [Int64])
  func units(_ unit: Int64) {
    var draws = draws(5)
    var time: Int64 = 0
    let times = (0..<5000).map { _ in
      time += Int64(draws.below(100)) * unit
      return time
    }
    #expect(self.unit(times) == unit)
  }

  @Test("a time in a thousand from another clock changes nothing, and two do")
  func strangers() {
    var times = (0..<2000).map { Int64($0) * Self.second }
    for stranger in [700, 900] { times[stranger] += 17 }
    #expect(unit(times) == Self.second)
    #expect(unit(times.prefix(1500)) == 1)
  }

  @Test("fewer than ten distinct times tell nothing, however often each occurs")
  func tooFew() {
    #expect(unit((0..<9).map { $0 * Self.second }) == nil)
    #expect(unit((0..<9).flatMap { Array(repeating: $0 * Self.second, count: 5) }) == nil)
    #expect(unit((1..<11).map { $0 * Self.second }) == Self.second)
    #expect(unit([]) == nil)
  }

  @Test("a clock that ticks every 3 s and writes milliseconds is found out, with its drift")
  func slowTicks() {
    var draws = draws(11)
    let times = (0..<500).flatMap { tick in
      Array(repeating: Int64(tick) * 3000 + Int64(draws.below(3)), count: 1 + Int(draws.below(20))) as [Int64]
    }
    let found = tick(times.map { $0 * 1_000_000 })
    #expect(found == 3 * Self.second)
  }

  @Test("neither batches at random, nor even arrivals, nor a clock of whole seconds has ticks of its own")
  func noTicks() {
    var draws = draws(12)
    var time = 0.0
    let batches = (0..<500).flatMap { _ in
      time += draws.exponential() * 3
      return Array(repeating: Int64(time * 1000) * 1_000_000, count: 10) as [Int64]
    }
    #expect(tick(batches) == nil)
    let even = (0..<1000).map { Int64($0) * 3 * Self.second + Int64($0 % 2) * 1_000_000 }
    #expect(tick(even) == nil)
    let seconds = (0..<1000).map { Int64($0 / 5) * Self.second }
    #expect(tick(seconds) == nil)
    #expect(tick([]) == nil)
  }

  @Test("minutes that are always the same in many hours are no traffic, and traffic is not doctored")
  func doctored() throws {
    var draws = draws(13)
    func found(_ times: [Int64]) -> ClockFields.Doctored? {
      var fields = ClockFields()
      for time in times.sorted() { fields.add(time) }
      return fields.doctored
    }
    let hours = (0..<84).flatMap { hour in
      (0..<100).map { _ -> Int64 in (Int64(hour) * 3600 + 300 + Int64(draws.below(60))) * Self.second }
    }
    #expect(found(hours) == .init(field: "minute", values: [5], visits: 84))
    // A second that is always the same, with milliseconds.
    let minutes = (0..<84).flatMap { minute in
      (0..<10).map { _ -> Int64 in (Int64(minute) * 60 + 17) * Self.second + Int64(draws.below(1_000_000_000))
      }
    }
    #expect(found(minutes) == .init(field: "second", values: [17], visits: 84))
    // Few hours prove nothing: 60^(1-v) is below 10⁻⁹ from the seventh on.
    #expect(found(Array(hours.prefix(600))) == nil)
    #expect(found(Array(hours.prefix(700))) != nil)
    // A job at five past each hour, alone or all at once, and a probe every minute.
    let hourly = (0..<84).map { (Int64($0) * 3600 + 300) * Self.second }
    #expect(found(hourly) == nil)
    #expect(found(hourly.flatMap { hour in (0..<10).map { hour + $0 } }) == nil)
    let probes = (0..<1000).map { Int64($0) * 60 * Self.second + Int64(draws.below(1_000_000_000)) }
    #expect(found(probes) == nil)
    #expect(found([]) == nil)
  }

  @Test("times are written as RFC 3339 wants them")
  func texts() {
    #expect(LogClock.text(1_460_751_420_310_000_000) == "2016-04-15T20:17:00.31Z")
    #expect(LogClock.text(951_782_400_000_000_000) == "2000-02-29T00:00:00Z")
    #expect(LogClock.text(1) == "1970-01-01T00:00:00.000000001Z")
    #expect(LogClock.text(-1) == "1969-12-31T23:59:59.999999999Z")
    #expect(LogClock.text(7_258_118_399_000_000_000) == "2199-12-31T23:59:59Z")
    #expect(LogClock.isEpoch(804_571_201_000_000_000))
    #expect(!LogClock.isEpoch(86_400_000_000_000))
  }
}
