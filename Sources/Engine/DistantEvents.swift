/// The keys that are later than a boundary, sorted no further than is needed to find the nearest of them.
///
/// Where a key waits is told by the highest digit (of six bits) in which it differs from the boundary: the
/// place of the digit is its level, the digit its slot. So all keys of a level are earlier than those of the
/// levels above, and all of a slot earlier than those of the slots above. Taking the nearest slot moves the
/// boundary to the slot's end, and what waits elsewhere stays right. A slot with many keys is dealt out to the
/// level below first, and that is all the sorting: one or two moves of a key, in order through memory, where a
/// heap of a million keys waits for main memory at each of its ten levels.
@frozen @usableFromInline struct DistantEvents: ~Copyable {
  @usableFromInline var count = 0
  @usableFromInline var chunks = KeyChunks()
  @usableFromInline let slots: UnsafeMutablePointer<KeyChunks.Chain>
  /// Which slots of a level are in use, and which levels.
  @usableFromInline let slotsInUse: UnsafeMutablePointer<UInt64>
  @usableFromInline var levelsInUse: UInt64 = 0

  @inlinable static var digitBits: Int { 6 }
  @inlinable static var slotsOfLevel: Int { 1 << digitBits }
  static var levels: Int { (UInt128.bitWidth + digitBits - 1) / digitBits }

  @usableFromInline init() {
    let slotCount = DistantEvents.levels * DistantEvents.slotsOfLevel
    slots = .allocate(capacity: slotCount)
    slots.initialize(repeating: nil, count: slotCount)
    slotsInUse = .allocate(capacity: DistantEvents.levels)
    slotsInUse.initialize(repeating: 0, count: DistantEvents.levels)
  }

  @inlinable deinit {
    slots.deallocate()
    slotsInUse.deallocate()
  }

  /// The level of a key that differs from the boundary by `difference`.
  @inlinable static func level(_ difference: UInt128) -> Int {
    let bit = UInt32(truncatingIfNeeded: 127 &- difference.leadingZeroBitCount)
    return Int(truncatingIfNeeded: bit / UInt32(digitBits))
  }

  @inlinable mutating func append(_ key: UInt128, boundary: UInt128) {
    append(key, level: DistantEvents.level(key ^ boundary))
    count &+= 1
  }

  /// Puts a key into its slot of a level, without counting it.
  @inlinable mutating func append(_ key: UInt128, level: Int) {
    let digit = Int(truncatingIfNeeded: key &>> UInt128(truncatingIfNeeded: DistantEvents.digitBits &* level))
    let slot = digit & (DistantEvents.slotsOfLevel &- 1)
    let chain = slots + (level &* DistantEvents.slotsOfLevel &+ slot)
    if let end = chain.pointee, !KeyChunks.isFull(end) {
      end.pointee = key
      chain.pointee = end + 1
    } else {
      extend(level, slot, by: key)
    }
  }

  /// Puts a key into a slot that needs a chunk.
  @usableFromInline @inline(never) mutating func extend(_ level: Int, _ slot: Int, by key: UInt128) {
    let chain = slots + (level * DistantEvents.slotsOfLevel + slot)
    let end = chunks.extend(chain.pointee)
    end.pointee = key
    chain.pointee = end + 1
    slotsInUse[level] |= 1 << UInt64(slot)
    levelsInUse |= 1 << UInt64(level)
  }

  /// Takes the earliest keys that share a slot.
  /// - Parameters:
  ///   - limit: how many there may be. A slot with more is dealt out, until one has no more.
  ///   - places: where to put them, in no order.
  /// - Returns: how many there were, and the boundary now: the largest key there can be if none are left.
  mutating func takeNearest(
    atMost limit: Int, into places: UnsafeMutablePointer<UInt128>
  ) -> (taken: Int, boundary: UInt128) {
    var level = levelsInUse.trailingZeroBitCount
    var chain = takeFirstSlot(level)
    while chunks.count(chain, upTo: limit) > limit {
      // Keys differ in their sequence numbers at least, so they part at some level.
      level -= 1
      deal(chain, level)
      chain = takeFirstSlot(level)
    }
    let taken = move(chain, to: places)
    count -= taken
    if count == 0 { return (taken, .max) }
    let digitsBelow: UInt128 = (1 << UInt128(DistantEvents.digitBits * level)) - 1
    return (taken, places[0] | digitsBelow)
  }

  /// Takes all keys, and gives the memory back.
  mutating func takeAll(into places: UnsafeMutablePointer<UInt128>) {
    var taken = 0
    while levelsInUse != 0 {
      taken += move(takeFirstSlot(levelsInUse.trailingZeroBitCount), to: places + taken)
    }
    count = 0
    chunks.release()
  }

  /// Deals all keys below a level out to it, for the boundary to move back; or leaves all as it is.
  /// - Returns: whether there were at most so many.
  mutating func raise(to level: Int, atMost limit: Int) -> Bool {
    var found = 0
    for place in 0..<level * DistantEvents.slotsOfLevel where found <= limit {
      found += chunks.count(slots[place], upTo: limit)
    }
    if found > limit { return false }
    while levelsInUse.trailingZeroBitCount < level {
      deal(takeFirstSlot(levelsInUse.trailingZeroBitCount), level)
    }
    return true
  }

  private mutating func takeFirstSlot(_ level: Int) -> KeyChunks.Chain {
    let slot = slotsInUse[level].trailingZeroBitCount
    slotsInUse[level] &= slotsInUse[level] - 1
    if slotsInUse[level] == 0 { levelsInUse &= ~(1 << UInt64(level)) }
    let place = level * DistantEvents.slotsOfLevel + slot
    defer { slots[place] = nil }
    return slots[place]
  }

  /// Puts each key of a chain into its slot of a level.
  private mutating func deal(_ chain: KeyChunks.Chain, _ level: Int) {
    var chain = chain
    while let chunk = chunks.newest(chain) {
      for key in chunk.keys { append(key, level: level) }
      chain = chunk.rest
      chunks.recycle(chunk)
    }
  }

  private mutating func move(_ chain: KeyChunks.Chain, to places: UnsafeMutablePointer<UInt128>) -> Int {
    var taken = 0
    var chain = chain
    while let chunk = chunks.newest(chain) {
      (places + taken).update(from: chunk.start + 1, count: chunk.count)
      taken += chunk.count
      chain = chunk.rest
      chunks.recycle(chunk)
    }
    return taken
  }
}
