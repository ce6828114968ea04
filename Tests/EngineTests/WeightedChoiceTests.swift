import Engine
import Testing

@Suite("Weighted choice")
struct WeightedChoiceTests {
  static let weights: [[Double]] = [
    [1], [1, 1], [9, 1], [0.5, 0.3, 0.2], [0, 1, 0, 2, 0], Array(repeating: 1, count: 1000),
    (1...300).map { 1 / Double($0) }, [1e-300, 1e-300, 2e-300], [1e308, 1e308, 1e308], [1e-12, 1, 1],
  ]

  @Test("outcomes come as often as their weights say: chi-square at 1e-4", arguments: weights)
  func shares(weights: [Double]) throws {
    let choice = try #require(WeightedChoice(weights: weights))
    let stream = RandomStream(seed: 8, replication: 0, purpose: 0, entity: UInt64(weights.count))
    var counts = [Int](repeating: 0, count: weights.count)
    for request in 0..<40_000 as Range<UInt64> {
      var draws = stream.draws(request)
      counts[choice.choose(&draws)] += 1
    }
    let scale = weights.max() ?? 1
    let total = weights.reduce(0) { $0 + $1 / scale }
    var cells: [(observed: Int, expected: Double)] = []
    for (weight, count) in zip(weights, counts) {
      if weight == 0 { #expect(count == 0) }
      let expected = weight / scale / total * 40_000
      if expected >= 5 { cells.append((count, expected)) } else { #expect(count <= 25) }
    }
    #expect(isPlausible(cells: cells))
  }

  @Test(
    "weights without a choice are refused",
    arguments: [[], [0], [0, 0], [1, -1], [1, .nan], [1, .infinity], [-0.5]] as [[Double]])
  func refused(weights: [Double]) {
    #expect(WeightedChoice(weights: weights) == nil)
  }

  @Test("where weights change a little, only that share of the choices changes")
  func monotone() throws {
    let before = try #require(WeightedChoice(weights: [50, 30, 20]))
    let after = try #require(WeightedChoice(weights: [50, 29, 21]))
    let stream = RandomStream(seed: 9, replication: 0, purpose: 0, entity: 0)
    var changed = 0
    for request in 0..<100_000 as Range<UInt64> {
      var (first, second) = (stream.draws(request), stream.draws(request))
      let (old, new) = (before.choose(&first), after.choose(&second))
      if old != new {
        #expect(old == 1 && new == 2)
        changed += 1
      }
    }
    // Binomial with p = 0.01: 1000, standard deviation 31.5; four of them.
    #expect(abs(changed - 1000) < 126)
  }
}
