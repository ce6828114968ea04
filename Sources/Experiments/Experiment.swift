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
  /// Whether series and histograms are written; where there are thousands of runs they are most of a database.
  package let writesSeries: Bool
  /// How the other variants are compared with the base, nil where they are not.
  package let comparison: Comparison?
  /// What the variants change.
  package let changes: [ChangeRecord]
  /// The run that the base is held against, nil without one.
  package var gate: BaselineGate?
  /// By replication: requests whose rows the database holds whatever is recorded, as a ``RequestSearch`` found them.
  public var explained: [Int: RecordBatch] = [:]

  /// Creates an experiment.
  package init(
    variants: [Variant], replications: Scenario.Replications, jobs: Int, recording: Recording,
    writesSeries: Bool = true, comparison: Comparison? = nil, changes: [ChangeRecord] = []
  ) {
    self.variants = variants
    self.replications = replications
    self.jobs = max(1, jobs)
    self.recording = recording
    self.writesSeries = writesSeries
    self.comparison = comparison
    self.changes = changes
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
    /// Whether the intervals are as narrow as was asked for.
    public let isPrecise: Bool
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
      path: path, run: records[0], variants: variants.count, as: recording == .blocks ? .blocks : .rows,
      layout: recording == .none && !writesSeries ? .small : .arranged)
    do {
      for record in records.dropFirst() { try writer.add(record) }
      var replicator = Replicator(
        jobs: jobs, recording: recording, writesSeries: writesSeries, progress: progress,
        isInterrupted: isInterrupted)
      replicator.explained = explained
      return try run(replicator, writer)
    } catch {
      writer.discard()
      throw error
    }
  }

  /// Runs rounds until the replications suffice, and concludes.
  private func run(_ replicator: Replicator, _ writer: ResultsWriter) throws -> Outcome {
    let precision = Precision(
      minimum: replications.minimum, maximum: replications.maximum, until: replications.until,
      checks: variants[0].checks)
    var measurements = variants.map { _ in Measurements() }
    var count = 0
    var next: Int? = precision.first
    while let wanted = next {
      for start in stride(from: count, to: wanted, by: Self.replicationsInMemory) {
        let tasks = tasks(start..<min(wanted, start + Self.replicationsInMemory))
        let finished = try replicator.run(tasks, writer: writer)
        for replication in finished { measurements[replication.variant].add(replication) }
        if finished.count < tasks.count {
          return try conclude(measurements, isPartial: true, isPrecise: false, writer: writer)
        }
      }
      count = wanted
      // The variant with the widest intervals decides for all.
      next = measurements.compactMap { precision.next(after: count, $0.summaries()) }.max()
    }
    let isPrecise = measurements.allSatisfy { precision.isReached(by: $0.summaries()) }
    return try conclude(measurements, isPartial: false, isPrecise: isPrecise, writer: writer)
  }

  /// How many replications of each variant are held with their histograms at once.
  private static let replicationsInMemory = 256

  /// The same replications of every variant, so that those which are compared end together.
  private func tasks(_ range: Range<Int>) -> [Replicator.Task] {
    range.flatMap { replication in
      variants.enumerated().map {
        Replicator.Task(variant: $0, model: $1.model, replication: replication)
      }
    }
  }

  private func findings(_ measurements: [Measurements]) -> Findings {
    var findings = Findings()
    findings.changes = changes
    guard let comparison else { return findings }
    let samples = measurements.map { ReplicationSamples($0.replications) }
    findings.differences = comparison.differences(base: samples[0], variants: Array(samples.dropFirst()))
    findings.ranks = Ranking(headlines: comparison.headlines, alpha: comparison.alpha).ranks(samples)
    return findings
  }

  /// Puts the verdicts of a gate in place of those checks that could not be judged without it, and adds the others.
  private func hold(
    _ conclusion: inout Conclusion, _ findings: inout Findings, _ measurements: Measurements,
    against gate: BaselineGate
  ) {
    let (run, checks) = (variants[0].model.record, variants[0].checks)
    let samples = ReplicationSamples(measurements.replications)
    var results = gate.results(of: run, samples, checks: checks)[...]
    for (index, check) in checks.enumerated() {
      if case .noWorseThan = check.condition, let result = results.popFirst() {
        conclusion.checks[index] = result
      }
    }
    conclusion.checks += results
    findings.differences = gate.differences(of: run, samples, checks: checks)
    findings.changes = InputChanges.between(gate.baseline.run, run)
  }

  private func conclude(
    _ measurements: [Measurements], isPartial: Bool, isPrecise: Bool, writer: ResultsWriter
  ) throws -> Outcome {
    var conclusions = zip(variants, measurements).map { $0.conclusion(from: $1) }
    var findings = findings(measurements)
    if let gate { hold(&conclusions[0], &findings, measurements[0], against: gate) }
    if isPartial {
      try writer.abandon(conclusions, findings: findings)
    } else {
      try writer.complete(
        conclusions, findings: findings, replications: measurements[0].replications.count)
    }
    let finished = measurements.flatMap(\.replications)
    return Outcome(
      conclusions: conclusions, findings: findings, completed: finished.count, isPartial: isPartial,
      isPrecise: isPrecise,
      isConserved: finished.allSatisfy(\.conservation.holds), events: finished.reduce(0) { $0 + $1.events })
  }
}
