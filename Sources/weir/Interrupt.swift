import Dispatch
import Foundation
import Synchronization

/// Listens for Ctrl-C while it lives: the first asks the work to stop after what is complete, the second ends the process at once.
///
/// One may follow another; there is only ever one at a time.
final class Interrupt {
  /// How often the user has asked, for any thread.
  final class Count: Sendable {
    fileprivate let value = Atomic<Int>(0)

    /// Whether the user asked to stop.
    var isRaised: Bool { value.load(ordering: .relaxed) > 0 }
  }

  let count = Count()

  private static let listening = Mutex<Count?>(nil)

  /// The one source of the process, which is never cancelled: what listens to a signal after a cancelled source may not hear it.
  private static let source: Void = {
    signal(SIGINT, SIG_IGN)
    let source = DispatchSource.makeSignalSource(signal: SIGINT, queue: DispatchQueue.global())
    source.setEventHandler { @Sendable in hear() }
    source.resume()
    _ = Unmanaged.passRetained(source as AnyObject)
  }()

  /// Begins to listen.
  init() {
    Self.listening.withLock { $0 = count }
    Self.source
  }

  deinit {
    Self.listening.withLock { $0 = nil }
  }

  /// Where nobody listens, Ctrl-C ends the process as it does without a source.
  private static func hear() {
    guard let count = listening.withLock({ $0 }) else { _exit(Failure.Code.interrupted.rawValue) }
    if count.value.add(1, ordering: .relaxed).newValue > 1 { _exit(Failure.Code.interrupted.rawValue) }
    Terminal.say("\nweir: stopping; what is complete stays (again to stop at once)")
  }
}
