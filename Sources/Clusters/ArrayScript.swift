/// The script of an array job of Slurm that runs the shards of a sweep.
///
/// Whatever the sweep and the folders are called, no text of theirs becomes a command or an option of Slurm: paths are words of the
/// shell alone, because `#SBATCH` lines cannot hold all of them, and give `%` and `\` a meaning of their own.
public struct ArrayScript: Sendable {
  private let sweep: ShardedSweep
  private let program: String
  private let directory: String
  private let results: String

  /// Creates the script.
  ///
  /// - Parameters:
  ///   - program: The path of Weir, or its name where `PATH` leads to it.
  ///   - directory: The absolute path of the folder from which all paths count, the same on every node.
  ///   - results: The folder that all shards share.
  public init(of sweep: ShardedSweep, program: String, directory: String, results: String) {
    self.sweep = sweep
    self.program = program
    self.directory = directory
    // A path, even where it begins as an option does.
    self.results = results.hasPrefix("-") ? "./\(results)" : results
  }

  /// The script.
  public var text: String {
    ["#!/bin/bash", title, usage, options, settings, Self.body].joined(separator: "\n") + "\n"
  }

  // MARK: For people

  private var title: String {
    let measured = sweep.measured
    return """
      # Runs the sweep \(ShellText.quoted(sweep.name)) as an array job of Slurm: \(sweep.jobs) jobs in \(sweep.shards) shards.
      # Made by weir \(ShellText.quoted(sweep.version)), specification \(ShellText.quoted(sweep.specification)).
      # A shard was measured to take at most \(duration(measured.seconds)) on \(cores) and \(size(measured.memory)) of memory;
      # all results are \(size(measured.results)).
      """
  }

  private var usage: String {
    """
    #
    # With this file as job.sbatch:
    #   cd \(ShellText.quoted(directory))
    #   sbatch job.sbatch
    # What waits or runs (the log of shard 3 is logs/3.log in the folder of the results):
    #   squeue --me --array --name=\(jobName)
    # Which jobs are missing, once nothing waits or runs:
    #   \(check)
    # Where some are, only their shards again:
    #   sbatch --array="$(\(check))" job.sbatch
    # Where none is, one database of all:
    #   \(merge) --out ./\(jobName).sqlite
    #
    """
  }

  private var check: String { "\(merge) --check --shards \(sweep.shards)" }

  private var merge: String {
    command("merge", arguments + ["--in", results])
  }

  private var cores: String { sweep.cores == 1 ? "1 core" : "\(sweep.cores) cores" }

  /// Rounded up, in the unit that a reader would choose.
  private func duration(_ seconds: Double) -> String {
    guard seconds < 1e9 else { return "decades" }
    let whole = Int(max(seconds, 0).rounded(.up))
    if whole < 120 { return "\(whole) s" }
    return whole < 7200 ? "\((whole + 59) / 60) min" : "\((whole + 3599) / 3600) h"
  }

  /// In MiB, rounded up.
  private func size(_ bytes: Int) -> String {
    let (whole, rest) = max(bytes, 0).quotientAndRemainder(dividingBy: 1 << 20)
    return "\(whole + (rest > 0 ? 1 : 0)) MiB"
  }

  // MARK: For Slurm

  /// Letters, digits, `.`, `_` and `-` of the sweep's name, at most 64.
  private var jobName: String {
    let scalars = sweep.name.unicodeScalars.prefix(64).map { scalar -> Character in
      switch scalar {
      case "a"..."z", "A"..."Z", "0"..."9", ".", "_", "-": Character(scalar)
      default: "-"
      }
    }
    return scalars.isEmpty ? "sweep" : String(scalars)
  }

  private var options: String {
    let request = SlurmRequest(for: sweep.measured)
    let limit =
      sweep.shards > 1001
      ? "# So many shards need a MaxArraySize of \(sweep.shards) in slurm.conf, which says 1001 by default.\n"
      : ""
    return """
      # The memory is twice what was measured and 64 MiB, in steps of 128; the time is four times as much and 5 minutes, in steps of 5.
      # A minute or two before that time is over SIGTERM comes and the shard is queued again; the jobs that it has done are kept.
      # The script opens its log itself: Slurm fails a job whose log is to be in a folder that is not there yet.
      \(limit)#SBATCH --job-name=\(jobName)
      #SBATCH --array=0-\(sweep.shards - 1)
      #SBATCH --cpus-per-task=\(sweep.cores)
      #SBATCH --mem=\(request.memory)M
      #SBATCH --time=\(request.time)
      #SBATCH --requeue
      #SBATCH --signal=B:TERM@60
      #SBATCH --output=/dev/null

      """
  }

  // MARK: For bash

  private var arguments: [String] {
    sweep.arguments.map { word in
      switch word {
      case .text(let text), .file(let text): text
      }
    }
  }

  private func command(_ name: String, _ arguments: [String]) -> String {
    ([program, name] + arguments).map(ShellText.quoted).joined(separator: " ")
  }

  private var settings: String {
    let words = command("sweep", arguments)
    return """
      directory=\(ShellText.quoted(directory))
      results=\(ShellText.quoted(results))
      shards=\(sweep.shards)
      sweep=(\(words) --shard "auto/$shards" --out "$results" --jobs \(sweep.cores) --quiet)

      """
  }
}
