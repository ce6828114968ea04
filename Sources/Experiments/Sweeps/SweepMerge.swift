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
  /// Most cores to read with, at least 1.
  public let cores: Int

  /// Creates a merge.
  public init(plan: SweepPlan, folder: SweepFolder, cores: Int) {
    self.plan = plan
    self.folder = folder
    self.cores = cores
  }

  /// What is there of all jobs.
  public struct Inventory: Sendable {
    /// The jobs without a result that can be used, ascending.
    public var missing: [Int] = []
    /// What is wrong with the files that cannot be used.
    public var unusable: [String] = []
    /// Of how many jobs there is a result by each other version of Weir.
    public var otherVersions: [String: Int] = [:]
    /// Files of another sweep, or another job.
    public var foreign: [String] = []
    /// The jobs that can never be done, and why.
    public var failures: [(job: Int, reason: String)] = []
  }

  /// Looks at every job, and reads every result whole.
  ///
  /// - Throws: ``ResultsError`` where a file cannot be read.
  public func inventory() throws -> Inventory {
    var inventory = emptyInventory
    try folder.forEach(of: Array(0..<plan.design.count), cores: cores) { note($0, $1, in: &inventory) }
    return inventory
  }

  /// Writes the database at `path`, whole or not at all: only where every job is there, of this sweep and this version.
  ///
  /// Holds the rows of a few jobs at a time.
  /// - Parameter allowsMissing: Whether it is written, and marked partial, where jobs are missing too, which are then variants without
  ///   anything measured.
  /// - Returns: What was there.
  /// - Throws: ``ResultsError``.
  public func write(to path: String, allowsMissing: Bool = false) throws -> Inventory {
    var inventory = emptyInventory
    func isSound() -> Bool {
      inventory.foreign.isEmpty && (allowsMissing || inventory.missing.isEmpty)
    }
    var writer: ResultsWriter?
    // What is complete, or was thrown away, is not thrown away again.
    defer { writer?.discard() }
    try folder.forEach(of: Array(0..<plan.design.count), cores: cores) { job, state in
      note(job, state, in: &inventory)
      guard isSound() else { return }
      let stored: StoredRun? = if case .finished(let stored) = state { stored } else { nil }
      let record = record(of: job, in: stored)
      if let writer { try writer.add(record) }
      let open =
        try writer
        ?? ResultsWriter(
          path: path, run: record, variants: plan.design.count, layout: .ordered)
      writer = open
      if let stored { try add(stored, as: job, to: open) }
    }
    guard isSound(), let writer else { return inventory }
    if inventory.missing.isEmpty { try writer.complete([]) } else { try writer.abandon([]) }
    return inventory
  }

  /// Nothing but the files that are no jobs of this sweep.
  private var emptyInventory: Inventory {
    var inventory = Inventory()
    inventory.foreign = folder.numbers.filter { $0 >= plan.design.count }.map {
      "\(folder.file(of: $0)) is no job of this sweep, which has \(plan.design.count)"
    }
    return inventory
  }

  private func note(_ job: Int, _ state: SweepFolder.State, in inventory: inout Inventory) {
    switch state {
    case .finished: return
    case .foreign(let reason):
      inventory.foreign.append(reason)
      return
    case .missing: if let reason = folder.failure(of: job) { inventory.failures.append((job, reason)) }
    case .unusable(let reason): inventory.unusable.append(reason)
    case .otherVersion(let version): inventory.otherVersions[version, default: 0] += 1
    }
    inventory.missing.append(job)
  }

  private func record(of job: Int, in stored: StoredRun?) -> RunRecord {
    var record =
      stored?.run ?? plan.variant(plan.base, of: 0, specification: plan.specification).model.record
    record.variant = plan.name(of: job)
    record.settings = plan.design.settings(of: job)
    record.specification = plan.specification
    return record
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
