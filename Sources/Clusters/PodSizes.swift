/// What the pods of a sweep ask for, from what a shard was measured to take: more than that, in round numbers.
struct PodSizes {
  private let sweep: ShardedSweep
  private let inputs: Double

  /// Creates the sizes of a sweep that keeps so many bytes of inputs in the volume.
  init(of sweep: ShardedSweep, inputsInVolume inputs: Double) {
    self.sweep = sweep
    self.inputs = inputs
  }

  /// The memory that a node keeps for a shard: a quarter more.
  var memoryRequest: String { mebibytes(memory * 1.25) }

  /// The memory at which a shard is ended: twice as much, and 256 MiB, for jobs that were not measured.
  var memoryLimit: String { mebibytes(memory * 2 + 0x1p28) }

  /// The volume: the files of the jobs and the database that is made of them, with half of that to spare.
  var volume: String { gibibytes(results * 3 + inputs) }

  /// The space in which a shard writes a job's file before it is copied into the volume.
  var scratch: String { gibibytes(results / Double(max(sweep.jobs, 1)) * 4) }

  private var memory: Double { Double(max(sweep.measured.memory, 0)) }
  private var results: Double { Double(max(sweep.measured.results, 0)) }

  private func mebibytes(_ bytes: Double) -> String {
    "\(64 * Int(max(bytes / 0x1p26, 2).rounded(.up)))Mi"
  }

  private func gibibytes(_ bytes: Double) -> String {
    "\(Int(max(bytes / 0x1p30, 1).rounded(.up)))Gi"
  }
}
