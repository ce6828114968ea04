import Engine

extension Replication {
  /// Stale events that are left on the calendar however few are awaited: 4 MiB.
  static let toleratedEvents = 1 << 18

  /// Says that the event that came was not awaited: what waited for it has gone, or waits for something else.
  mutating func ignore() { staleCount += 1 }

  /// Says so of a timeout, and drops those of its lane that are stale too: nearly every timeout is.
  mutating func ignoreTimeout(in lane: EventCalendar.Lane?) {
    ignore()
    guard let lane else { return }
    Self.dropStale(in: lane, of: &calendar, jobs, shapes)
  }

  private static func dropStale(
    in lane: EventCalendar.Lane, of calendar: inout EventCalendar, _ jobs: borrowing JobPool,
    _ shapes: borrowing Table<Model.Shape>
  ) {
    calendar.removeFirst(in: lane) { !isAwaited($0, at: $1.nanoseconds, by: jobs, shapes) }
  }

  /// Drops all stale events where they have become many: the timeouts of very many short requests, or much work that was aborted.
  ///
  /// A pass over n events comes after at least n/2 were scheduled: O(1) an event.
  mutating func sweepCalendar() {
    guard calendar.count > sweepAbove else { return }
    Self.dropStale(of: &calendar, jobs, shapes)
    sweepAbove = 2 * calendar.count + Self.toleratedEvents
  }

  private static func dropStale(
    of calendar: inout EventCalendar, _ jobs: borrowing JobPool, _ shapes: borrowing Table<Model.Shape>
  ) {
    calendar.removeAll { !isAwaited($0, at: $1.nanoseconds, by: jobs, shapes) }
  }

  /// Whether what an event is about still waits for it.
  private static func isAwaited(
    _ packed: UInt32, at time: Int64, by jobs: borrowing JobPool, _ shapes: borrowing Table<Model.Shape>
  ) -> Bool {
    guard let event = Event(packed: packed) else { return false }
    switch event.kind {
    case .overheadDone: return jobs[event.index].awaits(.atGateway, at: time)
    case .preflightDone: return jobs[event.index].awaits(.asking, at: time)
    case .jobArrives, .connected: return jobs[event.index].awaits(.travelling, at: time)
    case .filterDone: return jobs[event.index].awaits(.delayed, at: time)
    case .jobDone: return jobs[event.index].awaits(.inService, at: time)
    case .retry: return jobs[event.index].awaits(.backingOff, at: time)
    case .clientRetry: return jobs[event.index].awaits(.resting, at: time)
    case .attemptTimeout: return awaitsAttemptTimeout(jobs, shapes, event.index, at: time)
    case .requestTimeout:
      return awaitsRequestTimeout(jobs, shapes, event.index, at: time)
        || awaitsCopyTimeout(jobs, shapes, event.index, at: time)
    case .tryEnded, .clientTimeout: return jobs[event.index].awaits(.trying, at: time)
    case .arrival, .callEnded, .faultBegins, .faultSteps, .faultEnds, .second, .measuringBegins,
      .measuringEnds, .metricsTaken, .autoscale, .endpointStarts, .outlierLook:
      return true
    }
  }

  /// Whether the request's timeout comes at `time`.
  ///
  /// A timeout that outlived its request cannot be taken for that of the next one in its place: an earlier arrival has an earlier timeout,
  /// or, with another rule's timeout, the same moment, and then it is right. What stands for a request at its client has none.
  @inline(__always) static func awaitsRequestTimeout(
    _ jobs: borrowing JobPool, _ shapes: borrowing Table<Model.Shape>, _ job: Int32, at time: Int64
  ) -> Bool {
    jobs[job].isOpen && time - jobs[job].arrival == shapes[Int(jobs[job].shape)].requestTimeout
      && !jobs[job].isAtClient
  }

  /// Whether a copy is given up at `time`.
  static func awaitsCopyTimeout(
    _ jobs: borrowing JobPool, _ shapes: borrowing Table<Model.Shape>, _ job: Int32, at time: Int64
  ) -> Bool {
    jobs[job].isCopy && jobs[job].stage != .gone
      && time - jobs[job].sent == shapes[Int(jobs[job].shape)].copyTimeout
  }

  /// Whether the timeout of the attempt in flight comes at `time`.
  @inline(__always) static func awaitsAttemptTimeout(
    _ jobs: borrowing JobPool, _ shapes: borrowing Table<Model.Shape>, _ job: Int32, at time: Int64
  ) -> Bool {
    jobs[job].hasAttempt && time - jobs[job].sent == shapes[Int(jobs[job].shape)].attemptTimeout
  }
}
