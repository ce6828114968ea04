import Foundation

/// How much was handed over to the writer and is not yet written, and whether writing failed.
///
/// Threads that hand over wait here while there is too much, so that memory stays bounded.
///
/// Sendable unchecked, for `NSCondition`: every access to the state is made with the condition locked.
final class Backlog: @unchecked Sendable {
  private enum Phase {
    case open
    case concluding
    case closed
  }

  private let condition = NSCondition()
  private let path: String
  private let limit: Int
  private var rows = 0
  private var phase = Phase.open
  private var failure: ResultsError?

  /// Creates an empty backlog of at most `limit` rows; a single larger hand-over passes when it is alone.
  init(path: String, limit: Int) {
    self.path = path
    self.limit = limit
  }

  /// Adds rows, waiting while there is no room.
  ///
  /// - Throws: What made an earlier write fail, or ``ResultsError/closed(path:)``.
  func add(_ count: Int) throws(ResultsError) {
    condition.lock()
    defer { condition.unlock() }
    try check()
    while rows > 0, rows + count > limit {
      condition.wait()
      try check()
    }
    rows += count
  }

  /// Takes off rows that were written or given up.
  func remove(_ count: Int) {
    condition.lock()
    rows -= count
    condition.broadcast()
    condition.unlock()
  }

  /// What made writing fail, or pointless.
  var firstFailure: ResultsError? {
    condition.lock()
    defer { condition.unlock() }
    return failure
  }

  /// Keeps the first failure and wakes who waits.
  func fail(_ error: ResultsError) {
    condition.lock()
    if failure == nil { failure = error }
    condition.broadcast()
    condition.unlock()
  }

  /// Ends the hand-over; what was handed over is still written.
  ///
  /// - Throws: What made an earlier write fail, or ``ResultsError/closed(path:)``.
  func conclude() throws(ResultsError) {
    condition.lock()
    defer { condition.unlock() }
    try check()
    phase = .concluding
    condition.broadcast()
  }

  /// Ends everything; what still waits need not be written. False where it had ended before.
  func close() -> Bool {
    condition.lock()
    defer { condition.unlock() }
    guard phase != .closed else { return false }
    phase = .closed
    if failure == nil { failure = .closed(path: path) }
    condition.broadcast()
    return true
  }

  private func check() throws(ResultsError) {
    if let failure { throw failure }
    if phase != .open { throw .closed(path: path) }
  }
}
