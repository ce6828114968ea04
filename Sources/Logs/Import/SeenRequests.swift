/// The requests that were seen lately, by hashes of 64 bits of their ids.
///
/// Assumption A-LOG-3: lines with one request id are one request, written down by several proxies or again for each try; what is compared
/// is the last million ids at least.
struct SeenRequests {
  /// Ids of a generation; there are two.
  static let generation = 1 << 20

  private let most: Int
  private var current: HashSet
  private var previous: HashSet
  /// Whether ids were forgotten.
  private(set) var hasForgotten = false

  init(generation: Int = SeenRequests.generation) {
    most = generation
    current = HashSet()
    previous = HashSet()
  }

  /// Notes a hash; whether it had been noted before.
  mutating func isRepeated(_ hash: UInt64) -> Bool {
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

/// Hashes in open addressing; the hash zero counts as one.
private struct HashSet {
  private var slots: [UInt64] = []
  private(set) var count = 0

  /// Adds a hash; false where it is there.
  mutating func insert(_ hash: UInt64) -> Bool {
    if (count + 1) * 2 > slots.count { grow() }
    let hash = hash == 0 ? 1 : hash
    var place = Int(truncatingIfNeeded: hash) & (slots.count - 1)
    while slots[place] != 0 {
      if slots[place] == hash { return false }
      place = (place + 1) & (slots.count - 1)
    }
    slots[place] = hash
    count += 1
    return true
  }

  func contains(_ hash: UInt64) -> Bool {
    guard count > 0 else { return false }
    let hash = hash == 0 ? 1 : hash
    var place = Int(truncatingIfNeeded: hash) & (slots.count - 1)
    while slots[place] != 0 {
      if slots[place] == hash { return true }
      place = (place + 1) & (slots.count - 1)
    }
    return false
  }

  mutating func removeAll() {
    for index in slots.indices { slots[index] = 0 }
    count = 0
  }

  private mutating func grow() {
    let old = slots
    slots = Array(repeating: 0, count: max(1024, old.count * 4))
    count = 0
    for hash in old where hash != 0 { _ = insert(hash) }
  }
}
