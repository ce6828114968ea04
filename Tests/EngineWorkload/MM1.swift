import Engine

/// One server, one queue, Poisson arrivals at 0.9 of its rate: two events and two draws a customer.
struct MM1: ~Copyable {
  private static let arrival: UInt32 = 0
  private static let departure: UInt32 = 1

  private var calendar = EventCalendar()
  private let gaps = RandomStream(seed: 1, replication: 0, purpose: 0, entity: 0)
  private let services = RandomStream(seed: 1, replication: 0, purpose: 1, entity: 0)
  /// Arrival times of those in the system, in a ring whose size is a power of two.
  private var line = [SimulationTime](repeating: .zero, count: 4096)
  private var arrived: UInt64 = 0
  private var served: UInt64 = 0
  private var waited = 0.0

  /// Serves so many customers and answers with the mean of their waiting times, in mean service times.
  mutating func meanWait(customers: UInt64) -> Double {
    scheduleArrival()
    while served < customers, let event = calendar.next(notAfter: .never) {
      if event == MM1.arrival {
        precondition(arrived - served < UInt64(line.count), "the line is too long")
        line[Int(arrived) & (line.count - 1)] = calendar.now
        arrived += 1
        if arrived < customers { scheduleArrival() }
        if arrived - served == 1 { startService() }
      } else {
        served += 1
        if arrived > served { startService() }
      }
    }
    return waited / Double(customers)
  }

  private mutating func scheduleArrival() {
    var draws = gaps.draws(arrived)
    let gap = SimulationDuration(seconds: draws.exponential() / 0.9)
    calendar.schedule(MM1.arrival, at: calendar.now + gap)
  }

  private mutating func startService() {
    waited += (calendar.now - line[Int(served) & (line.count - 1)]).seconds
    var draws = services.draws(served)
    calendar.schedule(MM1.departure, at: calendar.now + SimulationDuration(seconds: draws.exponential()))
  }
}
