import Foundation
import Results
import Simulator
import Synchronization

/// Runs the replications of a model on several cores, writes everything into a database, and judges the checks.
///
/// What is written, and what is answered, does not depend on the number of cores or on the order in which replications end.
public struct Experiment: Sendable {
  /// The compiled scenario.
  public let model: Model
  /// The assertions.
  public let checks: [Check]
  /// How many replications are run, at least 1.
  public let replications: Int
  /// Most cores to use, at least 1.
  public let jobs: Int
  /// Which requests are recorded.
  public let recording: Recording

  /// Creates an experiment.
  public init(model: Model, checks: [Check], replications: Int, jobs: Int, recording: Recording) {
    self.model = model
    self.checks = checks
    self.replications = max(1, replications)
    self.jobs = max(1, jobs)
    self.recording = recording
  }

  /// What came of an experiment.
  public struct Outcome: Sendable {
    /// Every metric over the complete replications.
    public let summaries: [Summary]
    /// The verdict of each check.
    public let checks: [CheckResult]
    /// Complete replications.
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
    var record = model.record
    record.replications = replications
    let writer = try ResultsWriter(path: path, run: record, as: recording == .blocks ? .blocks : .rows)
    let board = Board(replications: replications, progress: progress)
    let workers = min(jobs, replications)
    DispatchQueue.concurrentPerform(iterations: workers) { _ in
      while let index = board.next() {
        work(index, writer: writer, board: board, isInterrupted: isInterrupted)
      }
    }
    if let failure = board.failure {
      writer.discard()
      throw failure
    }
    do {
      return try conclude(board.finished, writer: writer)
    } catch {
      writer.discard()
      throw error
    }
  }

  private func work(
    _ index: Int, writer: ResultsWriter, board: Board, isInterrupted: @Sendable () -> Bool
  ) {
    let span = Double(model.endOfMeasuring)
    do {
      let record = try Replication.run(
        model, index: index, recording: recording,
        emit: { batch in
          do { try writer.append(batch) } catch { board.fail(error) }
        },
        proceed: { simulated in
          board.report(index, share: min(1, Double(simulated) / span))
          return !isInterrupted() && !board.isStopped
        })
      guard var record else {
        board.stop()
        return
      }
      let mirrors = record.mirrors.map(MirrorInterval.init(around:))
      record.metrics += Self.bounds(of: record.mirrors, mirrors)
      try writer.finish(record)
      board.finish(FinishedReplication(record, mirrors: mirrors))
    } catch {
      board.fail(error)
    }
  }

  private func conclude(_ finished: [FinishedReplication], writer: ResultsWriter) throws -> Outcome {
    let complete = finished.sorted { $0.replication < $1.replication }
    let summaries = Summaries.of(complete.map(\.metrics))
    let evaluation = CheckEvaluation(summaries: summaries)
    let results = checks.map(evaluation.result(of:))
    let isPartial = complete.count < replications
    let mirrors = Dictionary(uniqueKeysWithValues: complete.map { ($0.replication, $0.mirrors) })
    if isPartial {
      try writer.abandon(summaries: summaries, mirrorIntervals: mirrors, checks: results)
    } else {
      try writer.complete(summaries: summaries, mirrorIntervals: mirrors, checks: results)
    }
    return Outcome(
      summaries: summaries, checks: results, completed: complete.count, isPartial: isPartial,
      isConserved: complete.allSatisfy(\.conservation.holds), events: complete.reduce(0) { $0 + $1.events })
  }

  /// The ends of the mirrors' intervals, as metrics; nothing was measured where nothing was eligible.
  private static func bounds(of mirrors: [MirrorRecord], _ intervals: [MirrorInterval]) -> [MetricSample] {
    zip(mirrors, intervals).flatMap { mirror, interval -> [MetricSample] in
      let labels: Labels = ["route": mirror.route, "rule": "\(mirror.rule)", "mirror": mirror.mirror]
      return [
        MetricSample("mirror_low", labels, mirror.eligible > 0 ? interval.low : nil),
        MetricSample("mirror_high", labels, mirror.eligible > 0 ? interval.high : nil),
      ]
    }
  }
}

/// What is kept of a replication once its rows are written.
struct FinishedReplication: Sendable {
  let replication: Int
  let metrics: [MetricSample]
  let conservation: Conservation
  let mirrors: [MirrorInterval]
  let events: UInt64

  init(_ record: ReplicationRecord, mirrors: [MirrorInterval]) {
    self.mirrors = mirrors
    replication = record.replication
    metrics = record.metrics
    conservation = record.conservation
    events = record.events
  }
}
