/// A queue of nondecreasing times, of which the oldest leave: a sliding window's memory.
///
/// A ring whose size is a power of two; push and eviction are O(1) amortised.
struct TimeQueue: ~Copyable {
  private var ring: Table<Int64>
  private var head = 0
  private(set) var count = 0

  init() {
    ring = Table(repeating: 0, count: 16)
  }

  /// Adds a time that is not before the last one. What is at or before `limit` may leave, to make room.
  mutating func push(_ time: Int64, forgetting limit: Int64) {
    if count == ring.count { makeRoom(limit) }
    ring[(head + count) & (ring.count - 1)] = time
    count += 1
  }

  /// Removes every time at or before `limit`.
  mutating func evict(through limit: Int64) {
    while count > 0, ring[head] <= limit {
      head = (head + 1) & (ring.count - 1)
      count -= 1
    }
  }

  /// Evicts, and where that frees less than half of the ring, doubles it.
  @inline(never) private mutating func makeRoom(_ limit: Int64) {
    evict(through: limit)
    guard count > ring.count / 2 else { return }
    let larger = Table(ring.count * 2) { $0 < count ? ring[(head + $0) & (ring.count - 1)] : 0 }
    ring = larger
    head = 0
  }
}
