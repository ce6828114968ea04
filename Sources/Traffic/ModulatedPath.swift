import Engine

/// The pieces of a rate that a Markov chain in continuous time switches: a piece is a stay in a state.
///
/// W. Fischer, K. Meier-Hellstern, "The Markov-modulated Poisson process (MMPP) cookbook",
/// doi:10.1016/0166-5316(93)90035-S. Stays and changes are drawn by the number of the stay, so that every walk along
/// the path of one source in one replication sees the same states.
struct ModulatedPath: Sendable {
  private let states: [ArrivalProcess.State]
  private let stays: RandomStream
  private let changes: RandomStream
  private var state: Int
  /// How many stays were drawn.
  private var count: UInt64 = 0
  private var start = 0.0

  init(_ states: [ArrivalProcess.State], key: SourceKey) {
    self.states = states
    stays = key.stream(TrafficPurpose.stays)
    changes = key.stream(TrafficPurpose.changes)
    // Assumption A-TRF-10: an MMPP begins in its stationary distribution. Each state is entered equally often, so that
    // its share of the time is that of its mean; and what is left of an exponential stay is such a stay.
    var draws = changes.draws(0)
    state = WeightedChoice(weights: states.map { Double($0.mean) })?.choose(&draws) ?? 0
  }

  mutating func next() -> RateCurve.Piece {
    var draws = stays.draws(count)
    let length = draws.exponential() * Double(states[state].mean)
    let rate = states[state].rate / 1e9
    let piece = RateCurve.Piece(start: start, length: length, from: rate, to: rate)
    start += length
    count += 1
    change()
    return piece
  }

  /// Assumption A-TRF-9: each of the other states follows with the same probability.
  private mutating func change() {
    guard states.count > 1 else { return }
    var draws = changes.draws(count)
    let other = Int(draws.below(UInt64(states.count - 1)))
    state = other < state ? other : other + 1
  }
}
