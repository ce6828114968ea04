/// The pending events of a simulation, in the order in which they happen, and its clock.
///
/// **The tie rule**: events happen in the order of their times, and events of the same time in the order in
/// which they were scheduled, whatever was cancelled in between. An event that is scheduled for the present
/// instant happens in it, after all that wait for the instant already.
///
/// A 4-ary heap of 128-bit keys: time (64 bits), sequence number (36), slot (28). Comparing one integer
/// keeps branches out of the tournament among the four children of a node, which share a cache line: that is
/// where the time goes. What the model wants back waits in the slot, so the heap moves 16 bytes an event.
///
/// Taking an event leaves the root empty; the event that its handler schedules first is sifted down from
/// there, and only if there is none does the last key of the heap move up. Cancelling empties the slot, and
/// the key is dropped when it comes up, or when dead keys are the majority.
@frozen public struct EventCalendar: ~Copyable {
  @usableFromInline var present = SimulationTime.zero
  @usableFromInline var pending = 0

  /// The heap, the children of `i` at `4i + 1 ... 4i + 4`. Every place beyond the last key holds `vacant`,
  /// for the tournament to take four children whether they exist or not.
  @usableFromInline var keys: UnsafeMutablePointer<UInt128>
  @usableFromInline var slots: UnsafeMutablePointer<Slot>
  /// Places for keys, and slots: a key has a slot, so as long as a slot is free there is a place too.
  @usableFromInline var capacity: Int
  /// Places in use: by pending keys, by dead ones, and by the empty root.
  @usableFromInline var occupied = 0
  @usableFromInline var rootIsEmpty = false
  /// The first of the chain of free slots; `capacity` ends the chain.
  @usableFromInline var firstFreeSlot = 0
  @usableFromInline var nextSequence: UInt64

  /// What waits in a slot: the event of the model (in a free slot, the next free one) and the handle of the
  /// event, its generation moved on once it has fired or was cancelled.
  @frozen @usableFromInline struct Slot {
    @usableFromInline var event: UInt64
    @usableFromInline var handle: EventHandle

    @inlinable init(event: UInt64, handle: EventHandle) {
      self.event = event
      self.handle = handle
    }
  }

  /// A calendar at time zero without events.
  /// - Parameter minimumCapacity: how many pending events it holds before it allocates again (32 bytes each).
  public init(minimumCapacity: Int = 64) {
    self.init(minimumCapacity: minimumCapacity, nextSequence: 0)
  }

  /// A calendar that has scheduled so many events before, for tests of what happens when the numbers run out.
  package init(minimumCapacity: Int, nextSequence: UInt64) {
    capacity = max(4, min(minimumCapacity, EventCalendar.largestCapacity))
    keys = EventCalendar.allocateKeys(capacity)
    slots = .allocate(capacity: capacity)
    self.nextSequence = nextSequence
    linkFreeSlots(from: 0)
  }

  /// How many events the memory in use has room for, for tests that it stays bounded.
  package var roomForEvents: Int { capacity }

  @inlinable deinit {
    EventCalendar.deallocateKeys(keys)
    slots.deallocate()
  }

  /// The present: the time of the event that was taken last.
  @inlinable public var now: SimulationTime { present }

  /// Events that are pending, cancelled ones not counted.
  @inlinable public var count: Int { pending }

  /// Puts an event on the calendar.
  ///
  /// O(log n), and nearly O(1) for the usual event that is later than most. At most 2^28 - 1 events wait.
  /// - Parameters:
  ///   - event: whatever the model packs into it; the calendar does not look at it.
  ///   - time: when it happens. A time before `now` is a programmer error.
  /// - Returns: the handle to cancel it by.
  @discardableResult
  @inlinable public mutating func schedule(_ event: UInt64, at time: SimulationTime) -> EventHandle {
    precondition(time >= present, "an event was scheduled in the past")
    if firstFreeSlot == capacity { grow() }
    if nextSequence == EventCalendar.sequenceLimit { renumber() }
    let index = firstFreeSlot
    let slot = slots + index
    firstFreeSlot = Int(truncatingIfNeeded: slot.pointee.event)
    let handle = EventHandle(bits: slot.pointee.handle.bits &+ EventHandle.generation)
    slot.pointee = Slot(event: event, handle: handle)
    let order = nextSequence &<< EventHandle.slotBits | UInt64(truncatingIfNeeded: index)
    nextSequence &+= 1
    pending &+= 1
    let key = UInt128(UInt64(bitPattern: time.nanoseconds)) &<< 64 | UInt128(order)
    if rootIsEmpty {
      rootIsEmpty = false
      siftDown(key, from: 0)
    } else {
      occupied &+= 1
      siftUp(key, from: occupied &- 1)
    }
    return handle
  }

  /// Takes an event off the calendar before it happens.
  ///
  /// O(1) amortised.
  /// - Parameter handle: what `schedule` of this calendar returned, or `EventHandle.none`.
  /// - Returns: whether the event was pending: false if it has happened or was cancelled before.
  @discardableResult
  @inlinable public mutating func cancel(_ handle: EventHandle) -> Bool {
    let index = handle.slot
    guard handle.isPending, index < capacity, slots[index].handle == handle else { return false }
    slots[index].handle.bits &+= EventHandle.generation
    pending &-= 1
    if occupied &- pending > pending &+ EventCalendar.toleratedDeadKeys { removeDeadKeys() }
    return true
  }

  /// Takes the next event and sets the clock to its time.
  ///
  /// O(log n).
  /// - Parameter horizon: the last instant from which an event is taken.
  /// - Returns: the event, or nil if none is pending up to the horizon; then the clock stays where it is.
  @inlinable public mutating func next(notAfter horizon: SimulationTime) -> UInt64? {
    while true {
      if rootIsEmpty { fillRoot() }
      let key = keys[0]
      let time = SimulationTime(nanoseconds: Int64(truncatingIfNeeded: key &>> 64))
      guard occupied > 0, time <= horizon else { return nil }
      let index = Int(UInt64(truncatingIfNeeded: key) & (EventHandle.generation &- 1))
      let slot = slots + index
      let event = slot.pointee.event
      let isPending = slot.pointee.handle.isPending
      slot.pointee.event = UInt64(truncatingIfNeeded: firstFreeSlot)
      firstFreeSlot = index
      rootIsEmpty = true
      if isPending {
        slot.pointee.handle.bits &+= EventHandle.generation
        pending &-= 1
        present = time
        return event
      }
    }
  }
}

/// The sole owner of its storage, which it frees: nothing is shared that two threads could touch.
extension EventCalendar: @unchecked Sendable {}
