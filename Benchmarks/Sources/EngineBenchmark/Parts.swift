import Engine

/// Nanoseconds per draw from a distribution, each with the draws of a request of its own.
func sampling(_ distribution: Distribution, samples: UInt64) -> Double {
  let stream = RandomStream(seed: 1, replication: 0, purpose: 0, entity: 0)
  var total: Int64 = 0
  let start = processTime()
  for request in 0..<samples {
    var draws = stream.draws(request)
    total &+= distribution.sampleDuration(&draws).nanoseconds
  }
  let elapsed = processTime() - start
  let mean = Double(total) / 1e9 / Double(samples)
  require(abs(mean / distribution.mean - 1) < 0.05, "the mean is \(mean)")
  return elapsed / Double(samples)
}

/// Nanoseconds per choice among outcomes of unequal weights.
func choosing(outcomes: Int, choices: UInt64) -> Double {
  guard let choice = WeightedChoice(weights: (1...outcomes).map { 1 / Double($0) }) else { return .nan }
  let stream = RandomStream(seed: 1, replication: 0, purpose: 0, entity: 0)
  var total = 0
  let start = processTime()
  for request in 0..<choices {
    var draws = stream.draws(request)
    total &+= choice.choose(&draws)
  }
  let elapsed = processTime() - start
  require(total > 0, "nothing was chosen")
  return elapsed / Double(choices)
}

/// Nanoseconds per value that a histogram counts, and per jump of a level.
func recording(values: Int, times: [Int64]) -> (histogram: Double, level: Double) {
  var histogram = Histogram()
  var start = processTime()
  for index in 0..<values { histogram.record(times[index & 65_535]) }
  let histogramTime = processTime() - start
  require(histogram.count == UInt64(values), "values were lost")
  var level = TimeWeightedTally()
  start = processTime()
  for index in 0..<values { level.set(index & 7, at: SimulationTime(nanoseconds: Int64(index))) }
  let levelTime = processTime() - start
  require(level.maximum == 7, "jumps were lost")
  return (histogramTime / Double(values), levelTime / Double(values))
}
