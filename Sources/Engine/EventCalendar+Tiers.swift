extension EventCalendar {
  /// Keys that the heap holds before all but the nearest leave it: five full levels. With keys on a sixth, an
  /// event takes 25 ns, and 19 in this way.
  static var mostInHeap: Int { 341 }

  /// Distant keys that are few enough for the heap to take them all: far fewer than would leave it again.
  static var fewDistant: Int { 85 }

  /// Keys that the heap takes at a time when it is empty.
  static var mostFetched: Int { 128 }

  /// Rare, so it is kept out of the callers' code.
  @usableFromInline @inline(never) mutating func insertIntoFullHeap(_ key: UInt128) {
    makeRoom()
    insert(key)
  }

  /// Makes room in a full heap: a larger one, or the keys leave it but for the nearest.
  private mutating func makeRoom() {
    if capacity < EventCalendar.mostInHeap {
      changeCapacity(to: min(2 * capacity, EventCalendar.mostInHeap))
      return
    }
    let reference = distant.count == 0 ? keys[0] : boundary
    var difference: UInt128 = 0
    for place in 0..<occupied { difference |= keys[place] ^ reference }
    let level = DistantEvents.level(difference)
    // The boundary moves back behind keys that were dealt out before. That costs what it costs to deal them
    // out again: where it is more than the heap's own work, the heap grows.
    if !distant.raise(to: level, atMost: 4 * occupied) {
      changeCapacity(to: 2 * capacity)
      return
    }
    for place in 0..<occupied {
      distant.append(keys[place], level: level)
      keys[place] = EventCalendar.vacant
    }
    distant.count += occupied
    occupied = 0
    fetchNearest()
  }

  /// Fills the empty heap with the nearest of the distant keys.
  @usableFromInline @inline(never) mutating func fetchNearest() {
    if capacity > EventCalendar.mostInHeap { changeCapacity(to: EventCalendar.mostInHeap) }
    if distant.count <= EventCalendar.fewDistant {
      occupied = distant.count
      distant.takeAll(into: keys)
      boundary = .max
    } else {
      (occupied, boundary) = distant.takeNearest(atMost: EventCalendar.mostFetched, into: keys)
    }
    order()
  }

  /// Takes all keys that wait outside lanes, and gives the memory back.
  mutating func takeAllOutsideLanes() -> [UInt128] {
    if rootIsEmpty { fillRoot() }
    let total = occupied + distant.count
    let taken = [UInt128](unsafeUninitializedCapacity: total) { places, initialized in
      guard let start = places.baseAddress else { return }
      start.initialize(from: keys, count: occupied)
      distant.takeAll(into: start + occupied)
      initialized = total
    }
    for place in 0..<occupied { keys[place] = EventCalendar.vacant }
    occupied = 0
    boundary = .max
    if capacity > minimumCapacity { changeCapacity(to: minimumCapacity) }
    return taken
  }

  /// Drops forgotten events.
  ///
  /// O(n): worth its while when most of those that wait are stale. The order of the others stays, and memory
  /// that they do not need is given back.
  /// - Parameter isStale: whether the event that waits for this time is forgotten.
  public mutating func removeAll(where isStale: (UInt32, SimulationTime) -> Bool) {
    func keyIsStale(_ key: UInt128) -> Bool {
      isStale(
        UInt32(truncatingIfNeeded: key), SimulationTime(nanoseconds: Int64(truncatingIfNeeded: key >> 64)))
    }
    for key in takeAllOutsideLanes() where !keyIsStale(key) { insert(key) }
    for index in 0..<laneCount { queues[index].removeAll(where: keyIsStale) }
    findFirstsOfLanes()
  }

  /// Gives the waiting events the sequence numbers from 0 on, in their order.
  @usableFromInline @inline(never) mutating func renumber() {
    let outsideLanes = takeAllOutsideLanes()
    var ordered = outsideLanes
    for index in 0..<laneCount { queues[index].forEach { ordered.append($0) } }
    precondition(ordered.count < UInt32.max, "more than 2^32 - 1 events wait")
    ordered.sort()
    func renumbered(_ key: UInt128) -> UInt128 {
      var low = 0
      var high = ordered.count
      while high - low > 1 {
        let middle = (low + high) / 2
        if ordered[middle] <= key { low = middle } else { high = middle }
      }
      return (key >> 64) << 64 | UInt128(low) << 32 | UInt128(UInt32(truncatingIfNeeded: key))
    }
    for key in outsideLanes { insert(renumbered(key)) }
    for index in 0..<laneCount { queues[index].update(renumbered) }
    findFirstsOfLanes()
    nextSequence = UInt32(ordered.count)
  }
}
