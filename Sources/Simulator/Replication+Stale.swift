import Engine

extension Replication {
  /// Stale events that are left alone however few are awaited.
  static let toleratedEvents = 1024
  /// How often it is asked whether they are many.
  static let arrivalsPerSweep: UInt64 = 64

  /// Says that the event that came was not awaited: what waited for it has gone, or waits for something else.
  mutating func ignore() { staleCount += 1 }

  /// Drops the stale events once they are many: nearly every timeout is one.
  ///
  /// As many events as there are jobs are left, and a pass over n of them comes after at least n/2 were scheduled: O(1) an event.
  mutating func sweepCalendar() {
    guard calendar.count > sweepAbove else { return }
    // The calendar asks about the jobs, which it must not share a value with while it changes.
    var calendar = EventCalendar(minimumCapacity: 1)
    swap(&calendar, &self.calendar)
    calendar.removeAll { packed, time in !isAwaited(packed, at: time.nanoseconds) }
    swap(&calendar, &self.calendar)
    sweepAbove = 2 * self.calendar.count + Self.toleratedEvents
  }

  /// Whether what an event is about still waits for it.
  private mutating func isAwaited(_ packed: UInt32, at time: Int64) -> Bool {
    guard let event = Event(packed: packed) else { return false }
    switch event.kind {
    case .overheadDone: return jobs[event.index].awaits(.atGateway, at: time)
    case .jobArrives: return jobs[event.index].awaits(.travelling, at: time)
    case .jobDone: return jobs[event.index].awaits(.inService, at: time)
    case .retry: return jobs[event.index].awaits(.backingOff, at: time)
    case .attemptTimeout: return awaitsAttemptTimeout(event.index, at: time)
    case .requestTimeout: return awaitsRequestTimeout(event.index, at: time)
    case .arrival, .faultBegins, .faultEnds, .second, .measuringBegins, .measuringEnds: return true
    }
  }

  /// Whether the request's timeout comes at `time`.
  ///
  /// A timeout that outlived its request cannot be taken for that of the next one in its place: an earlier arrival has an earlier timeout,
  /// or, with another rule's timeout, the same moment, and then it is right.
  @inline(__always) mutating func awaitsRequestTimeout(_ job: Int32, at time: Int64) -> Bool {
    jobs[job].isOpen && time - jobs[job].arrival == requestTimeout(of: job)
  }

  /// Whether the timeout of the attempt in flight comes at `time`.
  @inline(__always) mutating func awaitsAttemptTimeout(_ job: Int32, at time: Int64) -> Bool {
    jobs[job].hasAttempt && time - jobs[job].sent == plans[plan(of: job)].attemptTimeout
  }

  /// The rule that a job's request took, and the length of its timeout.
  @inline(__always) func plan(of job: Int32) -> Int { shapes[Int(jobs[job].shape)].plan }
  @inline(__always) func requestTimeout(of job: Int32) -> Int64 { plans[plan(of: job)].requestTimeout }
}
