import Engine
import Scenarios

/// A traffic source while it runs: its generator and the batch of arrivals at hand.
struct SourceState {
  private var generator: ArrivalGenerator
  private var batch = ArrivalBatch()
  private var position = 0
  /// What its request numbers are added to, to key draws.
  let salt: UInt64
  /// Whether its clients may try again.
  let triesAgain: Bool
  /// Whether its requests wait for the answers to earlier ones.
  let isClosed: Bool
  /// Whether browsers send its requests.
  let hasBrowsers: Bool
  /// Where its shapes begin among those of the model.
  let firstShape: Int32
  /// How many requests have arrived.
  private(set) var count: UInt64 = 0

  init(_ source: Model.Source, model: Model, replication: UInt32) {
    salt = source.salt
    hasBrowsers = source.browsers != nil
    triesAgain = source.client != nil
    isClosed = source.population != nil
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

  /// Why requests of a trace are missing, nil where none are; to be asked when no more come.
  var failure: String? { generator.failure }

  /// Takes the arrival that ``peek()`` showed; then ``count`` is its number.
  ///
  /// - Parameter now: when it is, for a request of a closed population, which nobody knew before.
  mutating func take(at now: Int64) -> ArrivalBatch.Arrival {
    if isClosed {
      count += 1
      return generator.arrival(count - 1, at: now)
    }
    position += 1
    count += 1
    return batch.arrivals[position - 1]
  }
}
