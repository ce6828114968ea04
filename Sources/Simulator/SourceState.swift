import Engine
import Scenarios

/// A traffic source while it runs: its generator and the batch of arrivals at hand.
struct SourceState {
  private var generator: ArrivalGenerator
  private var batch = ArrivalBatch()
  private var position = 0
  /// What its request numbers are added to, to key draws.
  let salt: UInt64
  /// Whether browsers send its requests.
  let hasBrowsers: Bool
  /// Where its shapes begin among those of the model.
  let firstShape: Int32
  /// How many requests have arrived.
  private(set) var count: UInt64 = 0

  init(_ source: Model.Source, model: Model, replication: UInt32) {
    salt = source.salt
    hasBrowsers = source.browsers != nil
    firstShape = Int32(source.firstShape)
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
    return batch.arrivals[position].time
  }

  /// Takes the arrival that ``peek()`` showed; then ``count`` is its number.
  mutating func take() -> ArrivalBatch.Arrival {
    position += 1
    count += 1
    return batch.arrivals[position - 1]
  }
}
