import Records
import Simulator

/// Simulates the replications in which requests are to be explained once more, with everything recorded, and keeps what was chosen.
///
/// A replication is a pure function of the model and its index, so what is found is what the run itself does.
public struct RequestSearch: Sendable {
  /// What was chosen.
  public let chosen: ChosenRequests
  /// By replication: the rows of the chosen requests, and what was decided about them.
  public let rows: [Int: RecordBatch]
  /// By replication: how many requests arrived in it.
  public let offered: [Int: Int]

  /// Searches; the time is that of simulating each replication that is named.
  ///
  /// - Parameters:
  ///   - names: what is to be explained; each replication must be one of the run.
  ///   - proceed: asked as in `Replication.run`, with the share that is done, from 0 to 1; false ends the search.
  /// - Returns: nil where `proceed` ended it.
  /// - Throws: `SimulationError` where a replication outgrows its limits.
  public static func run(
    _ model: Model, names: [RequestName], proceed: (Double) -> Bool = { _ in true }
  ) throws(SimulationError) -> RequestSearch? {
    let replications = Set(names.map(\.replication)).sorted()
    let span = Double(model.endOfMeasuring)
    var selections: [Int: RequestSelection] = [:]
    var offered: [Int: Int] = [:]
    for (index, replication) in replications.enumerated() {
      let numbers = names.compactMap { name -> Int64? in
        guard name.replication == replication, case .number(let number) = name.choice else { return nil }
        return number
      }
      let kept = Kept(RequestSelection(measured: model.timesMeasured, numbers: Set(numbers)))
      let record = try Replication.run(
        model, index: replication, recording: .all, explaining: true,
        emit: { kept.selection.take($0) },
        proceed: { simulated in
          proceed((Double(index) + min(1, Double(simulated) / span)) / Double(replications.count))
        })
      guard let record else { return nil }
      selections[replication] = kept.selection
      offered[replication] = record.conservation.offered
    }
    return RequestSearch(names, in: selections, offered: offered)
  }

  /// What the batches of a replication, which are given away one by one, are taken by.
  private final class Kept {
    var selection: RequestSelection

    init(_ selection: RequestSelection) {
      self.selection = selection
    }
  }

  private init(_ names: [RequestName], in selections: [Int: RequestSelection], offered: [Int: Int]) {
    self.offered = offered
    let chosen = ChosenRequests(names) { selections[$0.replication]?.pick($0.choice) ?? [] }
    self.chosen = chosen
    var rows: [Int: RecordBatch] = [:]
    for request in chosen.requests.sorted(by: { $0.number < $1.number }) {
      guard let story = selections[request.replication]?.story(request.number) else { continue }
      var batch = rows[request.replication] ?? RecordBatch(replication: request.replication)
      batch.requests.append(story.request)
      batch.attempts += story.attempts
      batch.decisions += story.decisions
      rows[request.replication] = batch
    }
    self.rows = rows
  }
}
