import Results
import Scenarios
import Simulator

/// Runs the same replications of one or several variants, writes everything into a database, and judges the checks.
///
/// Variants share the seed, so that replication N of each sees the same arrivals, service draws and faults.
public struct Experiment: Sendable {
  /// What is simulated, the base first; at least one.
  public let variants: [Variant]
  /// How many replications are run of each variant.
  public let replications: Scenario.Replications
  /// Most cores to use, at least 1.
  public let jobs: Int
  /// Which requests are recorded.
  public let recording: Recording

  /// Creates an experiment.
  public init(variants: [Variant], replications: Scenario.Replications, jobs: Int, recording: Recording) {
    self.variants = variants
    self.replications = replications
    self.jobs = max(1, jobs)
    self.recording = recording
  }

  /// What came of an experiment.
  public struct Outcome: Sendable {
    /// Of each variant, every metric over the complete replications and the verdicts of its checks.
    public let conclusions: [Conclusion]
    /// What was concluded from all variants together.
    public let findings: Findings
    /// Complete replications of all variants.
    public let completed: Int
    /// Whether it was interrupted before all were complete; the database is marked partial then.
    public let isPartial: Bool
    /// Whether every replication's account adds up (offered = answered + unanswered).
    public let isConserved: Bool
    /// Events of all complete replications.
    public let events: UInt64
  }

  /// Runs everything and leaves the database at `path`.
  ///
  /// - Parameters:
  ///   - progress: told the share that is done, from 0 to 1, by whichever thread did it, one at a time.
  ///   - isInterrupted: asked at least once per simulated second of each replication.
  /// - Throws: ``ResultsError`` where the database cannot be written; `SimulationError` where a replication outgrows its limits.
  ///   No database is left then.
  public func run(
    database path: String, progress: @escaping @Sendable (Double) -> Void = { _ in },
    isInterrupted: @escaping @Sendable () -> Bool = { false }
  ) throws -> Outcome {
    var records = variants.map(\.model.record)
    for index in records.indices { records[index].replications = replications.maximum }
    let writer = try ResultsWriter(
      path: path, run: records[0], variants: variants.count, as: recording == .blocks ? .blocks : .rows)
    do {
      for record in records.dropFirst() { try writer.add(record) }
      let replicator = Replicator(
        jobs: jobs, recording: recording, progress: progress, isInterrupted: isInterrupted)
      let finished = try replicator.run(tasks(0..<replications.minimum), writer: writer)
      return try conclude(finished, asked: replications.minimum, writer: writer)
    } catch {
      writer.discard()
      throw error
    }
  }

  /// The same replications of every variant, so that those which are compared end together.
  private func tasks(_ range: Range<Int>) -> [Replicator.Task] {
    range.flatMap { replication in
      variants.enumerated().map {
        Replicator.Task(variant: $0, model: $1.model, replication: replication)
      }
    }
  }

  private func conclude(
    _ finished: [FinishedReplication], asked: Int, writer: ResultsWriter
  ) throws -> Outcome {
    let ofEach = variants.indices.map { variant in finished.filter { $0.variant == variant } }
    let conclusions = zip(variants, ofEach).map { $0.conclusion(from: $1) }
    let findings = Findings()
    let isPartial = finished.count < asked * variants.count
    if isPartial {
      try writer.abandon(conclusions, findings: findings)
    } else {
      try writer.complete(conclusions, findings: findings, replications: asked)
    }
    return Outcome(
      conclusions: conclusions, findings: findings, completed: finished.count, isPartial: isPartial,
      isConserved: finished.allSatisfy(\.conservation.holds), events: finished.reduce(0) { $0 + $1.events })
  }
}
