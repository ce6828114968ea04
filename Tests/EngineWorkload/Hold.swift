import Engine

/// The hold model: takes the next event and schedules one exponentially later, with a fixed number pending.
/// - Returns: the time at the end.
func hold(pending: UInt32, holds: UInt64) -> SimulationTime {
  let increments = RandomStream(seed: 1, replication: 0, purpose: 0, entity: 0)
  var calendar = EventCalendar(minimumCapacity: Int(pending))
  for event in 0..<pending {
    var draws = increments.draws(UInt64(event))
    calendar.schedule(event, at: .zero + SimulationDuration(seconds: draws.exponential()))
  }
  for index in 0..<holds {
    guard let event = calendar.next(notAfter: .never) else { break }
    var draws = increments.draws(UInt64(pending) + index)
    calendar.schedule(event, at: calendar.now + SimulationDuration(seconds: draws.exponential()))
  }
  return calendar.now
}
