import Records
import Results
import Scenarios
import Simulator

/// The search for the largest or smallest value of a range that passes the checks.
///
/// Which of the two it is follows from the verdicts: the largest where small values pass, the smallest where large ones do. ``Bisection`` says
/// which value is next, ``VerdictPlan`` with how many replications each is judged. All values see the same random numbers.
public struct Search: Sendable {
  /// What is varied, as `--set` takes it.
  public let path: String
  /// The values.
  public let range: ParameterRange
  /// The probability with which the interval that is found holds the value, above 0 and below 1.
  public let confidence: Double
  /// The most replications of one value, at least 2.
  public let replications: Int
  /// Most cores to use, at least 1.
  public let jobs: Int
  /// What keeps each replication's memory finite; a value that outgrows it fails.
  package var limits = SimulationLimits()

  /// Creates a search.
  public init(path: String, range: ParameterRange, confidence: Double, replications: Int, jobs: Int) {
    self.path = path
    self.range = range
    self.confidence = confidence
    self.replications = max(2, replications)
    self.jobs = jobs
  }

  /// What came of a search.
  public struct Outcome: Sendable {
    /// What it came to.
    public let record: SearchRecord
    /// Whether it was interrupted; the database is marked partial then.
    public let isPartial: Bool
    /// Whether every replication's account adds up.
    public let isConserved: Bool
    /// The replications of all values together.
    public let replications: Int
  }

  /// Searches, and leaves the database at `path`: a variant for each value that was tried, in their order.
  ///
  /// - Parameters:
  ///   - scenario: The scenario with a value, as it would be written; it has at least one check.
  ///   - progress: told the share that is done if every value is tried that may be, by whichever thread did it, one at a time.
  ///   - isInterrupted: asked at least once per simulated second of each replication.
  /// - Throws: what `scenario` throws; ``ResultsError`` where the database cannot be written. No database is left then.
  public func run(
    database: String, version: String, scenario: (_ value: String) throws -> Scenario,
    progress: @escaping @Sendable (Double) -> Void = { _ in },
    isInterrupted: @escaping @Sendable () -> Bool = { false }
  ) throws -> Outcome {
    var bisection = Bisection(steps: range.steps)
    // All of the scan is read before anything is simulated, so that what cannot be read is said at once.
    let scanned = try bisection.scan.map { try variant(atStep: $0, version, scenario) }
    var first = scanned[0].model.record
    first.replications = replications
    let writer = try ResultsWriter(path: database, run: first, variants: bisection.most)
    do {
      var trials: [Trial] = []
      let plan = VerdictPlan(
        confidence: confidence, replications: replications, values: bisection.most,
        checks: scanned[0].checks.count)
      while let step = bisection.next {
        let number = trials.count
        let tried =
          try number < scanned.count ? scanned[number] : variant(atStep: step, version, scenario)
        if number > 0 {
          var record = tried.model.record
          record.replications = replications
          try writer.add(record)
        }
        let most = Double(bisection.most)
        let replicator = Replicator(
          jobs: jobs, writesSeries: false, limits: limits,
          progress: { progress((Double(number) + $0) / most) },
          isInterrupted: isInterrupted)
        let trial = try ValueTrial(variant: tried, number: number, step: step, plan: plan)
          .run(replicator, writer: writer)
        trials.append(trial)
        if trial.isInterrupted { break }
        bisection.note(trial.verdict, at: step)
      }
      return try conclude(trials, bisection, writer)
    } catch {
      writer.discard()
      throw error
    }
  }

  private func variant(
    atStep step: Int, _ version: String, _ scenario: (String) throws -> Scenario
  ) throws -> Variant {
    let value = range.value(atStep: step)
    return Variant(
      try scenario(value), name: value, settings: [Setting(path: path, value: value)], command: .find,
      version: version)
  }

  private func conclude(
    _ trials: [Trial], _ bisection: Bisection, _ writer: ResultsWriter
  ) throws -> Outcome {
    let isPartial = trials.last?.isInterrupted ?? false
    var findings = Findings()
    let record = SearchReading(self, bisection, trials).record(isPartial: isPartial)
    findings.search = record
    let conclusions = trials.map(\.conclusion)
    if isPartial {
      try writer.abandon(conclusions, findings: findings)
    } else {
      try writer.complete(conclusions, findings: findings)
    }
    return Outcome(
      record: record, isPartial: isPartial, isConserved: trials.allSatisfy(\.isConserved),
      replications: trials.reduce(0) { $0 + $1.replications })
  }
}
