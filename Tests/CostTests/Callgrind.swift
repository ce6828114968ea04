import Foundation
import Testing

/// Runs programs under callgrind, which counts instructions and calls: what a program does, not how long it
/// takes.
enum Callgrind {
  /// Instructions are of one kind of processor, and the costs that are held of x86-64.
  static var isAvailable: Bool {
    #if arch(x86_64)
      valgrind != nil
    #else
      false
    #endif
  }

  /// What it takes.
  static let requirement: Comment = "needs valgrind on x86-64, which `.ci/setup valgrind` installs"

  /// Runs a program of this package to its end.
  /// - Parameter function: a pattern for the mangled name of one after which what was counted so far is put
  ///   down.
  /// - Returns: what was counted, and what the program said on standard output.
  static func run(
    _ program: String, _ arguments: [String], dumpingAfter function: String? = nil
  ) async throws -> (profile: CallgrindProfile, output: Data) {
    let folder = FileManager.default.temporaryDirectory.appending(path: "weir-costs-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let stripped = folder.appending(path: program)
    try await strip(built(program), to: stripped)
    let options =
      [
        "--tool=callgrind", "--callgrind-out-file=counts", "--separate-threads=yes", "--compress-strings=no",
        "--compress-pos=no",
      ] + (function.map { ["--dump-after=\($0)"] } ?? [])
    let output = try await finish(
      try #require(valgrind), options + [stripped.path] + arguments, in: folder)
    let files = try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
    let profile = try CallgrindProfile(files.filter { $0.lastPathComponent.hasPrefix("counts") })
    // Callgrind must have found the names of the C library's functions and of the Swift runtime's.
    try #require(profile.whole.calls["malloc", default: 0] > 0)
    try #require(profile.whole.calls["swift_retain", default: 0] > 0)
    return (profile, output)
  }

  /// Copies a program without what debuggers want: valgrind 3.19 gives up on the debug information of Swift.
  private static func strip(_ program: URL, to copy: URL) async throws {
    let objcopy = try #require(objcopy, "there is no objcopy in PATH: install binutils")
    _ = try await finish(
      objcopy, ["--strip-debug", program.path, copy.path], in: copy.deletingLastPathComponent())
  }

  /// Runs a command to its end in a folder, with nothing of the caller's environment.
  /// - Returns: what it said on standard output.
  private static func finish(_ executable: URL, _ arguments: [String], in folder: URL) async throws -> Data {
    let output = folder.appending(path: "output")
    let messages = folder.appending(path: "messages")
    for file in [output, messages] { try Data().write(to: file) }
    let process = Process()
    process.executableURL = executable
    process.arguments = arguments
    // Sets and dictionaries that are seeded at random differ in what they cost from run to run.
    process.environment = ["SWIFT_DETERMINISTIC_HASHING": "1"]
    process.currentDirectoryURL = folder
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = try FileHandle(forWritingTo: output)
    process.standardError = try FileHandle(forWritingTo: messages)
    try await withCheckedThrowingContinuation { (ended: CheckedContinuation<Void, any Error>) in
      process.terminationHandler = { _ in ended.resume() }
      do { try process.run() } catch { ended.resume(throwing: error) }
    }
    let said = String(decoding: try Data(contentsOf: messages), as: UTF8.self)
    try #require(process.terminationReason == .exit && process.terminationStatus == 0, "\(said)")
    return try Data(contentsOf: output)
  }

  /// A program beside the test bundle.
  private static func built(_ program: String) throws -> URL {
    var folder = URL(fileURLWithPath: Bundle.main.executablePath ?? CommandLine.arguments[0])
    while folder.path != "/" {
      folder.deleteLastPathComponent()
      let candidate = folder.appending(path: program)
      if FileManager.default.isExecutableFile(atPath: candidate.path) { return candidate }
    }
    throw CocoaError(.fileNoSuchFile)
  }

  private static let valgrind = inPath("valgrind")
  private static let objcopy = inPath("objcopy") ?? inPath("llvm-objcopy")

  private static func inPath(_ program: String) -> URL? {
    (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
      .map { URL(fileURLWithPath: String($0)).appending(path: program) }
      .first { FileManager.default.isExecutableFile(atPath: $0.path) }
  }
}
