import Simulator
import Synchronization

/// What the workers of a replicator share: which task is next, what is finished, and whether to stop.
final class Board: Sendable {
  private struct State {
    var next = 0
    var shares: [Double]
    /// The sum of the shares.
    var done = 0.0
    var finished: [FinishedReplication] = []
    /// Why a task outgrew its limits, by its number.
    var outgrown: [Int: SimulationError] = [:]
    var failure: (any Error)?
    var isStopped = false
  }

  private let state: Mutex<State>
  private let tasks: Int
  private let progress: @Sendable (Double) -> Void

  init(tasks: Int, progress: @escaping @Sendable (Double) -> Void) {
    state = Mutex(State(shares: Array(repeating: 0, count: tasks)))
    self.tasks = tasks
    self.progress = progress
  }

  /// The task to run next, nil where none is left or the work stops.
  func next() -> Int? {
    state.withLock { state in
      guard !state.isStopped, state.next < tasks else { return nil }
      state.next += 1
      return state.next - 1
    }
  }

  /// Notes how much of a task is done.
  func report(_ task: Int, share: Double) {
    state.withLock { state in
      state.done += share - state.shares[task]
      state.shares[task] = share
      progress(min(1, state.done / Double(tasks)))
    }
  }

  /// Notes a complete replication.
  func finish(_ replication: FinishedReplication) {
    state.withLock { $0.finished.append(replication) }
  }

  /// Notes a replication that outgrew its limits; the work goes on.
  func outgrow(_ task: Int, _ error: SimulationError) {
    state.withLock { $0.outgrown[task] = error }
  }

  /// Ends the work after what is complete.
  func stop() {
    state.withLock { $0.isStopped = true }
  }

  /// Ends the work with an error; the first one counts.
  func fail(_ error: any Error) {
    state.withLock { state in
      if state.failure == nil { state.failure = error }
      state.isStopped = true
    }
  }

  var isStopped: Bool { state.withLock { $0.isStopped } }
  var failure: (any Error)? { state.withLock { $0.failure } }
  var finished: [FinishedReplication] { state.withLock { $0.finished } }
  var outgrown: [Int: SimulationError] { state.withLock { $0.outgrown } }
}
