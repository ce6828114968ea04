import Synchronization

/// What the workers of an experiment share: which replication is next, what is finished, and whether to stop.
final class Board: Sendable {
  private struct State {
    var next = 0
    var shares: [Double]
    /// The sum of the shares.
    var done = 0.0
    var finished: [FinishedReplication] = []
    var failure: (any Error)?
    var isStopped = false
  }

  private let state: Mutex<State>
  private let replications: Int
  private let progress: @Sendable (Double) -> Void

  init(replications: Int, progress: @escaping @Sendable (Double) -> Void) {
    state = Mutex(State(shares: Array(repeating: 0, count: replications)))
    self.replications = replications
    self.progress = progress
  }

  /// The replication to run next, nil where none is left or the experiment stops.
  func next() -> Int? {
    state.withLock { state in
      guard !state.isStopped, state.next < replications else { return nil }
      state.next += 1
      return state.next - 1
    }
  }

  /// Notes how much of a replication is done.
  func report(_ replication: Int, share: Double) {
    state.withLock { state in
      state.done += share - state.shares[replication]
      state.shares[replication] = share
      progress(min(1, state.done / Double(replications)))
    }
  }

  /// Notes a complete replication.
  func finish(_ replication: FinishedReplication) {
    state.withLock { $0.finished.append(replication) }
  }

  /// Ends the experiment after what is complete.
  func stop() {
    state.withLock { $0.isStopped = true }
  }

  /// Ends the experiment with an error; the first one counts.
  func fail(_ error: any Error) {
    state.withLock { state in
      if state.failure == nil { state.failure = error }
      state.isStopped = true
    }
  }

  var isStopped: Bool { state.withLock { $0.isStopped } }
  var failure: (any Error)? { state.withLock { $0.failure } }
  var finished: [FinishedReplication] { state.withLock { $0.finished } }
}
