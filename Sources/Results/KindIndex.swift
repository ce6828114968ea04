/// Numbers the distinct pairs of words of a block's rows, from 0 in the order in which they are met.
struct KindIndex {
  // Open addressing; a free slot is 0, another the kind's number + 1. Half of the slots stay free.
  private var slots = [UInt16](repeating: 0, count: slotCount)
  private var taken: [Int] = []
  private var words: [(UInt64, UInt64)] = []
  /// The first row of each kind.
  private(set) var rows: [Int] = []

  private static let slotCount = 2 * BlockFormat.rowLimit

  /// How many kinds there are.
  var count: Int { rows.count }

  /// The number of the kind of row `row`, which comes after those asked for before.
  @inline(__always)
  mutating func number(_ first: UInt64, _ second: UInt64, row: Int) -> Int64 {
    let mixed = (first ^ second &* 0x9e37_79b9_7f4a_7c15) &* 0xbf58_476d_1ce4_e5b9
    let slot = Int(truncatingIfNeeded: mixed >> 49)
    let found = Int(slots[slot])
    if found > 0, words[found - 1] == (first, second) { return Int64(truncatingIfNeeded: found - 1) }
    return search(first, second, from: slot, row: row)
  }

  @inline(never)
  private mutating func search(_ first: UInt64, _ second: UInt64, from slot: Int, row: Int) -> Int64 {
    var slot = slot
    while slots[slot] != 0 {
      let number = Int(slots[slot]) - 1
      if words[number] == (first, second) { return Int64(number) }
      slot = (slot + 1) % Self.slotCount
    }
    slots[slot] = UInt16(count + 1)
    taken.append(slot)
    words.append((first, second))
    rows.append(row)
    return Int64(count - 1)
  }

  /// Forgets all kinds.
  mutating func clear() {
    for slot in taken { slots[slot] = 0 }
    taken.removeAll(keepingCapacity: true)
    words.removeAll(keepingCapacity: true)
    rows.removeAll(keepingCapacity: true)
  }
}
