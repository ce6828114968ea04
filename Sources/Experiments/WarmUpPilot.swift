import Foundation
import Scenarios
import Simulator
import Synchronization

/// Finds the warm-up of a scenario that leaves it to Weir: MSER-5 on a pilot without faults.
///
/// The pilot's series is how much work there is at all services, waiting and in slots, second by second, mean over
/// ``replications`` replications. Their numbers lie beyond those of any experiment, so that what is cut off does not depend on what is
/// measured then.
public struct WarmUpPilot: Sendable {
  /// How many replications the pilot has.
  static let replications = 5
  /// The number of the first of them: beyond those of all experiments.
  private static let first = 1 << 20

  private let jobs: Int
  private let isInterrupted: @Sendable () -> Bool

  /// - Parameters:
  ///   - jobs: Most cores to use.
  ///   - isInterrupted: asked at least once per simulated second; a pilot that is interrupted finds nothing.
  public init(jobs: Int, isInterrupted: @escaping @Sendable () -> Bool = { false }) {
    self.jobs = jobs
    self.isInterrupted = isInterrupted
  }

  /// The warm-up in nanoseconds and how it was found; nil where it was interrupted.
  ///
  /// - Throws: `SimulationError` where the pilot outgrows its limits.
  public func run(_ scenario: Scenario) throws -> (warmUp: Int64, note: String)? {
    guard let series = try series(scenario) else { return nil }
    let pilot = "on a pilot of \(Self.replications) × \(series.count) s without faults"
    guard let found = MSER5(series) else {
      return (0, "MSER-5 found none \(pilot), which is too short")
    }
    let doubt = found.isAtEdge ? ", which is too short to trust it" : ""
    return (Int64(found.truncation) * 1_000_000_000, "found by MSER-5 \(pilot)\(doubt)")
  }

  /// The work in the system second by second.
  private func series(_ scenario: Scenario) throws -> [Double]? {
    var pilot = scenario
    pilot.faults = []
    pilot.warmUp = 0
    let model = Model(pilot, version: "")
    let results = Mutex<[Int: Result<[Double]?, any Error>]>([:])
    // One worker a core, each with its share of the replications.
    let workers = min(jobs, Self.replications)
    DispatchQueue.concurrentPerform(iterations: workers) { worker in
      for number in stride(from: worker, to: Self.replications, by: workers) {
        let result = Result { try work(model, replication: Self.first + number) }
        results.withLock { $0[number] = result }
      }
    }
    let all = results.withLock { results in
      (0..<Self.replications).compactMap { results[$0] }
    }
    var sum: [Double] = []
    for result in all {
      guard let series = try result.get() else { return nil }
      sum = sum.isEmpty ? series : zip(sum, series).map(+)
    }
    return sum.map { $0 / Double(Self.replications) }
  }

  private func work(_ model: Model, replication: Int) throws -> [Double]? {
    let record = try Replication.run(model, index: replication, proceed: { _ in !isInterrupted() })
    guard let record else { return nil }
    let work = record.timeline.filter { ["queue_length_mean", "busy_mean"].contains($0.metric) }
    let seconds = work.map(\.values.count).min() ?? 0
    return (0..<seconds).map { second in
      work.reduce(0) { $0 + ($1.values[second].isFinite ? $1.values[second] : 0) }
    }
  }
}
