import Engine

/// The hold model: take the next event, schedule it again some time later, with a fixed number waiting.
/// - Parameters:
///   - pending: how many events wait.
///   - delays: how much later, in nanoseconds; 65,536 of them.
/// - Returns: nanoseconds per hold.
func hold(pending: Int, holds: Int, delays: [Int64]) -> Double {
  var calendar = EventCalendar()
  for event in 0..<pending {
    calendar.schedule(UInt32(event), at: SimulationTime(nanoseconds: delays[event & 65_535]))
  }
  // Until those that wait are as they stay: for the most part those with long delays.
  _ = turn(&calendar, holds: 4 * pending, delays)
  let elapsed = turn(&calendar, holds: holds, delays)
  require(calendar.count == pending, "events were lost")
  return elapsed / Double(holds)
}

private func turn(_ calendar: inout EventCalendar, holds: Int, _ delays: [Int64]) -> Double {
  let start = processTime()
  for index in 0..<holds {
    guard let event = calendar.next(notAfter: .never) else { break }
    let delay = SimulationDuration(nanoseconds: delays[(index &+ index &>> 16) & 65_535])
    calendar.schedule(event, at: calendar.now + delay)
  }
  return processTime() - start
}

/// Delays from a distribution, in nanoseconds.
func delays(_ distribution: Distribution) -> [Int64] {
  let stream = RandomStream(seed: 1, replication: 0, purpose: 0, entity: 0)
  return (0..<65_536 as Range<UInt64>).map { request in
    var draws = stream.draws(request)
    return distribution.sampleDuration(&draws).nanoseconds
  }
}
