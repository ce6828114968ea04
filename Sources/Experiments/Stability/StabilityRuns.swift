import Records
import Results
import Simulator

/// Runs models for a map of stability, one after the other, each a variant of one database.
final class StabilityRuns {
  /// What came of one model.
  struct Run {
    /// Its place among the variants.
    let variant: Int
    /// What is complete; a replication that outgrew its limits is not among it.
    let finished: [FinishedReplication]
  }

  /// Whether the user stopped it.
  private(set) var isInterrupted = false
  /// Whether every replication's account adds up.
  private(set) var isConserved = true
  private let replications: Int
  private let most: Int
  private let replicator: Replicator
  private let writer: ResultsWriter
  private var conclusions: [Conclusion] = []

  /// Creates the database, of which `first` is the first model that will be run.
  init(
    _ first: Model, replications: Int, most: Int, database: String, _ replicator: Replicator
  ) throws {
    self.replications = replications
    self.most = most
    self.replicator = replicator
    writer = try ResultsWriter(path: database, run: first.record, variants: most)
  }

  /// Runs all replications of a model; nil where the user stopped it before they were complete.
  func run(_ model: Model) throws -> Run? {
    let number = conclusions.count
    if number > 0 { try writer.add(model.record) }
    let (progress, most) = (replicator.progress, most)
    let part = Replicator(
      jobs: replicator.jobs, writesSeries: false,
      progress: { progress((Double(number) + $0) / Double(most)) }, isInterrupted: replicator.isInterrupted)
    let attempt = try part.attempt(
      (0..<replications).map { Replicator.Task(variant: number, model: model, replication: $0) },
      writer: writer)
    conclusions.append(Variant(model: model, checks: []).conclusion(from: attempt.finished))
    isConserved = isConserved && attempt.finished.allSatisfy(\.conservation.holds)
    guard attempt.isWhole else {
      isInterrupted = true
      return nil
    }
    return Run(variant: number, finished: attempt.finished)
  }

  /// Writes what was concluded and moves the database into place.
  func conclude(_ cells: [StabilityRecord]) throws {
    var findings = Findings()
    findings.stability = cells
    if isInterrupted {
      try writer.abandon(conclusions, findings: findings)
    } else {
      try writer.complete(conclusions, findings: findings)
    }
  }

  /// Throws everything away.
  func discard() { writer.discard() }
}
