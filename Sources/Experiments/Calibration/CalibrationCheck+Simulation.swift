import Records
import Scenarios

extension CalibrationCheck {
  /// Every metric over all replications of a scenario; nil where it was interrupted.
  ///
  /// - Throws: `SimulationError` where a replication outgrows its limits.
  package static func simulate(
    _ scenario: Scenario, version: String, jobs: Int,
    progress: @escaping @Sendable (Double) -> Void = { _ in },
    isInterrupted: @escaping @Sendable () -> Bool = { false }
  ) throws -> [Summary]? {
    let variant = Variant(scenario, version: version)
    let tasks = (0..<scenario.replications.maximum).map {
      Replicator.Task(variant: 0, model: variant.model, replication: $0)
    }
    let replicator = Replicator(
      jobs: jobs, writesSeries: false, progress: progress, isInterrupted: isInterrupted)
    let finished = try replicator.run(tasks)
    guard finished.count == tasks.count else { return nil }
    return Measurements(finished).summaries()
  }
}
