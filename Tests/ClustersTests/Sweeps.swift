import Clusters

extension ShardedSweep {
  /// A sweep as the tests emit it.
  static func sample(
    name: String = "grid", jobs: Int = 40, shards: Int = 8, cores: Int = 1,
    arguments: [Word] = [.file("grid.yaml")],
    measured: Measured = Measured(seconds: 95, memory: 120 << 20, results: 12 << 20)
  ) -> ShardedSweep {
    ShardedSweep(
      name: name, jobs: jobs, shards: shards, cores: cores, arguments: arguments,
      specification: String(repeating: "0123abcd", count: 8), version: "0.1.0", measured: measured)
  }
}
