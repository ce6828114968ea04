/// The events of a lane, first in first out: a ring whose size is a power of two.
///
/// The place behind the last key holds `vacant`, so that the first key can be read whether there is one or not.
///
/// Whoever owns it ends it with `deallocate`.
@frozen @usableFromInline struct EventQueue {
  @usableFromInline var keys: UnsafeMutablePointer<UInt128>
  /// The size of the ring less one: what is left of a number is its place.
  @usableFromInline var mask: Int
  /// How many keys were taken and put so far, but for changes of the ring's size.
  @usableFromInline var taken = 0
  @usableFromInline var put = 0

  init() {
    mask = EventQueue.smallest - 1
    keys = EventQueue.allocate(EventQueue.smallest)
  }

  /// The size of a ring that nothing was put into yet: a cache line or two.
  static var smallest: Int { 8 }

  @inlinable var count: Int { put &- taken }

  var capacity: Int { mask + 1 }

  /// The first key, or `vacant` if there is none.
  @inlinable var first: UInt128 { keys[taken & mask] }

  /// The last key; there must be one.
  @inlinable var last: UInt128 { keys[(put &- 1) & mask] }

  @inlinable mutating func append(_ key: UInt128) {
    if count == mask { resize(to: 2 &* (mask &+ 1)) }
    keys[put & mask] = key
    put &+= 1
    keys[put & mask] = EventCalendar.vacant
  }

  /// Takes the first key off; there must be one.
  @inlinable mutating func removeFirst() { taken &+= 1 }

  func forEach(_ body: (UInt128) -> Void) {
    for number in taken..<put { body(keys[number & mask]) }
  }

  mutating func update(_ change: (UInt128) -> UInt128) {
    for number in taken..<put { keys[number & mask] = change(keys[number & mask]) }
  }

  /// Drops stale keys, and gives room back if less than a quarter is used.
  mutating func removeAll(where isStale: (UInt128) -> Bool) {
    var kept = taken
    for number in taken..<put where !isStale(keys[number & mask]) {
      keys[kept & mask] = keys[number & mask]
      kept += 1
    }
    put = kept
    keys[put & mask] = EventCalendar.vacant
    var size = mask + 1
    while size > EventQueue.smallest, 4 * count <= size { size /= 2 }
    if size <= mask { resize(to: size) }
  }

  /// Moves the keys to the start of a ring of another size. Rare, so it is kept out of the callers' code.
  @usableFromInline @inline(never) mutating func resize(to size: Int) {
    let moved = EventQueue.allocate(size)
    for number in taken..<put { moved[number - taken] = keys[number & mask] }
    keys.deallocate()
    keys = moved
    mask = size - 1
    put -= taken
    taken = 0
  }

  @usableFromInline func deallocate() { keys.deallocate() }

  private static func allocate(_ size: Int) -> UnsafeMutablePointer<UInt128> {
    let keys = UnsafeMutablePointer<UInt128>.allocate(capacity: size)
    keys.initialize(repeating: EventCalendar.vacant, count: size)
    return keys
  }
}
