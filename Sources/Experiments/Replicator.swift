import Foundation
import Results
import Simulator

/// Runs replications of models on several cores.
///
/// What is written, and what is answered, does not depend on the number of cores or on the order in which replications end.
package struct Replicator: Sendable {
  /// One replication of one variant.
  package struct Task: Sendable {
    /// The variant, by its place among those of the database.
    package let variant: Int
    /// Its compiled scenario.
    package let model: Model
    /// Which replication, from 0.
    package let replication: Int

    package init(variant: Int, model: Model, replication: Int) {
      self.variant = variant
      self.model = model
      self.replication = replication
    }
  }

  /// Most cores to use, at least 1.
  package let jobs: Int
  /// Which requests are recorded.
  package let recording: Recording
  /// Whether series and histograms are written; where there are thousands of runs they are most of a database.
  package let writesSeries: Bool
  /// By replication of the base: requests whose rows the database holds whatever is recorded, as a ``RequestSearch`` found them.
  package var explained: [Int: RecordBatch] = [:]
  /// What keeps each replication's memory finite.
  package let limits: SimulationLimits
  /// Told the share of the tasks that is done, from 0 to 1, by whichever thread did it, one at a time.
  package let progress: @Sendable (Double) -> Void
  /// Asked at least once per simulated second of each replication.
  package let isInterrupted: @Sendable () -> Bool

  package init(
    jobs: Int, recording: Recording = .none, writesSeries: Bool = true,
    limits: SimulationLimits = SimulationLimits(),
    progress: @escaping @Sendable (Double) -> Void = { _ in },
    isInterrupted: @escaping @Sendable () -> Bool = { false }
  ) {
    self.jobs = max(1, jobs)
    self.recording = recording
    self.writesSeries = writesSeries
    self.limits = limits
    self.progress = progress
    self.isInterrupted = isInterrupted
  }

  /// Runs `tasks` and answers with what is complete, in the order of variants and replications; fewer than the tasks where it was
  /// interrupted.
  ///
  /// - Parameter writer: where the rows go, nil for nowhere.
  /// - Throws: ``ResultsError`` where the database cannot be written; `SimulationError` where a replication outgrows its limits.
  package func run(_ tasks: [Task], writer: ResultsWriter? = nil) throws -> [FinishedReplication] {
    try attempt(tasks, writer: writer, goesOn: false).finished
  }

  /// What came of tasks of which some may outgrow their limits.
  package struct Attempt: Sendable {
    /// What is complete, in the order of variants and replications.
    package let finished: [FinishedReplication]
    /// Why others outgrew their limits, in the order of the tasks.
    package let outgrown: [SimulationError]
    /// Whether neither is fewer than was asked for.
    package let isWhole: Bool
  }

  /// As ``run(_:writer:)``, but a replication that outgrows its limits does not end the others; so that what is written does not depend
  /// on when that is noticed.
  package func attempt(_ tasks: [Task], writer: ResultsWriter? = nil) throws -> Attempt {
    try attempt(tasks, writer: writer, goesOn: true)
  }

  private func attempt(_ tasks: [Task], writer: ResultsWriter?, goesOn: Bool) throws -> Attempt {
    let board = Board(tasks: tasks.count, progress: progress)
    DispatchQueue.concurrentPerform(iterations: min(jobs, tasks.count)) { _ in
      while let index = board.next() { work(index, tasks[index], writer, board, goesOn: goesOn) }
    }
    if let failure = board.failure { throw failure }
    let finished = board.finished.sorted { ($0.variant, $0.replication) < ($1.variant, $1.replication) }
    let outgrown = board.outgrown.sorted { $0.key < $1.key }.map(\.value)
    return Attempt(
      finished: finished, outgrown: outgrown, isWhole: finished.count + outgrown.count == tasks.count)
  }

  private func work(
    _ index: Int, _ task: Task, _ writer: ResultsWriter?, _ board: Board, goesOn: Bool
  ) {
    let span = Double(task.model.endOfMeasuring)
    var explained = ExplainedRows(task.variant == 0 ? explained[task.replication] : nil)
    do {
      let record = try Replication.run(
        task.model, index: task.replication, recording: recording, limits: limits,
        emit: { batch in
          explained.note(batch)
          do { try writer?.append(batch, variant: task.variant) } catch { board.fail(error) }
        },
        proceed: { simulated in
          board.report(index, share: min(1, Double(simulated) / span))
          return !isInterrupted() && !board.isStopped
        })
      guard var record else {
        board.stop()
        return
      }
      let intervals = record.mirrors.map(MirrorInterval.init(around:))
      record.metrics += Self.bounds(of: record.mirrors, intervals)
      let finished = FinishedReplication(record, variant: task.variant, intervals: intervals)
      if !writesSeries {
        record.timeline = []
        record.histograms = []
        record.responseWindows = []
      }
      if let rest = explained.rest { try writer?.append(rest, variant: task.variant) }
      try writer?.finish(record, variant: task.variant)
      board.finish(finished)
    } catch let error as SimulationError where goesOn && error.isOutgrown {
      board.report(index, share: 1)
      board.outgrow(index, error)
    } catch {
      board.fail(error)
    }
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
