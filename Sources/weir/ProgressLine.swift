import Foundation
import Synchronization

/// One line on standard error that says how far a run is and how long it will still take; only on a terminal.
final class ProgressLine: Sendable {
  private struct State {
    var lastShown = -1.0
    var isShown = false
  }

  private let label: String
  private let isEnabled: Bool
  private let start = ContinuousClock.now
  private let state = Mutex(State())

  /// Creates the line; nothing is shown where standard error is no terminal, or `isQuiet`.
  init(_ label: String, isQuiet: Bool) {
    self.label = label
    isEnabled =
      !isQuiet && isatty(STDERR_FILENO) == 1 && ProcessInfo.processInfo.environment["TERM"] != "dumb"
  }

  /// Shows the share that is done, from 0 to 1, ten times a second at most.
  func show(_ share: Double) {
    guard isEnabled else { return }
    let elapsed = Self.seconds(ContinuousClock.now - start)
    state.withLock { state in
      guard elapsed - state.lastShown >= 0.1 else { return }
      state.lastShown = elapsed
      state.isShown = true
      let left = share > 0.01 ? ", \(Self.readable(elapsed * (1 - share) / share)) left" : ""
      let filled = Int(share * 20)
      let bar = String(repeating: "#", count: filled) + String(repeating: ".", count: 20 - filled)
      write("\r\u{1B}[K\(label) [\(bar)] \(Int(share * 100)) %\(left)")
    }
  }

  /// Removes the line.
  func clear() {
    state.withLock { state in
      if state.isShown { write("\r\u{1B}[K") }
      state.isShown = false
    }
  }

  private func write(_ text: String) {
    FileHandle.standardError.write(Data(text.utf8))
  }

  private static func seconds(_ duration: Duration) -> Double {
    Double(duration.components.seconds) + Double(duration.components.attoseconds) / 1e18
  }

  private static func readable(_ seconds: Double) -> String {
    seconds < 90 ? "\(Int(seconds.rounded(.up))) s" : "\(Int((seconds / 60).rounded(.up))) min"
  }
}
