extension EventCalendar {
  /// What the places beyond the last key hold: later than every key, whose time is never negative.
  @inlinable static var vacant: UInt128 { .max }

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
      let firstKey = keys[first]
      let secondKey = keys[second]
      let secondIsLess = secondKey < firstKey
      let least = first &+ (second &- first) &* one(if: secondIsLess)
      let leastKey = secondIsLess ? secondKey : firstKey
      if key < leastKey { break }
      keys[place] = leastKey
      place = least
      child = 4 &* place &+ 1
    }
    keys[place] = key
  }

  /// A condition as a number: which child is the least is a coin toss, that no branch can predict.
  @inlinable func one(if condition: Bool) -> Int { condition ? 1 : 0 }

  /// Moves the last key into the empty root; if it was the root, fetches the nearest of the distant keys.
  @inlinable mutating func fillRoot() {
    rootIsEmpty = false
    occupied &-= 1
    let last = keys[occupied]
    keys[occupied] = EventCalendar.vacant
    if occupied > 0 {
      siftDown(last, from: 0)
    } else if distant.count > 0 {
      fetchNearest()
    }
  }

  /// Makes a heap of keys that lie in the places of one in any order.
  mutating func order() {
    if occupied < 2 { return }
    for place in stride(from: (occupied - 2) / 4, through: 0, by: -1) {
      siftDown(keys[place], from: place)
    }
  }

  /// Makes room for so many keys, at least for those that wait.
  mutating func changeCapacity(to newCapacity: Int) {
    let moved = EventCalendar.allocateKeys(newCapacity)
    moved.update(from: keys, count: occupied)
    EventCalendar.deallocateKeys(keys)
    keys = moved
    capacity = newCapacity
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
