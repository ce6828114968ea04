import Foundation
import Simulator

/// Finds out what the jobs of a sweep take, by running some of them here for a few seconds.
public struct SweepSampler: Sendable {
  /// The most jobs that are tried.
  static let most = 9

  private let plan: SweepPlan
  private let jobs: [Int]
  private let meter: SweepMeter
  private let limit: Double
  private let memoryBefore: Int

  /// Creates a sampler of `jobs`, all of which can be read.
  ///
  /// - Parameters:
  ///   - limit: How many seconds it may take. What it cannot stop comes on top: reading a point, writing a result, and a simulated second.
  ///   - meter: What it measures by; what memory the process has had so far counts as that of no job.
  public init(plan: SweepPlan, jobs: [Int], limit: Double = 10, meter: SweepMeter = .process) {
    self.jobs = jobs
    self.limit = limit
    self.meter = meter
    memoryBefore = meter.memory()
    var plan = plan
    // Where it is still to be found, the longest one that can be: half of what is measured.
    if plan.base.warmUpIsAutomatic { plan.base.warmUp = plan.base.duration / 2 }
    self.plan = plan
  }

  /// Runs replications of jobs one after the other, on one core.
  ///
  /// - Parameters:
  ///   - progress: told the share that is done, from 0 to 1.
  ///   - isInterrupted: asked at least once per simulated second.
  /// - Returns: nil where it was interrupted.
  /// - Throws: ``ResultsError`` where there is no place for results, ``SweepError/points(_:)`` where a point cannot be read any more.
  public func sample(
    progress: (Double) -> Void = { _ in }, isInterrupted: @escaping @Sendable () -> Bool = { false }
  ) throws -> SweepSample? {
    let scratch = Scratch()
    let folder = SweepFolder(path: scratch.path, plan: plan)
    try folder.prepare()
    defer { try? FileManager.default.removeItem(atPath: scratch.path) }
    let start = meter.now()
    let places = Self.places(of: jobs.count)
    var sample = SweepSample(of: jobs.count)
    sample.memoryBefore = memoryBefore
    for (index, place) in places.enumerated() {
      let left = limit - (meter.now() - start)
      if index > 0, left <= 0 { break }
      let trial = try SweepTrial(
        job: jobs[place], at: place, in: folder, meter: meter, isInterrupted: isInterrupted)
      // Stopped at once, and so that the first measurement does not pay for what all others find warm.
      if index == 0 { sample.emptyBytes = try trial.look(.init(minimum: 1, maximum: 1), until: start).bytes }
      let part = max(0, left) / Double(places.count - index)
      do {
        if let job = try trial.measured(within: part, empty: sample.emptyBytes) { sample.jobs.append(job) }
      } catch let error as SimulationError where error.isOutgrown {
        sample.outgrown.append(.init(job: jobs[place], reason: error.description))
      }
      guard !isInterrupted() else { return nil }
      sample.tried += 1
      progress(Double(index + 1) / Double(places.count))
    }
    sample.jobs.sort { $0.place < $1.place }
    sample.outgrown.sort { $0.job < $1.job }
    sample.memoryOfJob = meter.memory() - memoryBefore
    return sample
  }

  /// Which of `count` jobs are tried, in this order: the first and the last, and others that lie evenly among them.
  ///
  /// The fractional parts of multiples of the golden ratio lie evenly however many of them are taken, and in step with no axis of a grid
  /// (the three-distance theorem: Sós 1958).
  package static func places(of count: Int) -> [Int] {
    guard count > most else { return Array(0..<count) }
    var places = [0, count - 1]
    var position = 0.5
    while places.count < most {
      let place = Int(position * Double(count))
      if !places.contains(place) { places.append(place) }
      position = (position + 0.618_033_988_749_894_8).truncatingRemainder(dividingBy: 1)
    }
    return places
  }
}
