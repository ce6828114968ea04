import ArgumentParser
import Foundation
import Reports

/// Why a command ends early: what is said on standard error, and the exit code.
struct Failure: Error {
  /// The exit codes of `weir`, the same whatever the output format.
  enum Code: Int32 {
    /// A check failed.
    case checkFailed = 1
    /// A check was inconclusive and `--strict` was given.
    case inconclusive = 2
    /// Jobs of a sweep are missing.
    case incomplete = 3
    /// The command line makes no sense.
    case usage = 64
    /// The input has errors.
    case badInput = 65
    /// An input does not exist.
    case inputMissing = 66
    /// A mistake inside Weir.
    case internalError = 70
    /// The output cannot be created.
    case cannotCreate = 73
    /// Reading or writing failed midway.
    case inputOutput = 74
    /// Something may work the next time, in a shard of a sweep.
    case tryAgain = 75
    /// Interrupted, with Ctrl-C unless ``Interrupt/code`` knows better.
    case interrupted = 130
    /// Ended by SIGTERM.
    case terminated = 143
  }

  let code: Code
  /// Said on standard error; empty where everything has been said.
  let message: String

  init(_ code: Code, _ message: String = "") {
    self.code = code
    self.message = message
  }

  var exitCode: ExitCode { ExitCode((code == .interrupted ? Interrupt.code : code).rawValue) }

  func report() {
    guard !message.isEmpty else { return }
    // Names and texts of files are in it, and no terminal is to obey them.
    Terminal.say("weir: \(Printable.lines(message))")
  }
}
