import Experiments
import Reports
import Simulator

/// What `--dry-run` says of a sweep, or of one shard: how many jobs there are, and what they take here.
struct SweepDescription {
  let plan: SweepPlan
  /// The jobs that would be run.
  let jobs: [Int]
  let options: SweepOptions
  /// Whether they are one shard's, so that there is nothing left to divide.
  let isShard: Bool

  /// Reads all points, measures some of the jobs, and writes what follows.
  ///
  /// - Throws: As ``sample()``.
  func write() throws {
    let sample = try sample()
    try Output.write((counts + (sample.count > 0 ? lines(about: sample) : [])).joined(separator: "\n"))
  }

  /// Reads all points and measures some of the jobs.
  ///
  /// - Throws: a failure where a point cannot be read, before any is run, and where the user stopped it.
  func sample() throws -> SweepSample {
    let sampler = SweepSampler(plan: plan, jobs: jobs)
    try SweepRun(plan: plan, folder: SweepFolder(path: ".", plan: plan), options: options).check(jobs)
    let sample = try Interruptible(name: "\(plan.base.name): measuring", isQuiet: options.quiet).run {
      progress, isInterrupted in
      try Failure.translating { try sampler.sample(progress: progress, isInterrupted: isInterrupted) }
    }
    guard let sample else { throw Failure(.interrupted, "interrupted: nothing was measured") }
    return sample
  }

  private func lines(about sample: SweepSample) -> [String] {
    let estimate = SweepEstimate(sample, cores: options.jobs, findsWarmUp: plan.base.warmUpIsAutomatic)
    let times =
      estimate.map(times(of:)) ?? ["measured: none of \(count(sample.tried, "job")) that were tried"]
    return times + problems(of: sample)
  }

  // MARK: What is to be run

  private var counts: [String] {
    let replications = plan.base.replications
    let least = jobs.count * replications.minimum
    let most = jobs.count * replications.maximum
    let runs = least == most ? "\(least)" : "\(least) to \(most)"
    let axes = plan.design.axes.map { axis in
      let values = plan.design.isGrid ? "\(axis.values.count) values" : "a range"
      return "  \(axis.path): \(values)"
    }
    let kind = plan.design.isGrid ? "all combinations" : "a Latin hypercube"
    return ["\(jobs.count) jobs, \(runs) runs; \(kind) of"] + axes + ["specification \(plan.specification)"]
  }

  // MARK: What it takes

  private func times(of estimate: SweepEstimate) -> [String] {
    let sample = estimate.sample
    let cores = count(options.jobs, "core")
    var lines = [
      "measured: \(sample.jobs.count) of \(count(sample.count, "job")), \(spread(estimate)) of one core each",
      "in all: \(range(estimate.total)) of one core, \(range(estimate.whole)) on \(cores); "
        + "\(RoughFigure.size(estimate.memory)) of memory, "
        + "\(estimate.isLeastOfResults ? "at least " : "")\(RoughFigure.size(estimate.results)) of results",
    ]
    if !isShard { lines.append(advice(of: estimate)) }
    return lines + cautions(about: estimate)
  }

  /// The mean, and the extremes where they lie far apart.
  private func spread(_ estimate: SweepEstimate) -> String {
    let mean = range(estimate.job)
    guard estimate.isUneven else { return mean }
    let (least, most) = (estimate.extremes.lowerBound, estimate.extremes.upperBound)
    return "\(mean) on average and \(RoughFigure.time(least)) to \(RoughFigure.time(most))"
  }

  private func advice(of estimate: SweepEstimate) -> String {
    let shards = estimate.shards
    guard shards > 1 else {
      return jobs.count == 1 ? "shards: none, a job is never divided" : "shards: none, one machine is enough"
    }
    let (usual, longest) = (estimate.shard(of: shards), estimate.longestShard(of: shards))
    let most = estimate.isUneven ? ", \(RoughFigure.time(longest)) at most," : ""
    return
      "shards: \(shards) of about \(RoughFigure.time(usual))\(most) on \(count(options.jobs, "core")) each"
  }

  /// What makes the numbers less sure than they look.
  private func cautions(about estimate: SweepEstimate) -> [String] {
    var lines: [String] = []
    let short = estimate.sample.jobs.map(\.share).filter { $0 < 1 }
    if let least = short.min() {
      lines.append(
        "  \(count(short.count, "job")) had to be stopped within a replication, the first after \(percent(least)) of it; the "
          + "rest is taken to take as long")
    }
    if plan.base.warmUpIsAutomatic {
      lines.append(
        "  the warm-up is not known yet: half of spec.duration is counted, the longest that is found, and in every shard "
          + "\(RoughFigure.time(estimate.pilot)) for finding it; a time in spec.warmUp spares that")
    }
    return lines
  }

  /// Jobs of which nothing is known, with the reasons.
  private func problems(of sample: SweepSample) -> [String] {
    let outgrown = sample.outgrown.map { "  \(plan.name(of: $0.job)) cannot be run: \($0.reason)" }
    let silent = sample.tried - sample.jobs.count - outgrown.count
    guard silent > 0 else { return outgrown }
    return outgrown + ["  \(count(silent, "job")) got not far enough to tell anything"]
  }

  // MARK: Words

  private func count(_ number: Int, _ noun: String) -> String { "\(number) \(noun)\(number == 1 ? "" : "s")" }

  /// Two times, or one where they read alike.
  private func range(_ seconds: ClosedRange<Double>) -> String {
    let (low, high) = (RoughFigure.time(seconds.lowerBound), RoughFigure.time(seconds.upperBound))
    return low == high ? high : "\(low) to \(high)"
  }

  private func percent(_ share: Double) -> String {
    share < 0.01 ? "less than 1 %" : "\(Int(share * 100)) %"
  }
}
