/// Entries in the order of their arrival: from memory, or merged from the runs of a temporary file.
///
/// A value: a copy goes on for itself.
package struct SortedEntries {
  /// Bytes of the buffers of all runs together.
  private static let buffers = 1 << 23

  /// A part of the file that is sorted.
  private struct Run {
    var buffer: [LogEntry] = []
    var position = 0
    /// The entries of the file that are not in the buffer yet.
    var rest: Range<Int>
  }

  private var entries: [LogEntry]
  private var order: [UInt32]
  private var position = 0

  private let file: SpillFile?
  private var runs: [Run] = []
  /// The number of entries that are read from a run at once.
  private var piece = 0
  /// Runs with entries, as a binary heap by their next arrival; equal ones by their number, which is the order of places.
  private var heap: [(arrival: Int64, run: Int)] = []

  /// These entries in this order.
  package init(_ entries: [LogEntry], order: [UInt32]) {
    self.entries = entries
    self.order = order
    file = nil
  }

  /// The runs of a file, each of which ends at one of `ends`.
  package init(_ file: SpillFile, ends: [Int]) throws(TraceProblem) {
    entries = []
    order = []
    self.file = file
    piece = max(64, Self.buffers / MemoryLayout<LogEntry>.stride / max(ends.count, 1))
    var start = 0
    for (number, end) in ends.enumerated() {
      runs.append(Run(rest: start..<end))
      start = end
      if try refill(number) { heap.append((runs[number].buffer[0].arrival, number)) }
    }
    for index in heap.indices.reversed() { sink(from: index) }
  }

  /// The next entry, nil at the end. O(log of the number of runs).
  package mutating func next() throws(TraceProblem) -> LogEntry? {
    guard file != nil else {
      guard position < order.count else { return nil }
      defer { position += 1 }
      return entries[Int(order[position])]
    }
    guard let run = heap.first?.run else { return nil }
    let entry = runs[run].buffer[runs[run].position]
    runs[run].position += 1
    var hasMore = runs[run].position < runs[run].buffer.count
    if !hasMore { hasMore = try refill(run) }
    if hasMore {
      heap[0].arrival = runs[run].buffer[runs[run].position].arrival
    } else {
      heap[0] = heap[heap.count - 1]
      heap.removeLast()
    }
    sink(from: 0)
    return entry
  }

  /// Reads the next entries of a run; false at its end.
  private mutating func refill(_ run: Int) throws(TraceProblem) -> Bool {
    let rest = runs[run].rest
    guard let file, !rest.isEmpty else {
      runs[run].buffer = []
      return false
    }
    let count = min(piece, rest.count)
    runs[run].buffer = try file.read(rest.lowerBound..<(rest.lowerBound + count))
    runs[run].position = 0
    runs[run].rest = (rest.lowerBound + count)..<rest.upperBound
    return true
  }

  private mutating func sink(from start: Int) {
    var index = start
    while true {
      let left = 2 * index + 1
      guard left < heap.count else { return }
      let right = left + 1
      let child = right < heap.count && heap[right] < heap[left] ? right : left
      guard heap[child] < heap[index] else { return }
      heap.swapAt(child, index)
      index = child
    }
  }
}
