import Engine

/// The hold model: take the next event, schedule one exponentially later, with a fixed number pending.
/// - Returns: nanoseconds per hold; the increments come from a table.
func hold(pending: Int, holds: Int) -> Double {
  let increments = exponentials(65_536)
  var calendar = EventCalendar(minimumCapacity: pending)
  for event in 0..<pending {
    calendar.schedule(UInt32(event), at: SimulationTime(nanoseconds: increments[event & 65_535]))
  }
  let start = processTime()
  for index in 0..<holds {
    guard let event = calendar.next(notAfter: .never) else { break }
    let increment = SimulationDuration(nanoseconds: increments[index & 65_535])
    calendar.schedule(event, at: calendar.now + increment)
  }
  let elapsed = processTime() - start
  require(calendar.count == pending, "events were lost")
  return elapsed / Double(holds)
}

/// Requests of 10 ms, each with a timeout of 1 s that is forgotten when the request ends.
/// - Returns: nanoseconds per request.
func timeouts(requests: Int) -> Double {
  let increments = exponentials(65_536)
  let timeout: UInt32 = 64
  var calendar = EventCalendar()
  guard let lane = calendar.addLane() else { return .nan }
  var ended = 0
  let start = processTime()
  for event in 0..<timeout { calendar.schedule(event, at: .zero) }
  while ended < requests, let event = calendar.next(notAfter: .never) {
    if event == timeout { continue }
    let service = SimulationDuration(nanoseconds: increments[ended & 65_535] / 100)
    calendar.schedule(event, at: calendar.now + service)
    let limit = SimulationDuration(nanoseconds: 1_000_000_000)
    calendar.schedule(timeout, at: calendar.now + limit, in: lane)
    ended += 1
  }
  let elapsed = processTime() - start
  require(calendar.count > Int(timeout), "events were lost")
  return elapsed / Double(requests)
}

/// Exponential amounts of 1 s on average, in nanoseconds.
func exponentials(_ count: Int) -> [Int64] {
  let stream = RandomStream(seed: 1, replication: 0, purpose: 0, entity: 0)
  var draws = stream.draws(0)
  return (0..<count).map { _ in SimulationDuration(seconds: draws.exponential()).nanoseconds }
}
