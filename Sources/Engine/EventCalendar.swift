/// The waiting events of a simulation, in the order in which they happen, and its clock.
///
/// **The tie rule**: events happen in the order of their times, and events of the same time in the order in
/// which they were scheduled, wherever they wait. An event that is scheduled for the present instant happens
/// in it, after all that wait for the instant already.
///
/// An event is 32 bits of the model's, and cannot be taken back: the model keeps with each thing the moment
/// for which it waits, and ignores an event that comes at another moment. What it has forgotten for good goes
/// with `removeAll(where:)`.
///
/// An event waits as one 128-bit key: time (64 bits), sequence number (32), event (32). Comparing one integer
/// keeps branches out of the tournament among the four children of a node of the heap, which share a cache
/// line: that is where the time goes. Taking an event leaves the root empty; the event that its handler
/// schedules first is sifted down from there, and only if there is none does the last key move up.
///
/// The heap is kept small: when it would hold more than a few hundred keys, all but the nearest leave it for
/// `DistantEvents`, and come back some at a time when it is empty. The order is that of the keys either way.
///
/// What comes in the order in which it was scheduled (timeouts of one length, the arrivals of one source)
/// needs no heap: it waits in a lane, a plain queue, of which only the first event is looked at.
@frozen public struct EventCalendar: ~Copyable {
  @usableFromInline var present = SimulationTime.zero

  /// The heap, the children of `i` at `4i + 1 ... 4i + 4`. Every place beyond the last key holds `vacant`,
  /// for the tournament to take four children whether they exist or not. A pointer, because an array's checks
  /// cost 10 to 18 % here, and does not let the children of a node share a cache line.
  @usableFromInline var keys: UnsafeMutablePointer<UInt128>
  /// Places for keys.
  @usableFromInline var capacity: Int
  /// Places in use: by keys, and by the empty root.
  @usableFromInline var occupied = 0
  @usableFromInline var rootIsEmpty = false
  @usableFromInline var nextSequence: UInt32

  /// The keys later than `boundary`, which is later than all keys while they are few.
  @usableFromInline var distant = DistantEvents()
  @usableFromInline var boundary = UInt128.max

  /// The queues of all lanes that there can be, those of the first `laneCount` in use.
  @usableFromInline let queues: UnsafeMutablePointer<EventQueue>
  /// The first key of each lane, `vacant` if it is empty.
  @usableFromInline let firsts: UnsafeMutablePointer<UInt128>
  @usableFromInline var laneCount = 0
  /// The least key of all lanes, `vacant` if they are empty, and the lane whose first it is.
  @usableFromInline var leastInLanes = EventCalendar.vacant
  @usableFromInline var leastLane = 0
  let minimumCapacity: Int

  /// Names a lane of the calendar that made it.
  @frozen public struct Lane: Hashable, Sendable {
    @usableFromInline let index: Int

    @inlinable init(index: Int) { self.index = index }
  }

  /// A calendar at time zero without events.
  /// - Parameter minimumCapacity: how many events the heap has room for at least, at 16 bytes each, up to as
  ///   many as it ever holds.
  public init(minimumCapacity: Int = 64) {
    self.init(minimumCapacity: minimumCapacity, nextSequence: 0)
  }

  /// A calendar that has scheduled so many events before, for tests of what happens when the numbers run out.
  package init(minimumCapacity: Int, nextSequence: UInt32) {
    self.minimumCapacity = min(max(4, minimumCapacity), EventCalendar.mostInHeap)
    capacity = self.minimumCapacity
    keys = EventCalendar.allocateKeys(capacity)
    queues = .allocate(capacity: EventCalendar.mostLanes)
    firsts = .allocate(capacity: EventCalendar.mostLanes)
    firsts.initialize(repeating: EventCalendar.vacant, count: EventCalendar.mostLanes)
    self.nextSequence = nextSequence
  }

  /// How many events the memory in use has room for, for tests that it stays bounded.
  package var roomForEvents: Int {
    (0..<laneCount).reduce(capacity) { $0 + queues[$1].capacity } + distant.chunks.room
  }

  @inlinable deinit {
    for index in 0..<laneCount { queues[index].deallocate() }
    queues.deallocate()
    firsts.deallocate()
    EventCalendar.deallocateKeys(keys)
  }

  /// The present: the time of the event that was taken last.
  @inlinable public var now: SimulationTime { present }

  /// Events that wait, forgotten ones included; O(lanes).
  @inlinable public var count: Int {
    var total = occupied &- one(if: rootIsEmpty) &+ distant.count
    for index in 0..<laneCount { total &+= queues[index].count }
    return total
  }

  /// Puts an event on the calendar.
  ///
  /// Amortised O(1) for the usual event that is later than most; else up to the five levels of the heap. At
  /// most 2^32 - 1 events wait.
  /// - Parameters:
  ///   - event: whatever the model packs into it; the calendar does not look at it.
  ///   - time: when it happens. A time before `now` is a programmer error.
  @inlinable public mutating func schedule(_ event: UInt32, at time: SimulationTime) {
    precondition(time >= present, "an event was scheduled in the past")
    insert(nextKey(event, at: time))
  }

  /// Takes the next event and sets the clock to its time.
  ///
  /// Amortised: up to the five levels of the heap, and a few moves from further off, for an event outside
  /// lanes; O(lanes) for one of a lane.
  /// - Parameter horizon: the last instant from which an event is taken.
  /// - Returns: the event, or nil if none waits up to the horizon; then the clock stays where it is.
  @inlinable public mutating func next(notAfter horizon: SimulationTime) -> UInt32? {
    if rootIsEmpty { fillRoot() }
    var key = keys[0]
    let isInLane = leastInLanes < key
    if isInLane { key = leastInLanes }
    let time = SimulationTime(nanoseconds: Int64(truncatingIfNeeded: key &>> 64))
    guard key != EventCalendar.vacant, time <= horizon else { return nil }
    if isInLane {
      removeLeastInLanes()
    } else {
      rootIsEmpty = true
    }
    present = time
    return UInt32(truncatingIfNeeded: key)
  }

  /// Puts a key where it belongs outside lanes.
  @inlinable mutating func insert(_ key: UInt128) {
    if key > boundary {
      distant.append(key, boundary: boundary)
    } else if rootIsEmpty {
      rootIsEmpty = false
      siftDown(key, from: 0)
    } else if occupied < capacity {
      occupied &+= 1
      siftUp(key, from: occupied &- 1)
    } else {
      insertIntoFullHeap(key)
    }
  }

  /// The key of an event that is scheduled now.
  @inlinable mutating func nextKey(_ event: UInt32, at time: SimulationTime) -> UInt128 {
    if nextSequence == .max { renumber() }
    let order = UInt64(nextSequence) &<< 32 | UInt64(event)
    nextSequence &+= 1
    return UInt128(UInt64(bitPattern: time.nanoseconds)) &<< 64 | UInt128(order)
  }
}

/// The sole owner of its storage, which it frees: nothing is shared that two threads could touch.
extension EventCalendar: @unchecked Sendable {}
