import Dispatch
import Foundation
import Synchronization

/// Listens for Ctrl-C while it lives: the first asks the run to stop after what is complete, the second ends the process at once.
final class Interrupt {
  /// How often the user has asked, for any thread.
  final class Count: Sendable {
    fileprivate let value = Atomic<Int>(0)

    /// Whether the user asked to stop.
    var isRaised: Bool { value.load(ordering: .relaxed) > 0 }
  }

  let count = Count()
  private let source: any DispatchSourceSignal

  /// Begins to listen; the default action of the signal comes back with the end of this object.
  init() {
    signal(SIGINT, SIG_IGN)
    source = DispatchSource.makeSignalSource(signal: SIGINT, queue: DispatchQueue.global())
    source.setEventHandler { @Sendable [count] in
      if count.value.add(1, ordering: .relaxed).newValue > 1 { _exit(Failure.Code.interrupted.rawValue) }
      Terminal.say("\nweir: stopping; what is complete will be written (again to stop at once)")
    }
    source.resume()
  }

  deinit {
    source.cancel()
    signal(SIGINT, SIG_DFL)
  }
}
