/// The script of an array job of Slurm that runs the shards of a sweep.
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
    self.results = results
  }

  /// The script.
  public var text: String { "" }
}
