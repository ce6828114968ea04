import Engine
import Scenarios

/// A traffic source while it runs: its generator and the batch of arrivals at hand.
struct SourceState {
  private var generator: ArrivalGenerator
  private var batch = ArrivalBatch()
  private var position = 0
  /// How many requests have arrived.
  private(set) var count: UInt64 = 0

  /// An arrival: when, of which shape, and which record of the trace (-1 elsewhere).
  struct Arrival {
    var time: Int64
    var shape: Int32
    var record: Int32
  }

  init(_ source: Model.Source, model: Model, replication: UInt32) {
    generator = ArrivalGenerator(
      process: source.process, mix: source.mix, surges: source.surges, seed: model.seed,
      replication: replication, source: source.name, end: model.measured.upperBound)
  }

  /// The next arrival without taking it, nil at the end.
  mutating func peek() -> Int64? {
    if position == batch.count {
      generator.fill(&batch)
      position = 0
      if batch.count == 0 { return nil }
    }
    return batch.times[position]
  }

  /// Takes the arrival that ``peek()`` showed.
  mutating func take() -> Arrival {
    let arrival = Arrival(
      time: batch.times[position], shape: batch.shapes[position], record: batch.records[position])
    position += 1
    count += 1
    return arrival
  }
}
