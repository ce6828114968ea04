import Records
import Results
import Simulator

/// All triggers at one load, from the weakest to the strongest.
struct StabilityRow {
  private let cells: [StabilityCell]

  init(_ cells: [StabilityCell]) {
    self.cells = cells
  }

  /// The records of the row; fewer where the user stopped it.
  func fill(with runs: StabilityRuns) throws -> [StabilityRecord] {
    guard let first = cells.first, let base = try runs.run(first.withoutFaults) else { return [] }
    if isOverloaded(base.finished) {
      return cells.map { record(of: $0, variant: base.variant, .overloaded, back: [], of: 0) }
    }
    var records: [StabilityRecord] = []
    for cell in cells {
      guard let record = try record(of: cell, with: runs) else { break }
      records.append(record)
    }
    let strongest = records.lastIndex { $0.verdict == .metastable } ?? 0
    for index in records.indices where index < strongest && records[index].verdict == .stable {
      records[index].verdict = .vulnerable
    }
    return records
  }

  private func record(of cell: StabilityCell, with runs: StabilityRuns) throws -> StabilityRecord? {
    guard let run = try runs.run(cell.model) else { return nil }
    let count = cell.model.record.replications
    let back = recoveries(run.finished, of: cell)
    guard back.count < count else {
      return record(of: cell, variant: run.variant, .stable, back: back, of: count)
    }
    var stuck = record(of: cell, variant: run.variant, .metastable, back: back, of: count)
    stuck.cuts = try cuts(of: cell, with: runs)
    return stuck
  }

  /// The reruns without each loop, and without all of them where no single one brings goodput back.
  private func cuts(of cell: StabilityCell, with runs: StabilityRuns) throws -> [StabilityRecord.Cut] {
    let loops = cell.model.loops
    var cuts: [StabilityRecord.Cut] = []
    for loop in loops {
      guard let cut = try cut([loop], of: cell, with: runs) else { return cuts }
      cuts.append(cut)
    }
    if loops.count > 1, !cuts.contains(where: \.bringsBack),
      let all = try cut(loops, of: cell, with: runs)
    {
      cuts.append(all)
    }
    return cuts
  }

  private func cut(
    _ loops: [SustainingLoop], of cell: StabilityCell, with runs: StabilityRuns
  ) throws -> StabilityRecord.Cut? {
    try runs.run(cell.cutting(loops)).map {
      StabilityRecord.Cut(
        variant: $0.variant, loops: loops.map(\.rawValue),
        recovered: recoveries($0.finished, of: cell).count, n: cell.model.record.replications)
    }
  }

  /// The seconds after which goodput was back, of the replications in which it came back.
  private func recoveries(_ finished: [FinishedReplication], of cell: StabilityCell) -> [Double] {
    finished.compactMap { replication in
      replication.metrics.first { $0.name == "recovery_time" && $0.labels["fault"] == cell.lastFault }?.value
    }
  }

  /// Whether a replication outgrew its limits, or goodput misses 90 % of what is offered.
  private func isOverloaded(_ finished: [FinishedReplication]) -> Bool {
    guard finished.count == cells.first?.model.record.replications else { return true }
    func sum(_ name: String) -> Double {
      finished.reduce(0) { sum, replication in
        sum + (replication.metrics.first { $0.name == name && $0.labels == .none }?.value ?? 0)
      }
    }
    return sum("goodput") < 0.9 * sum("offered_rate")
  }

  private func record(
    of cell: StabilityCell, variant: Int, _ verdict: StabilityRecord.Verdict, back: [Double], of count: Int
  ) -> StabilityRecord {
    let share = BinomialInterval(successes: back.count, trials: count, confidence: Summaries.confidence)
    return StabilityRecord(
      variant: variant, load: cell.load, trigger: cell.trigger, verdict: verdict, recovered: back.count,
      n: count, low: share?.low ?? 0, high: share?.high ?? 1,
      recovery: back.isEmpty ? nil : back.reduce(0, +) / Double(back.count))
  }
}
