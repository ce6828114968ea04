/// Brings entries into the order of their arrival, in memory where there are few, else in sorted runs in a temporary file.
///
/// Entries come in the order of their places, so that a sort which is stable by arrival is one by arrival and place.
package struct EntrySorter {
  /// Entries of a run, 15 MiB of them.
  package static let run = 1 << 18

  private let limit: Int
  private let folder: String?
  private var entries: [LogEntry] = []
  private var file: SpillFile?
  /// Where in the file each run ends, in entries.
  private var ends: [Int] = []

  /// - Parameters:
  ///   - folder: That of the temporary file, nil for the system's.
  ///   - run: The entries that are held in memory.
  package init(folder: String?, run: Int = EntrySorter.run) {
    self.folder = folder
    limit = run
  }

  /// Adds an entry, whose place is behind those of all before.
  package mutating func add(_ entry: LogEntry) throws(TraceProblem) {
    entries.append(entry)
    if entries.count == limit { try spill() }
  }

  /// The entries in order.
  package consuming func sorted() throws(TraceProblem) -> SortedEntries {
    guard file != nil else { return SortedEntries(entries, order: ArrivalOrder.order(of: entries)) }
    if !entries.isEmpty { try spill() }
    guard let file else { return SortedEntries([], order: []) }
    return try SortedEntries(file, ends: ends)
  }

  private mutating func spill() throws(TraceProblem) {
    let file: SpillFile
    if let begun = self.file { file = begun } else { file = try SpillFile(folder: folder) }
    self.file = file
    let order = ArrivalOrder.order(of: entries)
    var sorted: [LogEntry] = []
    let piece = min(4096, entries.count)
    sorted.reserveCapacity(piece)
    for index in order {
      sorted.append(entries[Int(index)])
      if sorted.count == piece {
        try file.append(sorted)
        sorted.removeAll(keepingCapacity: true)
      }
    }
    try file.append(sorted)
    ends.append(file.count)
    entries.removeAll(keepingCapacity: true)
  }
}

/// The order of entries by arrival, equal ones as they stand.
enum ArrivalOrder {
  private struct Key {
    var time: UInt64
    var index: UInt32
  }

  /// Bits of a digit.
  private static let bits: UInt64 = 11

  /// The indices of `entries`, at most 2³² of them, in order: a radix sort from the least digit on, which takes O(1) an entry and digit.
  static func order(of entries: [LogEntry]) -> [UInt32] {
    guard let first = entries.first else { return [] }
    var low = first.arrival
    var high = first.arrival
    var isSorted = true
    var last = first.arrival
    for entry in entries {
      low = min(low, entry.arrival)
      high = max(high, entry.arrival)
      isSorted = isSorted && entry.arrival >= last
      last = entry.arrival
    }
    if isSorted { return (0..<UInt32(entries.count)).map(\.self) }
    var keys: [Key] = []
    keys.reserveCapacity(entries.count)
    for (index, entry) in entries.enumerated() {
      keys.append(Key(time: UInt64(bitPattern: entry.arrival &- low), index: UInt32(index)))
    }
    let range = UInt64(bitPattern: high &- low)
    var other = [Key](repeating: Key(time: 0, index: 0), count: keys.count)
    var shift: UInt64 = 0
    while shift < 64, range >> shift > 0 {
      pass(keys, into: &other, shift)
      swap(&keys, &other)
      shift += bits
    }
    return keys.map(\.index)
  }

  private static func pass(_ keys: [Key], into sorted: inout [Key], _ shift: UInt64) {
    var starts = [Int](repeating: 0, count: 1 << Int(bits))
    let mask = UInt64(1 << bits - 1)
    for key in keys { starts[Int(key.time >> shift & mask)] += 1 }
    var sum = 0
    for digit in starts.indices {
      let count = starts[digit]
      starts[digit] = sum
      sum += count
    }
    for key in keys {
      let digit = Int(key.time >> shift & mask)
      sorted[starts[digit]] = key
      starts[digit] += 1
    }
  }
}
