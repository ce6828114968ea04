import Engine

/// Requests that arrive one by one and are served at once, 60 at a time on average, for 10 ms on average. Each
/// may have a timeout of 1 s, which a hundred times as many wait for, nearly all of them for nothing.
struct Requests: ~Copyable {
  enum Timeouts { case none, inHeap, inLane, droppedFromLane }

  private static let arrival: UInt32 = 0
  private static let completion: UInt32 = 1
  private static let timeout: UInt32 = 2

  private var calendar = EventCalendar()
  private let timeouts: Timeouts
  private let delays: [Int64]
  private let lane: EventCalendar.Lane?
  /// The moment at which each request times out: a timeout that comes at another one has been forgotten.
  private var limits = [SimulationTime](repeating: .never, count: 4096)
  private var free = [UInt32](0..<4096)
  private var arrived = 0
  private var ended = 0

  init(_ timeouts: Timeouts, delays: [Int64]) {
    self.timeouts = timeouts
    self.delays = delays
    lane = calendar.addLane()
  }

  /// - Returns: nanoseconds per request.
  mutating func run(requests: Int) -> Double {
    let start = processTime()
    calendar.schedule(Requests.arrival, at: .zero)
    while ended < requests, let event = calendar.next(notAfter: .never) {
      let request = event >> 2
      switch event & 3 {
      case Requests.arrival: arrive()
      case Requests.completion: end(request)
      default: expire(request)
      }
    }
    return (processTime() - start) / Double(requests)
  }

  private mutating func arrive() {
    calendar.schedule(Requests.arrival, at: later(delays[arrived & 65_535] / 6000))
    guard let request = free.popLast() else { return require(false, "too many requests are in flight") }
    calendar.schedule(request << 2 | Requests.completion, at: later(delays[arrived &* 7 & 65_535] / 100))
    arrived += 1
    if timeouts == .none { return }
    limits[Int(request)] = later(1_000_000_000)
    if timeouts != .inHeap, let lane {
      calendar.schedule(request << 2 | Requests.timeout, at: limits[Int(request)], in: lane)
    } else {
      calendar.schedule(request << 2 | Requests.timeout, at: limits[Int(request)])
    }
  }

  private mutating func end(_ request: UInt32) {
    limits[Int(request)] = .never
    free.append(request)
    ended += 1
  }

  private mutating func expire(_ request: UInt32) {
    require(limits[Int(request)] != calendar.now, "a request took a second")
    if timeouts == .droppedFromLane, let lane {
      let limits = limits
      calendar.removeFirst(in: lane) { event, time in limits[Int(event >> 2)] != time }
    }
  }

  private func later(_ nanoseconds: Int64) -> SimulationTime {
    calendar.now + SimulationDuration(nanoseconds: nanoseconds)
  }
}
