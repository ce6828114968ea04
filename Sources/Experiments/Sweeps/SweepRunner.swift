import Documents
import Foundation
import Results
import Simulator
import Synchronization

/// Runs jobs of a sweep side by side and leaves each result in a folder.
public struct SweepRunner: Sendable {
  /// What is run.
  public let plan: SweepPlan
  /// Where results go, and where those lie that need not be run again.
  public let folder: SweepFolder
  /// Most cores to use, at least 1.
  public let cores: Int

  /// Creates a runner.
  public init(plan: SweepPlan, folder: SweepFolder, cores: Int) {
    self.plan = plan
    self.folder = folder
    self.cores = max(1, cores)
  }

  /// What came of jobs.
  public struct Outcome: Sendable {
    /// How many were run to their end.
    public var finished = 0
    /// How many were there already.
    public var skipped = 0
    /// What was there and could not be used, so that it was run again.
    public var replaced: [String] = []
    /// The jobs that can never be done, ascending, with the reasons.
    public var failures: [(job: Int, reason: String)] = []
    /// Whether it was interrupted before all were done.
    public var isInterrupted = false
    /// Whether the requests of every replication add up.
    public var isConserved = true
  }

  /// Reads all points of `jobs` without running any; what is wrong with them goes to `diagnostics`.
  ///
  /// - Throws: ``SweepError/points(_:)`` with the number of points that cannot be read.
  public func check(
    _ jobs: [Int], diagnostics: Diagnostics, isInterrupted: @escaping @Sendable () -> Bool = { false }
  ) throws(SweepError) {
    let mistakes = SweepMistakes(in: jobs, of: plan, cores: cores, isInterrupted: isInterrupted)
    mistakes.messages(of: plan).forEach(diagnostics.report)
    if mistakes.points > 0 { throw .points(mistakes.points) }
  }

  /// Runs those of `jobs` whose results are not there yet.
  ///
  /// A job that outgrows the limits of the simulator is a failure among the others' results.
  /// - Parameters:
  ///   - progress: told the share that is done, from 0 to 1, by whichever thread did it, one at a time.
  ///   - isInterrupted: asked at least once per simulated second of each replication; a job that is not at its end leaves nothing.
  /// - Throws: ``ResultsError`` where the folder cannot be written or read, ``SweepError/mismatch(_:)`` where another sweep's
  ///   result lies there.
  public func run(
    _ jobs: [Int], progress: @escaping @Sendable (Double) -> Void = { _ in },
    isInterrupted: @escaping @Sendable () -> Bool = { false }
  ) throws -> Outcome {
    var outcome = Outcome()
    let open = try openJobs(jobs, &outcome)
    let result = Mutex(outcome)
    let board = Board(tasks: open.count, progress: progress)
    // Where jobs are fewer than cores, each may have several.
    let coresOfEach = max(1, cores / max(1, open.count))
    DispatchQueue.concurrentPerform(iterations: min(cores, open.count)) { _ in
      while let index = board.next() {
        let job = open[index]
        do {
          let done = try run(
            job, cores: coresOfEach, progress: { board.report(index, share: $0) },
            isInterrupted: { isInterrupted() || board.isStopped })
          guard let done else {
            board.stop()
            continue
          }
          result.withLock {
            $0.finished += 1
            $0.isConserved = $0.isConserved && done.isConserved
          }
        } catch let error as SimulationError where error.isOutgrown {
          result.withLock { $0.failures.append((job, error.description)) }
          do { try folder.note(failure: error.description, of: job) } catch { board.fail(error) }
        } catch {
          board.fail(error)
        }
      }
    }
    if let failure = board.failure { throw failure }
    outcome = result.withLock { $0 }
    outcome.failures.sort { $0.job < $1.job }
    outcome.isInterrupted = board.isStopped
    return outcome
  }

  /// Removes what the process has in the folder for temporary files, as its last act where it ends in the middle of work.
  public static func removeTemporaryFiles() { Scratch.removeAll() }

  /// The jobs that are to be run.
  private func openJobs(_ jobs: [Int], _ outcome: inout Outcome) throws -> [Int] {
    var open: [Int] = []
    try folder.forEach(of: jobs, cores: cores) { job, state in
      switch state {
      case .finished:
        outcome.skipped += 1
        return
      case .missing: break
      case .unusable(let reason): outcome.replaced.append(reason)
      case .otherVersion(let version):
        outcome.replaced.append(
          "\(folder.file(of: job)) was written by weir \(version), this is \(plan.version)")
      case .foreign(let reason): throw SweepError.mismatch(reason)
      }
      open.append(job)
    }
    return open
  }

  /// Runs a job and publishes its result; nil where it was interrupted.
  private func run(
    _ job: Int, cores: Int, progress: @escaping @Sendable (Double) -> Void,
    isInterrupted: @escaping @Sendable () -> Bool
  ) throws -> Experiment.Outcome? {
    guard !isInterrupted() else { return nil }
    let diagnostics = Diagnostics()
    guard let scenario = plan.scenario(of: job, diagnostics: diagnostics) else { throw SweepError.points(1) }
    try plan.check(scenario)
    let variant = plan.variant(scenario, of: job, specification: plan.specification(of: job))
    let experiment = Experiment(
      variants: [variant], replications: scenario.replications, jobs: cores, recording: .none,
      writesSeries: false)
    let scratch = try Scratch()
    let outcome = try experiment.run(
      database: scratch.path, progress: progress, isInterrupted: isInterrupted)
    guard !outcome.isPartial else { return nil }
    try folder.publish(scratch.path, as: job)
    return outcome
  }
}
