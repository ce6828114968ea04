import Traffic

let second: Int64 = 1_000_000_000

/// What a generator made.
struct Arrivals: Equatable {
  var times: [Int64] = []
  var shapes: [Int32] = []
  var records: [Int32] = []

  /// Lets a generator run to its end.
  init(
    _ process: ArrivalProcess, weights: [Double] = [1], surges: [Surge] = [], seed: UInt64 = 42,
    replication: UInt32 = 0, source: String = "shoppers", seconds: Int64, capacity: Int = 256
  ) {
    let mix = RequestMix(weights.enumerated().map { .init(weight: $1, shape: .init(path: "/\($0)")) })
    var generator = ArrivalGenerator(
      process: process, mix: mix, surges: surges, seed: seed, replication: replication, source: source,
      end: seconds * second)
    var batch = ArrivalBatch(capacity: capacity)
    generator.fill(&batch)
    while batch.count > 0 {
      times += batch.arrivals.map(\.time)
      shapes += batch.arrivals.map(\.shape)
      records += batch.arrivals.map(\.record)
      generator.fill(&batch)
    }
  }

  /// Those outside a time, as pairs of time and shape.
  func outside(_ surge: Surge) -> [[Int64]] {
    zip(times, shapes).filter { $0.0 < surge.start || $0.0 >= surge.end }.map { [$0, Int64($1)] }
  }

  /// How many lie in each of so many times of `width`, from time zero.
  func counts(_ number: Int, every width: Int64) -> [Int] {
    times.reduce(into: Array(repeating: 0, count: number)) { counts, time in
      let index = Int(time / width)
      if index < number { counts[index] += 1 }
    }
  }
}
