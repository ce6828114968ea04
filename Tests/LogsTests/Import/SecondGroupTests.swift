import Logs
import Testing

@Suite("Spreading requests over the second of a coarse clock")
struct SecondGroupTests {
  private static let second: Int64 = 1_000_000_000

  /// Where `count` requests of a second lie in it, as shares of it; those with the ranks in `leftOut` are left out.
  private func offsets(
    _ count: Int, _ spread: SecondSpread = .uniform, seed: UInt64 = 1, stamp: Int64 = 100, line: Int = 1,
    leftOut: Set<Int> = []
  ) -> [Double] {
    var group = SecondGroup(spread, seed: seed)
    for rank in 0..<count {
      let place = LogPlace(file: 0, line: line + rank)
      let entry = LogEntry(arrival: stamp * Self.second - 7, place: place, shape: Int32(rank))
      #expect(group.isEmpty || group.holds(stamp * Self.second))
      group.add(leftOut.contains(rank) ? nil : entry, stamp: stamp * Self.second, at: place)
    }
    let entries = group.spreadOut()
    #expect(entries.map { Int($0.shape) } == (0..<count).filter { !leftOut.contains($0) })
    #expect(group.isEmpty)
    return entries.map { Double($0.arrival - stamp * Self.second + 7) / 1e9 }
  }

  /// The greatest distance between the distribution of `values` and the uniform one (Kolmogorov).
  private func distance(_ values: [Double]) -> Double {
    let count = Double(values.count)
    return values.sorted().enumerated().reduce(0) { greatest, value in
      max(
        greatest, value.element - Double(value.offset) / count,
        Double(value.offset + 1) / count - value.element)
    }
  }

  /// The distance that is exceeded once in a thousand times (Smirnov's limit, 1.949 / √n).
  private func limit(_ count: Int) -> Double { 1.949 / Double(count).squareRoot() }

  @Test("all requests together are uniform in their second, and in the order of their lines")
  func uniform() {
    var all: [Double] = []
    for second in 0..<200 {
      let offsets = offsets(20, stamp: Int64(second), line: 1 + 20 * second)
      #expect(offsets == offsets.sorted())
      #expect(offsets.allSatisfy { (0..<1).contains($0) })
      all += offsets
    }
    #expect(distance(all) < limit(all.count))
  }

  /// The k-th smallest of n uniforms: the first has the distribution function 1 - (1 - x)ⁿ, the last one xⁿ, and the mean of the k-th is
  /// k / (n + 1) with variance k (n + 1 - k) / ((n + 1)² (n + 2)).
  @Test("the first, the last and the middle one have the laws of order statistics")
  func orderStatistics() {
    let count = 9
    let groups = (0..<400).map { offsets(count, stamp: Int64($0), line: 5 * $0 + 1) }
    let firsts = groups.map { group in 1 - (0..<count).reduce(1.0) { product, _ in product * (1 - group[0]) }
    }
    let lasts = groups.map { group in (0..<count).reduce(1.0) { product, _ in product * group[count - 1] } }
    #expect(distance(firsts) < limit(400))
    #expect(distance(lasts) < limit(400))
    let mean = groups.reduce(0) { $0 + $1[4] } / 400
    let deviation = (5.0 * 5 / (100 * 11) / 400).squareRoot()
    #expect(abs(mean - 0.5) < 3.29 * deviation)
  }

  @Test("the draws depend on the seed, the second and the first line, and on nothing else")
  func keys() {
    let offsets = offsets(5)
    #expect(offsets == self.offsets(5))
    #expect(offsets != self.offsets(5, seed: 2))
    #expect(offsets != self.offsets(5, stamp: 101))
    #expect(offsets != self.offsets(5, line: 2))
  }

  @Test("what filters leave out counts, so that the others stay where they are")
  func leftOut() {
    let all = offsets(6)
    #expect(offsets(6, leftOut: [0, 3]) == [1, 2, 4, 5].map { all[$0] })
    #expect(offsets(3, leftOut: [0, 1, 2]) == [])
  }

  @Test("the other laws: even in the middles of equal parts, burst all at one moment, none at the beginning")
  func others() {
    #expect(offsets(4, .even) == [0.125, 0.375, 0.625, 0.875])
    let burst = offsets(4, .burst)
    #expect(Set(burst).count == 1)
    #expect(burst != offsets(4, .burst, stamp: 3))
    let moments = (0..<200).map { offsets(2, .burst, stamp: $0)[0] }
    #expect(distance(moments) < limit(200))
    #expect(offsets(3, .none) == [0, 0, 0])
  }

  @Test("a group takes no more than its memory allows")
  func bounded() {
    var group = SecondGroup(.uniform, seed: 1)
    for line in 1...SecondGroup.most {
      group.add(nil, stamp: 0, at: LogPlace(file: 0, line: line))
    }
    #expect(!group.holds(0))
  }
}
