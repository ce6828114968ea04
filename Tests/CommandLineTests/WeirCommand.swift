import Foundation
import Synchronization

/// The built `weir`, run as a process of its own in a folder, with nothing of the caller's environment.
struct WeirCommand {
  /// What a process left behind.
  struct Ending: Sendable {
    let stdout: String
    let stderr: String
    /// The exit code, or 128 and the number of the signal that ended it.
    let exitCode: Int32
  }

  /// No command of these tests takes longer than a second or two; this only ends one that hangs.
  static let timeLimit: Double = 900

  let folder: TemporaryFolder
  var environment: [String: String] = ["WEIR_SCENARIOS": "/nonexistent"]

  /// The program beside the test bundle.
  static var executable: URL {
    var folder = URL(fileURLWithPath: Bundle.main.executablePath ?? CommandLine.arguments[0])
      .deletingLastPathComponent()
    while folder.path != "/" {
      let candidate = folder.appendingPathComponent("weir")
      if FileManager.default.isExecutableFile(atPath: candidate.path) { return candidate }
      folder.deleteLastPathComponent()
    }
    return URL(fileURLWithPath: "weir")
  }

  /// The gallery of this package.
  static var gallery: String {
    URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appendingPathComponent("scenarios").path
  }

  /// Runs `weir` with the arguments to its end.
  func run(_ arguments: String..., input: String? = nil) async throws -> Ending {
    try await start(arguments, input: input).ending()
  }

  /// Runs `weir` through a shell that sets something up first and then becomes it.
  func run(_ arguments: String..., after setUp: String) async throws -> Ending {
    let words = [Self.executable.path] + arguments
    let quoted = words.map { "'" + $0.replacingOccurrences(of: "'", with: "'\\''") + "'" }
    return try await start(
      ["-c", "\(setUp)\nexec \(quoted.joined(separator: " "))"], executable: URL(fileURLWithPath: "/bin/sh")
    ).ending()
  }

  /// Starts `weir` and leaves it running; what it says goes to `output` where that is given.
  func start(
    _ arguments: [String], input: String? = nil, output: Pipe? = nil,
    executable: URL = WeirCommand.executable
  ) throws -> RunningCommand {
    let process = Process()
    process.executableURL = executable
    process.arguments = arguments
    process.environment = environment
    process.currentDirectoryURL = folder.url
    return try RunningCommand(process, input: input, output: output)
  }
}

/// A process that runs, its output going to files so that it never waits for a reader.
final class RunningCommand: Sendable {
  private let process: Process
  private let outputs: TemporaryFolder
  private let ended: Ended

  /// Whether the process ended, and who waits for that.
  private final class Ended: Sendable {
    private let state = Mutex<(isOver: Bool, waiting: [CheckedContinuation<Void, Never>])>((false, []))

    func signal() {
      let waiting = state.withLock { state in
        defer { state = (true, []) }
        return state.waiting
      }
      for continuation in waiting { continuation.resume() }
    }

    func wait() async {
      await withCheckedContinuation { continuation in
        let isOver = state.withLock { state in
          if !state.isOver { state.waiting.append(continuation) }
          return state.isOver
        }
        if isOver { continuation.resume() }
      }
    }
  }

  fileprivate init(_ process: Process, input: String?, output: Pipe?) throws {
    let outputs = try TemporaryFolder()
    try outputs.write(input ?? "", to: "stdin")
    process.standardInput = try FileHandle(forReadingFrom: outputs.url(of: "stdin"))
    if let output {
      process.standardOutput = output
    } else {
      process.standardOutput = try outputs.create("stdout")
    }
    process.standardError = try outputs.create("stderr")
    let ended = Ended()
    process.terminationHandler = { _ in ended.signal() }
    try process.run()
    DispatchQueue.global().asyncAfter(deadline: .now() + WeirCommand.timeLimit) { [weak process] in
      if let process, process.isRunning { kill(process.processIdentifier, SIGKILL) }
    }
    self.process = process
    self.outputs = outputs
    self.ended = ended
  }

  /// Sends a signal.
  func signal(_ number: Int32) { kill(process.processIdentifier, number) }

  /// What has been said on standard error so far.
  var messages: String { outputs.read("stderr") ?? "" }

  /// Waits until a condition holds; false where the process ended before.
  func wait(until condition: @escaping @Sendable () -> Bool) async -> Bool {
    await watch(condition, then: {})
  }

  /// Sends a signal as soon as a condition holds; false where the process ended before.
  func signal(_ number: Int32, once condition: @escaping @Sendable () -> Bool) async -> Bool {
    await watch(condition, then: { self.signal(number) })
  }

  /// On a thread of its own: tests that compute for minutes may hold all threads of the others.
  private func watch(
    _ condition: @escaping @Sendable () -> Bool, then act: @escaping @Sendable () -> Void
  ) async -> Bool {
    await withCheckedContinuation { continuation in
      Thread.detachNewThread { [self] in
        while !condition() {
          guard process.isRunning else { return continuation.resume(returning: condition()) }
          usleep(1000)
        }
        act()
        continuation.resume(returning: true)
      }
    }
  }

  /// Waits for the end.
  func ending() async -> WeirCommand.Ending {
    await ended.wait()
    let status = process.terminationStatus
    return WeirCommand.Ending(
      stdout: outputs.read("stdout") ?? "", stderr: outputs.read("stderr") ?? "",
      exitCode: process.terminationReason == .uncaughtSignal ? 128 + status : status)
  }
}
