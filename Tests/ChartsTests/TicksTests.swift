import Charts
import Testing

@Suite struct TicksTests {
  @Test func `linear ticks are multiples of 1, 2 or 5 without rounding noise`() {
    #expect(Ticks.linear(0, 1, count: 5) == [0, 0.2, 0.4, 0.6, 0.8, 1])
    #expect(Ticks.linear(-3, 7, count: 5) == [-2, 0, 2, 4, 6])
    #expect(Ticks.linear(0, 437, count: 5) == [0, 100, 200, 300, 400])
    #expect(Ticks.linear(0, 3e-12, count: 3) == [0, 1e-12, 2e-12, 3e-12])
    #expect(Ticks.linear(0, 9e15, count: 4) == [0, 5e15])
  }

  @Test func `a range is made longer to whole steps`() {
    let ends = Ticks.niceEnds(0.3, 437, Ticks.step(of: 436.7, count: 5))
    #expect(ends.low == 0 && ends.high == 500)
  }

  @Test func `an axis that ends at whole steps has a mark at both ends`() {
    for (low, high) in [(0.05, 0.15), (0.0, 437), (-3, 8.5), (0, 1e-12), (990, 1010)] {
      let axis = Axis(.linear, holding: [low, high], wording: Gallery.plain).endingNicely(count: 5)
      let ticks = axis.ticks(5).map(\.value)
      #expect(ticks.first == axis.low && ticks.last == axis.high)
      #expect(axis.low <= low && axis.high >= high && (4...8).contains(ticks.count))
    }
  }

  @Test func `times are told in steps in which people count`() {
    #expect(Ticks.time(0, 300, count: 10) == (0...10).map { Double($0) * 30 })
    #expect(Ticks.time(0, 3600, count: 6) == (0...6).map { Double($0) * 600 })
    #expect(Ticks.time(0, 0.4, count: 4) == [0, 0.1, 0.2, 0.3, 0.4])
    #expect(Ticks.time(0, 86400 * 30, count: 3) == [0, 864_000, 1_728_000, 2_592_000])
  }

  @Test func `a clock leaves out what is zero`() {
    let texts = [0, 0.25, 0.000_5, 12.5, 60, 90, 3600, 5400, 86400, 90061, -5].map { Clock.text($0) }
    #expect(
      texts == ["0s", "250ms", "500µs", "12.5s", "1m", "1m30s", "1h", "1h30m", "1d", "1d1h1m1s", "-5s"])
  }

  @Test func `logarithmic ticks are powers of 10, and doubles and fives where few`() {
    #expect(Ticks.logarithmic(0.01, 100, count: 5) == [0.01, 0.1, 1, 10, 100])
    #expect(Ticks.logarithmic(10, 100, count: 5) == [10, 20, 50, 100])
    #expect(Ticks.logarithmic(1e-12, 1e15, count: 5).count <= 6)
    #expect(Ticks.logarithmic(210, 340, count: 5) == [250, 300])
  }

  @Test func `a tail has a tick for each further nine`() {
    let ticks = Ticks.tail(0, 0.9995)
    #expect(ticks.count == 5)
    #expect(zip(ticks, [0, 0.5, 0.9, 0.99, 0.999]).allSatisfy { abs($0 - $1) < 1e-12 })
  }

  @Test func `on a tail the nines are equally far apart, and 1 is at the end`() throws {
    let axis = Axis(.tail, holding: [0, 0.999, 1], wording: Gallery.share)
    let places = try [0.9, 0.99, 0.999, 1].map { try #require(axis.position($0)) }
    #expect(abs((places[1] - places[0]) - (places[2] - places[1])) < 1e-9)
    #expect(places[3] == 1 && places[2] < 0.95)
    #expect(axis.ticks(5).map(\.text) == ["0 %", "50 %", "90 %", "99 %", "99.9 %", "100 %"])
  }

  @Test func `own logarithms agree with known values`() {
    #expect(Logarithm.ten(1) == 0)
    for exponent in -100...100 {
      #expect(abs(Logarithm.ten(Logarithm.tens(1, exponent)) - Double(exponent)) < 1e-12)
      #expect(Logarithm.floorOfTen(Logarithm.tens(1, exponent)) == exponent)
      #expect(Logarithm.floorOfTen(Logarithm.tens(1, exponent).nextDown) == exponent - 1)
    }
    #expect(abs(Logarithm.ten(2) - 0.301_029_995_663_981_2) < 1e-15)
    #expect(abs(Logarithm.ten(7) - 0.845_098_040_014_256_8) < 1e-15)
  }

  @Test func `an axis ends where its values do, also where they are all the same or none`() {
    #expect(Axis(.linear, holding: [5.0, 5], wording: Gallery.plain).low < 5)
    #expect(Axis(.linear, holding: [Double](), wording: Gallery.plain).high == 1)
    #expect(Axis(.logarithmic, holding: [0, -1, .nan], wording: Gallery.plain).low == 1)
    #expect(Axis(.linear, holding: [1, .infinity], wording: Gallery.plain).position(.infinity) == 1)
    #expect(Axis(.logarithmic, holding: [1, 10], wording: Gallery.plain).position(0) == nil)
    #expect(Axis(.linear, holding: [0.0, 1], within: -1...4, wording: Gallery.plain).low == -1)
  }
}
