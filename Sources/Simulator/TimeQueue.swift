/// A queue of nondecreasing times, of which the oldest leave: a sliding window's memory.
///
/// A ring whose size is a power of two; push and eviction are O(1) amortised.
struct TimeQueue: Sendable {
  private var ring: [Int64]
  private var head = 0
  private(set) var count = 0

  init() {
    ring = Array(repeating: 0, count: 16)
  }

  /// Adds a time that is not before the last one.
  mutating func push(_ time: Int64) {
    if count == ring.count { grow() }
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

  private mutating func grow() {
    var larger = Array(repeating: Int64(0), count: ring.count * 2)
    for index in 0..<count { larger[index] = ring[(head + index) & (ring.count - 1)] }
    ring = larger
    head = 0
  }
}
