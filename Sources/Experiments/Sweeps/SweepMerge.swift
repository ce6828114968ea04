import Results

/// Makes one database of the results of a sweep's jobs, in the order of their numbers.
///
/// The single process, one that goes on after an interruption, and `weir merge` all make their databases here, so that their bytes are
/// the same.
public struct SweepMerge {
  /// What is run.
  public let plan: SweepPlan
  /// Where the results are.
  public let folder: SweepFolder

  /// Creates a merge.
  public init(plan: SweepPlan, folder: SweepFolder) {
    self.plan = plan
    self.folder = folder
  }

  /// What is there of all jobs.
  public struct Inventory: Sendable {
    /// The jobs without a result that can be used, ascending.
    public var missing: [Int] = []
    /// What is wrong with the files that cannot be used.
    public var unusable: [String] = []
    /// Files of another sweep, or another job.
    public var foreign: [String] = []
    /// The jobs that can never be done, and why.
    public var failures: [(job: Int, reason: String)] = []
  }

  /// Looks at every job, and reads every result whole.
  public func inventory() throws -> Inventory {
    var inventory = Inventory()
    for job in 0..<plan.design.count {
      switch try folder.state(of: job) {
      case .finished: continue
      case .missing:
        inventory.missing.append(job)
        if let reason = folder.failure(of: job) { inventory.failures.append((job, reason)) }
      case .unusable(let reason):
        inventory.missing.append(job)
        inventory.unusable.append(reason)
      case .foreign(let reason): inventory.foreign.append(reason)
      }
    }
    inventory.foreign += folder.numbers.filter { $0 >= plan.design.count }.map {
      "\(folder.file(of: $0)) is no job of this sweep, which has \(plan.design.count)"
    }
    return inventory
  }

  /// Writes the database at `path`, whole or not at all; it is marked partial where jobs are missing, which are then variants without
  /// anything measured.
  ///
  /// Holds the rows of one job at a time.
  /// - Returns: How many jobs are missing.
  /// - Throws: ``ResultsError``, ``SweepError/mismatch(_:)``.
  public func write(to path: String) throws -> Int {
    var missing = 0
    lazy var empty = plan.variant(plan.base, of: 0, specification: plan.specification).model.record
    func record(of job: Int, in stored: StoredRun?) -> RunRecord {
      var record = stored?.run ?? empty
      record.variant = plan.name(of: job)
      record.settings = plan.design.settings(of: job)
      record.specification = plan.specification
      return record
    }
    let first = try finished(0)
    let writer = try ResultsWriter(path: path, run: record(of: 0, in: first), variants: plan.design.count)
    do {
      for job in 0..<plan.design.count {
        let stored = job == 0 ? first : try finished(job)
        if job > 0 { try writer.add(record(of: job, in: stored)) }
        if let stored { try add(stored, as: job, to: writer) } else { missing += 1 }
      }
      if missing > 0 { try writer.abandon([]) } else { try writer.complete([]) }
    } catch {
      writer.discard()
      throw error
    }
    return missing
  }

  private func finished(_ job: Int) throws -> StoredRun? {
    switch try folder.state(of: job) {
    case .finished(let stored): return stored
    case .missing, .unusable: return nil
    case .foreign(let reason): throw SweepError.mismatch(reason)
    }
  }

  private func add(_ stored: StoredRun, as job: Int, to writer: ResultsWriter) throws(ResultsError) {
    for replication in stored.replications { try writer.finish(ReplicationRecord(replication), variant: job) }
    let intervals = stored.replications.map { ($0.number, $0.mirrors.compactMap(\.interval)) }
    try writer.conclude(
      Conclusion(
        summaries: stored.summaries,
        mirrorIntervals: Dictionary(intervals, uniquingKeysWith: { first, _ in first }),
        checks: stored.checks),
      variant: job)
  }
}

extension ReplicationRecord {
  /// What a database holds of a replication.
  fileprivate init(_ stored: StoredRun.Replication) {
    self.init(replication: stored.number)
    metrics = stored.metrics
    episodes = stored.episodes
    mirrors = stored.mirrors.map(\.record)
    faults = stored.faults
    conservation = stored.conservation
    events = stored.events
  }
}
