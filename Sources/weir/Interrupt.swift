import Dispatch
import Experiments
import Foundation
import Synchronization

/// Listens for Ctrl-C and SIGTERM while it lives: the first asks the work to stop after what is complete, the second ends the process at once.
///
/// One may follow another; there is only ever one at a time.
final class Interrupt {
  /// How often the work was asked to stop, for any thread.
  final class Count: Sendable {
    fileprivate let value = Atomic<Int>(0)

    /// Whether it was asked to stop.
    var isRaised: Bool { value.load(ordering: .relaxed) > 0 }
  }

  private struct State {
    var listening: Count?
    /// The signal that came last, SIGINT before any.
    var signal = SIGINT
    var isShard = false

    var code: Failure.Code {
      guard signal == SIGTERM else { return .interrupted }
      return isShard ? .tryAgain : .terminated
    }
  }

  let count = Count()

  private static let state = Mutex(State())

  /// How long a shard that was told to end may take for it, in seconds; engines kill what has not ended after 30.
  private static let graceOfShards: Double = 3

  /// The sources of the process, which are never cancelled: what listens to a signal after a cancelled source may not hear it.
  private static let sources: Void = {
    for number in [SIGINT, SIGTERM] {
      #if canImport(Darwin)
        // Elsewhere what comes before the source listens would be lost.
        signal(number, SIG_IGN)
      #endif
      let source = DispatchSource.makeSignalSource(signal: number, queue: DispatchQueue.global())
      source.setEventHandler { @Sendable in hear(number) }
      source.resume()
      _ = Unmanaged.passRetained(source as AnyObject)
    }
  }()

  /// Begins to listen.
  init() {
    Self.state.withLock { [count] in $0.listening = count }
    Self.sources
  }

  deinit {
    Self.state.withLock { $0.listening = nil }
  }

  /// The exit code of work that was stopped: 130 after Ctrl-C, 143 after SIGTERM, and 75 after SIGTERM in a shard.
  static var code: Failure.Code { state.withLock(\.code) }

  /// From now on SIGTERM ends the process with 75, within seconds, whatever it is doing: the results of a shard's jobs are whole or not there.
  static func beginShard() {
    state.withLock { $0.isShard = true }
    sources
  }

  /// Where nobody listens, a signal ends the process as it does without a source.
  private static func hear(_ number: Int32) {
    let (count, isShard) = state.withLock { state in
      state.signal = number
      return (state.listening, state.isShard)
    }
    let isToldToEnd = number == SIGTERM && isShard
    guard let count else { end() }
    guard count.value.add(1, ordering: .relaxed).newValue == 1 else {
      // Engines signal a script and what it runs, and scripts hand on what they get.
      if isToldToEnd { return }
      end()
    }
    guard isToldToEnd else {
      return Terminal.say("\nweir: stopping; what is complete stays (again to stop at once)")
    }
    Terminal.say("weir: told to end (SIGTERM); what is complete stays")
    DispatchQueue.global().asyncAfter(deadline: .now() + graceOfShards) { end() }
  }

  private static func end() -> Never {
    SweepRunner.removeTemporaryFiles()
    _exit(code.rawValue)
  }
}
