import Engine

/// One axis of a Latin hypercube: each of N points lies in another of the N equal strata of the axis, at a uniform place in it.
///
/// M. McKay, R. Beckman, W. Conover, 1979, doi:10.2307/1268522. The axes are drawn independently, each keyed by the seed and its path,
/// so that one axis more shifts no other.
package struct LatinHypercube {
  /// The draws of experiments have purposes from 1,000 on, beyond those of traffic and of the simulator.
  private static let purpose: UInt32 = 1000

  private let strata: [Int32]
  private let stream: RandomStream

  /// Draws the axis of `path` for `points` points, at least 1: in time and memory of that order.
  package init(path: String, points: Int, seed: UInt64) {
    stream = RandomStream(
      seed: seed, replication: 0, purpose: Self.purpose, entity: RandomStream.entity(named: path))
    var strata = (0..<Int32(points)).map { $0 }
    var draws = stream.draws(0)
    // Fisher and Yates: every permutation is equally likely.
    for index in stride(from: points - 1, to: 0, by: -1) {
      strata.swapAt(index, Int(draws.below(UInt64(index + 1))))
    }
    self.strata = strata
  }

  /// Where point `index` lies on the axis, from 0 to less than 1.
  package func position(of index: Int) -> Double {
    var draws = stream.draws(UInt64(index) + 1)
    let position = (Double(strata[index]) + draws.uniform()) / Double(strata.count)
    return min(position, (1.0).nextDown)
  }
}
