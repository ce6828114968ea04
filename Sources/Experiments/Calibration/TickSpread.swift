import Engine

extension RecordedTraffic {
  /// The draws of experiments have purposes from 1,000 on.
  private static let purpose: UInt32 = 1001

  /// Spreads the requests of each tick of the clock over it, in their order.
  ///
  /// Assumption A-SIM-130: within a tick arrivals are the order statistics of uniform draws, as those of a Poisson process given how many
  /// there are (D. R. Cox, P. A. W. Lewis, The Statistical Analysis of Series of Events, 1966, 2.1). The gaps of a clock that is no finer
  /// than they are would fail every test of their law for the clock's sake.
  /// - Parameter tick: From one tick to the next, in nanoseconds; nothing happens below 2.
  package mutating func spread(over tick: Int64) {
    guard tick > 1 else { return }
    let stream = RandomStream(seed: 1, replication: 0, purpose: Self.purpose, entity: UInt64(tick))
    var start = 0
    while start < requests.count {
      let time = requests[start].arrival
      var end = start + 1
      while end < requests.count, requests[end].arrival == time { end += 1 }
      var draws = stream.draws(UInt64(bitPattern: time))
      let offsets = (start..<end).map { _ in draws.uniform() }.sorted()
      for (index, offset) in zip(start..<end, offsets) {
        requests[index].arrival = time + Int64(offset * Double(tick))
      }
      start = end
    }
  }
}
