extension EventCalendar {
  /// With as many lanes of timeouts, an event of another lane takes 5 ns more than with one; without a lane, a
  /// timeout takes 40. (Where all events come from lanes, three are as fast as the heap, and more are slower.)
  @inlinable static var mostLanes: Int { 16 }

  /// Opens a lane, for events that are scheduled in the order of their times.
  ///
  /// A lane costs nothing while no event of a lane is next, and O(lanes) when one is, however many wait.
  /// - Returns: the lane, or nil if there are as many as pay; what it was for waits outside lanes then.
  public mutating func addLane() -> Lane? {
    if laneCount == EventCalendar.mostLanes { return nil }
    (queues + laneCount).initialize(to: EventQueue())
    laneCount += 1
    return Lane(index: laneCount - 1)
  }

  /// Puts an event at the end of a lane.
  ///
  /// O(1).
  /// - Parameters:
  ///   - event: whatever the model packs into it; the calendar does not look at it.
  ///   - time: when it happens. A time before `now`, or before that of an event that waits in the lane, is a
  ///     programmer error.
  ///   - lane: a lane of this calendar.
  @inlinable public mutating func schedule(_ event: UInt32, at time: SimulationTime, in lane: Lane) {
    precondition(lane.index < laneCount, "the lane is of another calendar")
    let key = nextKey(event, at: time)
    let queue = queues + lane.index
    if queue.pointee.count == 0 {
      precondition(time >= present, "an event was scheduled in the past")
      firsts[lane.index] = key
      if key < leastInLanes {
        leastInLanes = key
        leastLane = lane.index
      }
    } else {
      precondition(key > queue.pointee.last, "a lane holds a later event")
    }
    queue.pointee.append(key)
  }

  /// Drops the forgotten events at the head of a lane.
  ///
  /// Where nearly all events of a lane are forgotten before they come, as timeouts are, this is a few
  /// nanoseconds an event: to be called when one of them has come.
  /// - Parameters:
  ///   - lane: a lane of this calendar.
  ///   - isStale: whether the event that waits for this time is forgotten; asked until it says no.
  @inlinable public mutating func removeFirst(
    in lane: Lane, while isStale: (UInt32, SimulationTime) -> Bool
  ) {
    precondition(lane.index < laneCount, "the lane is of another calendar")
    let queue = queues + lane.index
    while queue.pointee.count > 0 {
      let key = queue.pointee.first
      let time = SimulationTime(nanoseconds: Int64(truncatingIfNeeded: key &>> 64))
      if !isStale(UInt32(truncatingIfNeeded: key), time) { break }
      queue.pointee.removeFirst()
    }
    firsts[lane.index] = queue.pointee.first
    findLeastInLanes()
  }

  /// Takes the first event of all lanes off its lane.
  @inlinable mutating func removeLeastInLanes() {
    let queue = queues + leastLane
    queue.pointee.removeFirst()
    firsts[leastLane] = queue.pointee.first
    findLeastInLanes()
  }

  mutating func findFirstsOfLanes() {
    for index in 0..<laneCount { firsts[index] = queues[index].first }
    findLeastInLanes()
  }

  /// Finds out which lane is next.
  @inlinable mutating func findLeastInLanes() {
    var least = firsts[0]
    var lane = 0
    for index in 1..<max(1, laneCount) {
      let first = firsts[index]
      let isLess = first < least
      least = isLess ? first : least
      lane = isLess ? index : lane
    }
    leastInLanes = least
    leastLane = lane
  }
}
