import Records
import Results
import Scenarios
import Simulator

/// Whether goodput comes back when a trigger is gone, over loads and sizes of the trigger, and what keeps it down where it does not.
///
/// The states are those of Bronson et al. (HotOS 2021, doi:10.1145/3458336.3465286) and Huang et al. (OSDI 2022): a system is stable where it
/// comes back, vulnerable where a larger trigger would keep it down, metastable where the trigger did. What sustains that is found by
/// counterfactuals: the same replications, same random numbers, without one loop at a time.
///
/// Assumption A-SIM-126: a load at which goodput is below 90 % of what is offered without any fault is overloaded; goodput that is not back
/// after the last fault when measuring ends stays down.
public struct StabilityMap: Sendable {
  /// What is varied, and its values in order.
  public struct Axis: Sendable, Equatable {
    /// What is varied, as `--set` takes it.
    public let path: String
    /// The values, from the weakest to the strongest.
    public let values: [String]

    /// Creates an axis.
    public init(path: String, values: [String]) {
      self.path = path
      self.values = values
    }
  }

  /// Why a scenario has nothing to say about stability.
  public enum Problem: Error, Equatable {
    /// It has no fault that could be the trigger.
    case noFault
    /// The last fault ends, at so many nanoseconds, too late before measuring ends.
    case endsTooLate(fault: String, at: Int64, measuredUntil: Int64)
  }

  /// The load.
  public let load: Axis
  /// The trigger's size.
  public let trigger: Axis
  /// How many replications are run of each cell, at least 1.
  public let replications: Int
  /// Most cores to use, at least 1.
  public let jobs: Int

  /// Creates a map.
  public init(load: Axis, trigger: Axis, replications: Int, jobs: Int) {
    self.load = load
    self.trigger = trigger
    self.replications = max(1, replications)
    self.jobs = jobs
  }

  /// What came of it.
  public struct Outcome: Sendable {
    /// The cells, by load and then by trigger; fewer than all where it was interrupted.
    public let cells: [StabilityRecord]
    /// Whether it was interrupted; the database is marked partial then.
    public let isPartial: Bool
    /// Whether every replication's account adds up.
    public let isConserved: Bool
  }

  /// Fills the map, and leaves the database at `path`: a variant for each load without faults, each cell, and each rerun.
  ///
  /// - Parameters:
  ///   - scenario: The scenario with a load and a trigger, as they would be written.
  ///   - progress: told the share of what may have to be run that is done.
  ///   - isInterrupted: asked at least once per simulated second of each replication.
  /// - Throws: what `scenario` throws, ``Problem``, and ``ResultsError``. No database is left then.
  public func run(
    database: String, version: String, scenario: (_ settings: [Setting]) throws -> Scenario,
    progress: @escaping @Sendable (Double) -> Void = { _ in },
    isInterrupted: @escaping @Sendable () -> Bool = { false }
  ) throws -> Outcome {
    // All cells are read before anything is simulated, so that what cannot be read is said at once.
    let rows = try load.values.map { load in
      try trigger.values.map { trigger in
        try StabilityCell(load: load, trigger: trigger, of: self, version: version, scenario: scenario)
      }
    }
    let runs = try StabilityRuns(
      rows[0][0].withoutFaults, replications: replications, most: mostVariants(rows), database: database,
      Replicator(jobs: jobs, writesSeries: false, progress: progress, isInterrupted: isInterrupted))
    do {
      var cells: [StabilityRecord] = []
      for row in rows where !runs.isInterrupted { cells += try StabilityRow(row).fill(with: runs) }
      try runs.conclude(cells)
      return Outcome(cells: cells, isPartial: runs.isInterrupted, isConserved: runs.isConserved)
    } catch {
      runs.discard()
      throw error
    }
  }

  /// A run without faults for each load; for each cell itself, itself without each loop, and without all.
  private func mostVariants(_ rows: [[StabilityCell]]) -> Int {
    rows.reduce(0) { $0 + $1.reduce(1) { $0 + 2 + $1.model.loops.count } }
  }
}
