/// A sweep as the engine of a cluster is to run it: what every shard is told, and what it takes.
public struct ShardedSweep: Sendable {
  /// A word of the command line.
  public enum Word: Sendable, Equatable {
    /// As it is.
    case text(String)
    /// The path of an input, as it was given, which may be elsewhere where the shard runs.
    case file(String)
  }

  /// What the longest shard takes, from jobs that were run on this machine.
  public struct Measured: Sendable, Equatable {
    /// How long it runs, in seconds.
    public let seconds: Double
    /// The memory that it has at most, in bytes.
    public let memory: Int
    /// The results of all shards together, in bytes.
    public let results: Int

    /// Creates what was measured.
    public init(seconds: Double, memory: Int, results: Int) {
      self.seconds = seconds
      self.memory = memory
      self.results = results
    }
  }

  /// The sweep's name, of any characters.
  public let name: String
  /// How many jobs there are, at least 1.
  public let jobs: Int
  /// How many shards share them, from 1 to ``jobs``.
  public let shards: Int
  /// How many cores a shard uses, at least 1.
  public let cores: Int
  /// What decides the results, as `weir sweep` and `weir merge` want it: the specification, then options.
  public let arguments: [Word]
  /// The hash of all that decides the results.
  public let specification: String
  /// Weir's version.
  public let version: String
  /// What a shard takes.
  public let measured: Measured

  /// Creates the description of a sweep.
  public init(
    name: String, jobs: Int, shards: Int, cores: Int, arguments: [Word], specification: String,
    version: String,
    measured: Measured
  ) {
    self.name = name
    self.jobs = jobs
    self.shards = shards
    self.cores = cores
    self.arguments = arguments
    self.specification = specification
    self.version = version
    self.measured = measured
  }
}
