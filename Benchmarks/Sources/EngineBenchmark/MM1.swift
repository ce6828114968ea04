import Engine

/// One server, one queue, Poisson arrivals at 0.9 of its rate: two events and two draws a customer.
struct MM1: ~Copyable {
  static let arrival: UInt32 = 0
  static let departure: UInt32 = 1

  var calendar = EventCalendar()
  let gaps = RandomStream(seed: 1, replication: 0, purpose: 0, entity: 0)
  let services = RandomStream(seed: 1, replication: 0, purpose: 1, entity: 0)
  /// Arrival times of those in the system, in a ring whose size is a power of two.
  var line = [SimulationTime](repeating: .zero, count: 4096)
  var arrived: UInt64 = 0
  var served: UInt64 = 0
  var waiting = 0.0

  mutating func run(customers: UInt64) {
    scheduleArrival()
    while served < customers, let event = calendar.next(notAfter: .never) {
      if event == MM1.arrival {
        require(arrived - served < UInt64(line.count), "the line is too long")
        line[Int(arrived) & (line.count - 1)] = calendar.now
        arrived += 1
        if arrived < customers { scheduleArrival() }
        if arrived - served == 1 { startService() }
      } else {
        served += 1
        if arrived > served { startService() }
      }
    }
  }

  private mutating func scheduleArrival() {
    var draws = gaps.draws(arrived)
    calendar.schedule(
      MM1.arrival, at: calendar.now + SimulationDuration(seconds: draws.exponential() / 0.9))
  }

  private mutating func startService() {
    waiting += (calendar.now - line[Int(served) & (line.count - 1)]).seconds
    var draws = services.draws(served)
    calendar.schedule(MM1.departure, at: calendar.now + SimulationDuration(seconds: draws.exponential()))
  }
}

/// Nanoseconds per customer.
func mm1(customers: UInt64) -> Double {
  var queue = MM1()
  let start = processTime()
  queue.run(customers: customers)
  let elapsed = processTime() - start
  let mean = queue.waiting / Double(customers)
  // Theory says 9; the standard error of 5 million customers is about 0.1.
  require(abs(mean - 9) < 0.5, "the mean wait is \(mean)")
  return elapsed / Double(customers)
}
