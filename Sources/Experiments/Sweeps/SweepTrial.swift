import Documents
import Foundation
import Results
import Scenarios
import Synchronization

/// Measures one job of a sweep by running some of its replications as the sweep itself would.
struct SweepTrial {
  /// What came of an experiment that may have been stopped.
  struct Look {
    /// Seconds of one core.
    let work: Double
    /// Seconds that went by.
    let elapsed: Double
    /// Replications that came to their end.
    let completed: Int
    /// How it went as far as it went.
    let course: WorkCourse
    /// Whether all replications came to their end.
    let isWhole: Bool
    /// The size of the result.
    let bytes: Int
    /// How long it took to put the result into the folder, waiting for the disk included: seconds.
    let publishing: Double
  }

  /// The most replications that are run where not all of them can be.
  private static let enough = 8

  private let place: Int
  private let job: Int
  private let folder: SweepFolder
  private let meter: SweepMeter
  private let isInterrupted: @Sendable () -> Bool
  private let replications: Scenario.Replications
  private let variant: Variant
  /// What reading the point for the check and for the run and compiling it takes: seconds of one core.
  private let reading: Double

  /// Reads a job.
  ///
  /// - Parameter folder: Where its results are put and may stay.
  init(
    job: Int, at place: Int, in folder: SweepFolder, meter: SweepMeter,
    isInterrupted: @escaping @Sendable () -> Bool
  ) throws {
    self.job = job
    self.place = place
    self.folder = folder
    self.meter = meter
    self.isInterrupted = isInterrupted
    let plan = folder.plan
    let before = meter.work()
    guard let scenario = plan.scenario(of: job, diagnostics: Diagnostics()) else {
      throw SweepError.points(1)
    }
    let read = meter.work() - before
    replications = scenario.replications
    variant = plan.variant(scenario, of: job, specification: plan.specification(of: job))
    // Read twice: when all points are checked before the first is run, and when it is run.
    reading = meter.work() - before + read
  }

  /// Runs one replication, then more or all of them where there is time, for at most about `part` seconds.
  ///
  /// What is fixed and what each replication adds are told apart by two runs of different length.
  /// - Parameter empty: The size of a result without any replication.
  /// - Returns: nil where it was interrupted before anything could be told.
  /// - Throws: `SimulationError` where it outgrows its limits.
  func measured(within part: Double, empty: Int) throws -> SweepSample.Job? {
    let deadline = meter.now() + part
    let one = try look(.init(minimum: 1, maximum: 1), until: deadline)
    guard one.isWhole else {
      guard let whole = one.course.whole else { return nil }
      return job(fixed: reading + one.publishing, replication: whole, share: one.course.share)
    }
    if let next = next(after: one, left: deadline - meter.now()) {
      let more = try look(next, until: deadline)
      if more.isWhole, more.completed > 1 { return job(from: one, and: more, isAll: next == replications) }
    }
    return job(
      fixed: reading + one.publishing, replication: one.work,
      bytes: bytes(first: one.bytes, each: one.bytes - empty))
  }

  /// How many replications the next run has: all, or as many as surely fit into what is left; nil where those are no more than one.
  private func next(after one: Look, left: Double) -> Scenario.Replications? {
    // Half of the time, since replications differ; a stopped run tells less than one that was not begun.
    let fitting = Int(min(1e9, max(0, left / 2 / max(one.elapsed, 1e-6))))
    let most = replications.maximum
    guard most > 1, fitting > 1 else { return nil }
    if most <= fitting, replications.until != nil || most <= Self.enough { return replications }
    let count = min(most, fitting, Self.enough)
    return .init(minimum: count, maximum: count)
  }

  /// Runs replications on one core, stopped at `deadline`, but not before it can be told how they go on.
  ///
  /// - Parameter deadline: nil stops it at the first look.
  func look(_ replications: Scenario.Replications, until deadline: Double?) throws -> Look {
    let experiment = Experiment(
      variants: [variant], replications: replications, jobs: 1, recording: .none, writesSeries: false)
    let scratch = try Scratch()
    let course = Mutex(WorkCourse())
    let (start, before) = (meter.now(), meter.work())
    let outcome = try experiment.run(
      database: scratch.path,
      progress: { share in course.withLock { $0.note(share: share, work: meter.work() - before) } },
      isInterrupted: {
        guard !isInterrupted(), let deadline else { return true }
        return meter.now() >= deadline && course.withLock { $0.whole != nil }
      })
    // What an earlier look left would stay.
    unlink(folder.file(of: job))
    let (work, end) = (meter.work() - before, meter.now())
    try folder.publish(scratch.path, as: job)
    let publishing = meter.now() - end
    let size = try? URL(fileURLWithPath: folder.file(of: job)).resourceValues(forKeys: [.fileSizeKey])
      .fileSize
    return Look(
      work: work, elapsed: end - start, completed: outcome.completed,
      course: course.withLock { $0 }, isWhole: !outcome.isPartial, bytes: size ?? 0,
      publishing: publishing)
  }

  // MARK: What follows from that

  private func job(from one: Look, and more: Look, isAll: Bool) -> SweepSample.Job {
    let count = Double(more.completed)
    let mean = more.work / count
    let slope = (more.work - one.work) / (count - 1)
    // Below 0 the first run was slow for another reason, such as a cold cache.
    let replication = slope < 0 ? mean : min(slope, mean)
    return job(
      fixed: reading + more.publishing + more.work - count * replication, replication: replication,
      replications: isAll ? more.completed...more.completed : nil,
      bytes: isAll
        ? more.bytes : bytes(first: one.bytes, each: (more.bytes - one.bytes) / (more.completed - 1)))
  }

  private func job(
    fixed: Double, replication: Double, replications known: ClosedRange<Int>? = nil, share: Double = 1,
    bytes: Int? = nil
  ) -> SweepSample.Job {
    SweepSample.Job(
      place: place, fixed: fixed, replication: replication, replications: known ?? range, share: share,
      bytes: bytes)
  }

  /// How many replications there are at least and at most.
  private var range: ClosedRange<Int> {
    let (minimum, maximum) = (replications.minimum, replications.maximum)
    let precision = Precision(minimum: minimum, maximum: maximum, until: replications.until, checks: [])
    return precision.first...maximum
  }

  private func bytes(first: Int, each: Int) -> Int { first + max(0, each) * (replications.maximum - 1) }
}
