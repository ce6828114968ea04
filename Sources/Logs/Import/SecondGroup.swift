import Engine

/// Requests of one file that follow one another and whose clock knows only the second, the same for all of them.
///
/// Assumption A-LOG-1: a clock of whole seconds tells nothing of the arrivals within a second; they are those of a Poisson process given
/// how many there are, which are the order statistics of as many uniform draws (reference recorded-traces 4, rule 3; D. R. Cox,
/// P. A. W. Lewis, The Statistical Analysis of Series of Events, 1966, 2.1).
///
/// What is left out of a second counts too, so that filters do not move what stays.
package struct SecondGroup {
  /// Requests of one group. The next ones of the second are a group of their own: uniform as well, only that their order is drawn.
  package static let most = 1 << 18
  /// The number of the draws' purpose, which none of the simulator has.
  package static let purpose: UInt32 = 0x4C4F_4701
  private static let second: Int64 = 1_000_000_000

  /// An entry that stays, and how many of the group came before it.
  private struct Member {
    var entry: LogEntry
    var rank: Int
  }

  private let spread: SecondSpread
  private let seed: UInt64
  private var members: [Member] = []
  private var count = 0
  private var stamp: Int64 = 0
  private var first = LogPlace(file: 0, line: 0)
  private var offsets: [Int64] = []

  package init(_ spread: SecondSpread, seed: UInt64) {
    self.spread = spread
    self.seed = seed
  }

  /// Whether there is nothing to spread.
  package var isEmpty: Bool { count == 0 }

  /// Whether a line with this stamp, in nanoseconds, belongs to it.
  package func holds(_ stamp: Int64) -> Bool { count > 0 && count < Self.most && self.stamp == stamp }

  /// Adds the line at `place`; `entry` is nil where it is left out, its arrival else that of the beginning of the second.
  package mutating func add(_ entry: LogEntry?, stamp: Int64, at place: LogPlace) {
    if count == 0 {
      self.stamp = stamp
      first = place
    }
    if let entry { members.append(Member(entry: entry, rank: count)) }
    count += 1
  }

  /// The entries at their times; the group is empty then.
  package mutating func spreadOut() -> [LogEntry] {
    defer {
      members.removeAll(keepingCapacity: true)
      count = 0
    }
    guard !members.isEmpty else { return [] }
    drawOffsets()
    return members.map { member in
      var entry = member.entry
      entry.arrival += offsets[member.rank]
      return entry
    }
  }

  private mutating func drawOffsets() {
    offsets.removeAll(keepingCapacity: true)
    let stream = RandomStream(
      seed: seed, replication: 0, purpose: Self.purpose, entity: UInt64(first.file))
    var draws = stream.draws(UInt64(bitPattern: stamp / Self.second), UInt32(truncatingIfNeeded: first.line))
    switch spread {
    case .uniform:
      for _ in 0..<count { offsets.append(Int64(draws.below(UInt64(Self.second)))) }
      offsets.sort()
    case .even:
      for rank in 0..<count { offsets.append((2 * Int64(rank) + 1) * Self.second / (2 * Int64(count))) }
    case .burst:
      offsets = Array(repeating: Int64(draws.below(UInt64(Self.second))), count: count)
    case .none:
      offsets = Array(repeating: 0, count: count)
    }
  }
}
