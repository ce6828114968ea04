import Experiments
import Foundation
import Testing

@Suite("Where a warm-up ends (MSER-5)")
struct MSER5Tests {
  /// An autoregressive series around 10, x' = φ x + noise, that begins `start` above.
  static func series(_ samples: inout Samples, count: Int, phi: Double, start: Double) -> [Double] {
    var deviation = start
    return (0..<count).map { _ in
      defer { deviation = phi * deviation + samples.normal() }
      return 10 + deviation
    }
  }

  /// The definition, from scratch for every point.
  static func byDefinition(_ series: [Double]) -> Int {
    let means = stride(from: 0, to: series.count / 5 * 5, by: 5).map { series[$0..<$0 + 5].reduce(0, +) / 5 }
    let errors = (0...means.count / 2).map { start -> Double in
      let rest = means[start...]
      let mean = rest.reduce(0, +) / Double(rest.count)
      return rest.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(rest.count * rest.count)
    }
    return 5 * (errors.indices.min { errors[$0] < errors[$1] } ?? 0)
  }

  @Test("a step is cut off where it ends")
  func step() throws {
    let series = Array(repeating: 0.0, count: 40) + (0..<160).map { 10 + ($0 % 2 == 0 ? 0.5 : -0.5) }
    let found = try #require(MSER5(series))
    #expect((found.truncation, found.isAtEdge) == (40, false))
  }

  @Test("the point is that of the definition")
  func definition() throws {
    var samples = Samples(41)
    for round in 0..<200 {
      let series = Self.series(
        &samples, count: 20 + 7 * (round % 40), phi: 0.7, start: Double(round % 5) * 20)
      #expect(try #require(MSER5(series)).truncation == Self.byDefinition(series))
    }
  }

  /// A bias of 50 at the start falls with 0.9 a step to 50 · 0.9⁴⁰ = 0.7 at 40, a third of the series' own deviation 1/√(1 - 0.81) = 2.3.
  @Test("a bias that fades is cut off until it is lost in the noise, and the mean of the rest is right")
  func fading() throws {
    var samples = Samples(42)
    var truncations: [Int] = []
    var biases: (raw: Double, cut: Double) = (0, 0)
    for _ in 0..<200 {
      let series = Self.series(&samples, count: 1000, phi: 0.9, start: 50)
      let found = try #require(MSER5(series))
      #expect(!found.isAtEdge)
      truncations.append(found.truncation)
      let rest = series[found.truncation...]
      biases.raw += (series.reduce(0, +) / 1000 - 10) / 200
      biases.cut += (rest.reduce(0, +) / Double(rest.count) - 10) / 200
    }
    truncations.sort()
    #expect(truncations[10] >= 15)
    #expect((20...60).contains(truncations[100]))
    #expect(truncations[190] <= 250)
    // Left in, the bias is 50 / (1 - 0.9) / 1000 = 0.5.
    #expect(abs(biases.raw - 0.5) < 0.1)
    #expect(abs(biases.cut) < 0.1)
  }

  @Test("of a series that is stationary from the start little is cut off")
  func stationary() throws {
    var samples = Samples(43)
    let found = try (0..<200).map { _ in
      try #require(MSER5((0..<1000).map { _ in samples.normal() }))
    }
    let truncations = found.map(\.truncation).sorted()
    #expect(truncations[100] <= 50)
    #expect(found.count(where: \.isAtEdge) <= 10)
  }

  @Test("a series that never settles has its minimum at the edge")
  func trend() throws {
    let found = try #require(MSER5((0..<200).map(Double.init)))
    #expect((found.truncation, found.isAtEdge) == (100, true))
  }

  @Test(
    "nothing is cut off a constant; fewer than two batches say nothing, and a rest of a batch is not looked at"
  )
  func short() throws {
    #expect(try #require(MSER5(Array(repeating: 0.1, count: 100))).truncation == 0)
    #expect(MSER5([1, 2, 3, 4, 5, 6, 7, 8, 9]) == nil)
    let series = (0..<50).map { Double($0 % 7) }
    #expect(MSER5(series) == MSER5(series + [1e9, -1e9]))
  }
}
