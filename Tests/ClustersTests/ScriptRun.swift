import Clusters
import Foundation

/// A script of an array job that bash runs as Slurm would, with stand-ins for all that it calls.
struct ScriptRun {
  /// What it left behind.
  struct Ending {
    let exitCode: Int32
    /// What the shard said, without the time in front; nil where there is no log.
    let log: [String]?
    /// What was called, in order: the program's name and its arguments.
    let calls: [[String]]
    /// The names of files that nothing of this should have made.
    let others: [String]
  }

  /// What Weir does instead, in bash.
  var weir = "exit 0"
  /// The state of the job, as Slurm would say it.
  var state = "RUNNING"
  /// What Slurm does when it is to queue the job again, in bash.
  var requeue = "exit 0"
  var environment = [
    "SLURM_ARRAY_JOB_ID": "12", "SLURM_ARRAY_TASK_ID": "3", "SLURM_JOB_ID": "15", "SLURMD_NODENAME": "n1",
  ]
  /// The names of the folder from which paths count, and of that of the results.
  var directory = "d"
  var results = "out"
  var sweep = ShardedSweep.sample()
  /// Whether the folder from which paths count is there.
  var hasDirectory = true

  func ending() throws -> Ending {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(
      "weir-tests-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    let directory = folder.appendingPathComponent(directory)
    try FileManager.default.createDirectory(
      at: hasDirectory ? directory : folder, withIntermediateDirectories: true)
    try writeStandIns(in: folder)
    let script = ArrayScript(of: sweep, program: "weir", directory: directory.path, results: results)
    try Data(script.text.utf8).write(to: folder.appendingPathComponent("job.sbatch"))
    let exitCode = try runScript(in: folder)
    let log = directory.appendingPathComponent(results).appendingPathComponent("logs/3.log")
    return Ending(
      exitCode: exitCode, log: FileManager.default.contents(atPath: log.path).map(Self.lines),
      calls: Self.calls(try Data(contentsOf: folder.appendingPathComponent("calls"))),
      others: Self.others(in: folder))
  }

  /// Programs that write down what they are called with.
  private func writeStandIns(in folder: URL) throws {
    let calls = folder.appendingPathComponent("calls").path
    try Data().write(to: URL(fileURLWithPath: calls))
    for (name, text) in ["weir": weir, "squeue": "printf '%s\\n' \(state)", "scontrol": requeue] {
      let program = folder.appendingPathComponent(name)
      let called = "printf '%s\\0' \(name) \"$@\" $'\\n' >>\(ShellText.quoted(calls))"
      try Data("#!/bin/bash\n\(called)\n\(text)\n".utf8).write(to: program)
      try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: program.path)
    }
  }

  private func runScript(in folder: URL) throws -> Int32 {
    let process = Process()
    // A thread of the tests may block signals, which a process inherits and no shell can mend.
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["--default-signal", "/bin/bash", "job.sbatch"]
    process.environment = environment.merging(["PATH": "\(folder.path):/usr/bin:/bin"]) { own, _ in own }
    process.currentDirectoryURL = folder
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    return process.terminationReason == .uncaughtSignal
      ? 128 + process.terminationStatus : process.terminationStatus
  }

  private static func others(in folder: URL) -> [String] {
    let known = ["weir", "squeue", "scontrol", "calls", "job.sbatch"]
    let files = FileManager.default.enumerator(atPath: folder.path)?.compactMap { $0 as? String } ?? []
    return files.filter { file in
      var isFolder: ObjCBool = false
      let isThere = FileManager.default.fileExists(
        atPath: folder.appendingPathComponent(file).path, isDirectory: &isFolder)
      return isThere && !isFolder.boolValue && !known.contains(file) && !file.hasSuffix("/logs/3.log")
    }
  }

  private static func lines(_ log: Data) -> [String] {
    String(decoding: log, as: UTF8.self).split(separator: "\n").map { line in
      let parts = line.split(separator: " ", maxSplits: 1)
      // Such as 2026-11-26T20:54:07Z.
      return parts.count == 2 && parts[0].wholeMatch(of: /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ/) != nil
        ? String(parts[1]) : String(line)
    }
  }

  /// Each call ends with a word that is a line's end.
  private static func calls(_ data: Data) -> [[String]] {
    let words = data.split(separator: 0, omittingEmptySubsequences: false).dropLast()
      .map { String(decoding: $0, as: UTF8.self) }
    return words.split(separator: "\n").map(Array.init)
  }
}
