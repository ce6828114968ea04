extension EventCalendar {
  /// What the places beyond the last key hold: later than every key.
  @inlinable static var vacant: UInt128 { .max }

  /// Sequence numbers are renumbered when they reach this.
  @inlinable static var sequenceLimit: UInt64 { 1 &<< (64 &- EventHandle.slotBits) }

  /// Dead keys that are left alone however few are pending, for a sweep to be worth its while.
  @inlinable static var toleratedDeadKeys: Int { 64 }

  /// Slots that a key can tell apart, less the one number that ends the chain of free slots.
  static var largestCapacity: Int { 1 << Int(EventHandle.slotBits) - 1 }

  /// Puts a key where it belongs among the ancestors of an unused place.
  @inlinable mutating func siftUp(_ key: UInt128, from start: Int) {
    var place = start
    while place > 0 {
      let parent = (place &- 1) &>> 2
      let parentKey = keys[parent]
      if parentKey < key { break }
      keys[place] = parentKey
      place = parent
    }
    keys[place] = key
  }

  /// Puts a key where it belongs among the descendants of an unused place.
  @inlinable mutating func siftDown(_ key: UInt128, from start: Int) {
    var place = start
    var child = 4 &* place &+ 1
    while child < occupied {
      let first = child &+ one(if: keys[child &+ 1] < keys[child])
      let second = child &+ 2 &+ one(if: keys[child &+ 3] < keys[child &+ 2])
      let least = first &+ (second &- first) &* one(if: keys[second] < keys[first])
      let leastKey = keys[least]
      if key < leastKey { break }
      keys[place] = leastKey
      place = least
      child = 4 &* place &+ 1
    }
    keys[place] = key
  }

  /// A condition as a number: which child is the least is a coin toss, that no branch can predict.
  @inlinable func one(if condition: Bool) -> Int { condition ? 1 : 0 }

  /// Moves the last key into the empty root.
  @inlinable mutating func fillRoot() {
    rootIsEmpty = false
    occupied &-= 1
    let last = keys[occupied]
    keys[occupied] = EventCalendar.vacant
    if occupied > 0 { siftDown(last, from: 0) }
  }

  /// Twice the room. Growing is rare, so it is kept out of the callers' code.
  @usableFromInline @inline(never) mutating func grow() {
    precondition(capacity < EventCalendar.largestCapacity, "more than 2^28 - 1 events are pending")
    let larger = min(2 * capacity, EventCalendar.largestCapacity)
    let newKeys = EventCalendar.allocateKeys(larger)
    newKeys.update(from: keys, count: occupied)
    EventCalendar.deallocateKeys(keys)
    keys = newKeys
    let newSlots = UnsafeMutablePointer<Slot>.allocate(capacity: larger)
    newSlots.moveInitialize(from: slots, count: capacity)
    slots.deallocate()
    slots = newSlots
    let old = capacity
    capacity = larger
    linkFreeSlots(from: old)
  }

  /// Makes the slots from `start` on the chain of free ones.
  mutating func linkFreeSlots(from start: Int) {
    for index in start..<capacity {
      let unused = EventHandle(bits: UInt64(index))
      (slots + index).initialize(to: Slot(event: UInt64(index + 1), handle: unused))
    }
    firstFreeSlot = start
  }

  /// Drops the keys of cancelled events and rebuilds the heap from the others: O(n), for more than n/2
  /// cancellations since the last time. The order of events does not change: no two keys are equal.
  @usableFromInline @inline(never) mutating func removeDeadKeys() {
    if rootIsEmpty { fillRoot() }
    var kept = 0
    for place in 0..<occupied {
      let index = Int(UInt64(truncatingIfNeeded: keys[place]) & (EventHandle.generation - 1))
      if slots[index].handle.isPending {
        keys[kept] = keys[place]
        kept += 1
      } else {
        slots[index].event = UInt64(firstFreeSlot)
        firstFreeSlot = index
      }
    }
    for place in kept..<occupied { keys[place] = EventCalendar.vacant }
    occupied = kept
    if kept < 2 { return }
    for place in stride(from: (kept - 2) / 4, through: 0, by: -1) {
      siftDown(keys[place], from: place)
    }
  }

  /// Gives the waiting events the sequence numbers from 0 on, in their order; handles stay valid.
  @usableFromInline @inline(never) mutating func renumber() {
    if rootIsEmpty { fillRoot() }
    var ordered = UnsafeMutableBufferPointer(start: keys, count: occupied)
    ordered.sort()
    for place in ordered.indices {
      let slot = ordered[place] & UInt128(EventHandle.generation - 1)
      let time = ordered[place] >> 64
      ordered[place] = time << 64 | UInt128(place) << UInt128(EventHandle.slotBits) | slot
    }
    nextSequence = UInt64(occupied)
  }

  /// Vacant places, placed so that the children of a node are one cache line: `keys[1]` begins one.
  static func allocateKeys(_ capacity: Int) -> UnsafeMutablePointer<UInt128> {
    let places = capacity + 4
    let line = UnsafeMutableRawPointer.allocate(byteCount: 16 * (places + 3), alignment: 64)
    let keys = line.bindMemory(to: UInt128.self, capacity: places + 3) + 3
    keys.initialize(repeating: vacant, count: places)
    return keys
  }

  @usableFromInline static func deallocateKeys(_ keys: UnsafeMutablePointer<UInt128>) {
    UnsafeMutableRawPointer(keys - 3).deallocate()
  }
}
