/// How long a sweep takes and into how many shards it is best divided, as far as a sample tells.
///
/// Every job that was not run is taken for what lies between the nearest ones that were, on the straight line through them by place; so
/// where all were run, means and sums are theirs. Where replications may stop early there are two values, with the fewest and the most.
public struct SweepEstimate: Sendable, Equatable {
  /// Which shards are advised: a retried one should not have run long, and a queue not be asked often.
  enum Target {
    /// How long a shard is to take at most, where one job does not take longer: seconds.
    static let seconds = 600.0
    /// The most shards: arrays of Slurm end at number 1000 unless it is configured otherwise (slurm.conf, MaxArraySize).
    static let shards = 1000
  }

  /// What was measured; at least one job.
  public let sample: SweepSample
  /// How many cores a machine uses for the sweep, or each for its shard; at least 1.
  public let cores: Int
  /// How many replications each process runs first to find the warm-up; 0 where it is known.
  private let pilotReplications: Int
  /// What a job takes on average with as few and as many replications as it may have: seconds of one core.
  public let job: ClosedRange<Double>

  /// Draws the conclusions of a sample, nil where no job was measured.
  ///
  /// - Parameters:
  ///   - cores: How many cores a machine uses.
  ///   - findsWarmUp: Whether the warm-up is to be found before jobs are run, by every process.
  public init?(_ sample: SweepSample, cores: Int, findsWarmUp: Bool = false) {
    guard !sample.jobs.isEmpty else { return nil }
    self.sample = sample
    self.cores = max(1, cores)
    pilotReplications = findsWarmUp ? WarmUpPilot.replications : 0
    let least = Self.mean(of: sample) { $0.seconds($0.replications.lowerBound, cores: 1) }
    job = least...max(least, Self.mean(of: sample) { $0.seconds($0.replications.upperBound, cores: 1) })
  }

  /// The cheapest of the measured jobs with as few replications as it may have, and the dearest with as many: seconds of one core.
  public var extremes: ClosedRange<Double> {
    let least = sample.jobs.map { $0.seconds($0.replications.lowerBound, cores: 1) }.min() ?? 0
    return least...max(least, largest(cores: 1))
  }

  /// Whether the extremes lie so far apart, by more than half, that a mean says little about a job.
  public var isUneven: Bool { extremes.upperBound > 1.5 * extremes.lowerBound }

  /// All jobs together: seconds of one core.
  public var total: ClosedRange<Double> {
    job.lowerBound * Double(sample.count)...job.upperBound * Double(sample.count)
  }

  /// How long one machine takes for all jobs, the search for the warm-up included: seconds.
  public var whole: ClosedRange<Double> {
    let most = max(typical(sample.count), largest(cores: Self.coresOfEach(sample.count, of: cores)))
    return most * job.lowerBound / max(job.upperBound, .leastNormalMagnitude) + pilot...most + pilot
  }

  /// How many shards are advised; 1 where one machine is enough, or there is one job.
  ///
  /// As few as take ten minutes at most each, or a job each where one takes longer. Two and more take above a minute: a single one would
  /// take above ten.
  public var shards: Int {
    guard typical(sample.count) > Target.seconds else { return 1 }
    let jobs = (1...sample.count).last { typical($0) <= Target.seconds } ?? 1
    return min(sample.count.dividedRoundingUp(by: jobs), Target.shards)
  }

  /// How long a shard takes with jobs as they are on average, the search for the warm-up included: seconds.
  public func shard(of shards: Int) -> Double { typical(mostJobs(of: shards)) + pilot }

  /// How long a shard takes if all its jobs are as the dearest that was measured, the search for the warm-up included: seconds.
  ///
  /// A shard has every Nth job, and so may have all the dear ones of a grid.
  public func longestShard(of shards: Int) -> Double {
    let jobs = mostJobs(of: shards)
    return rounds(jobs) * largest(cores: Self.coresOfEach(jobs, of: cores)) + pilot
  }

  /// How long the search for the warm-up takes each process: seconds; 0 where there is none.
  public var pilot: Double {
    guard pilotReplications > 0 else { return 0 }
    return Self.mean(of: sample, \.replication) * Double(pilotReplications.dividedRoundingUp(by: cores))
  }

  /// The memory of a process that runs a replication on each of its cores, in bytes.
  public var memory: Int {
    let (jobs, overflow) = sample.memoryOfJob.multipliedReportingOverflow(by: cores)
    return overflow ? .max : sample.memoryBefore.addingReportingOverflow(jobs).partialValue
  }

  /// The results of all jobs together, in bytes.
  public var results: Int {
    let known = sample.jobs.compactMap(\.bytes)
    let mean = known.isEmpty ? Double(sample.emptyBytes) : Double(known.reduce(0, +)) / Double(known.count)
    return Int(min(mean * Double(sample.count), 0x1p62))
  }

  /// Whether ``results`` is only what they have at least, since no replication came to its end.
  public var isLeastOfResults: Bool { sample.jobs.allSatisfy { $0.bytes == nil } }

  // MARK: Jobs side by side

  /// How long `jobs` jobs take that are as they are on average, with as many replications as they may have: seconds.
  private func typical(_ jobs: Int) -> Double {
    let cores = Self.coresOfEach(jobs, of: cores)
    return rounds(jobs) * Self.mean(of: sample) { $0.seconds($0.replications.upperBound, cores: cores) }
  }

  private func largest(cores: Int) -> Double {
    sample.jobs.map { $0.seconds($0.replications.upperBound, cores: cores) }.max() ?? 0
  }

  /// How often a core takes a job.
  private func rounds(_ jobs: Int) -> Double { Double(jobs.dividedRoundingUp(by: cores)) }

  /// How many jobs the largest of `shards` shards has.
  private func mostJobs(of shards: Int) -> Int {
    sample.count.dividedRoundingUp(by: min(max(1, shards), sample.count))
  }

  /// Where jobs are fewer than cores, each has several, as with ``SweepRunner``.
  private static func coresOfEach(_ jobs: Int, of cores: Int) -> Int { max(1, cores / jobs) }

  // MARK: Jobs that were not run

  /// The mean over all jobs.
  private static func mean(of sample: SweepSample, _ value: (SweepSample.Job) -> Double) -> Double {
    let points = sample.jobs.map { (place: $0.place, value: value($0)) }
    guard let first = points.first, let last = points.last else { return 0 }
    var sum = first.value * Double(first.place) + last.value * Double(sample.count - last.place)
    for (left, right) in zip(points, points.dropFirst()) {
      // The places from `left` up to the one before `right`.
      let places = Double(right.place - left.place)
      sum += places * left.value + (right.value - left.value) * (places - 1) / 2
    }
    return sum / Double(sample.count)
  }
}
