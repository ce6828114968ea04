/// The requests that were seen lately, by hashes of 64 bits of their ids.
///
/// Assumption A-LOG-3: lines with one request id are one request, written down by several proxies or again for each try; what is compared
/// is the last half a million ids at least.
package struct SeenRequests {
  /// Ids of a generation; there are two.
  package static let generation = 1 << 19

  private let most: Int
  private var current: HashSet
  private var previous: HashSet
  /// Whether ids were forgotten.
  package private(set) var hasForgotten = false

  package init(generation: Int = SeenRequests.generation) {
    most = generation
    current = HashSet(capacity: generation)
    previous = HashSet(capacity: generation)
  }

  /// Notes a hash; whether it had been noted before. O(1).
  package mutating func isRepeated(_ hash: UInt64) -> Bool {
    if !current.insert(hash) { return true }
    let isRepeated = previous.contains(hash)
    if current.count >= most {
      hasForgotten = hasForgotten || previous.count > 0
      swap(&current, &previous)
      current.removeAll()
    }
    return isRepeated
  }
}

/// Hashes in open addressing, of which the upper half is kept: half the memory, and so half the time, which is all spent on waiting for
/// it. One of two milliard hashes is mistaken for another.
private struct HashSet {
  /// A power of two, at least twice the capacity; none before the first hash.
  private var slots: [UInt32] = []
  private let size: Int
  private(set) var count = 0

  /// - Parameter capacity: The most hashes that are inserted.
  init(capacity: Int) {
    var size = 4
    while size < 2 * capacity { size *= 2 }
    self.size = size
  }

  /// Adds a hash; false where it is there.
  mutating func insert(_ hash: UInt64) -> Bool {
    if slots.isEmpty { slots = Array(repeating: 0, count: size) }
    let kept = Self.kept(hash)
    var place = Int(truncatingIfNeeded: hash) & (size - 1)
    while slots[place] != 0 {
      if slots[place] == kept { return false }
      place = (place + 1) & (size - 1)
    }
    slots[place] = kept
    count += 1
    return true
  }

  func contains(_ hash: UInt64) -> Bool {
    guard count > 0 else { return false }
    let kept = Self.kept(hash)
    var place = Int(truncatingIfNeeded: hash) & (size - 1)
    while slots[place] != 0 {
      if slots[place] == kept { return true }
      place = (place + 1) & (size - 1)
    }
    return false
  }

  mutating func removeAll() {
    for index in slots.indices { slots[index] = 0 }
    count = 0
  }

  /// What stays of a hash: not zero, which is an empty slot.
  private static func kept(_ hash: UInt64) -> UInt32 { max(1, UInt32(truncatingIfNeeded: hash >> 32)) }
}
