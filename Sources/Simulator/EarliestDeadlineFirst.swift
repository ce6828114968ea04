/// Weighted turns: who has the earliest deadline is next, and its next deadline is one over its weight later (reference retry-budgets 6).
///
/// Among equal deadlines the one that got its first is first. A turn takes O(log n).
package struct EarliestDeadlineFirst {
  private struct Entry {
    var deadline: Double
    var order: UInt64
    var endpoint: Int32

    func isBefore(_ other: Entry) -> Bool {
      deadline < other.deadline || deadline == other.deadline && order < other.order
    }
  }

  /// A binary heap.
  private var entries: [Entry] = []
  private var order: UInt64 = 0

  /// Creates one without endpoints.
  package init() {}

  /// Adds an endpoint before the first turn.
  package mutating func add(_ endpoint: Int32, weight: Double) {
    entries.append(Entry(deadline: 1 / weight, order: order, endpoint: endpoint))
    order += 1
    var child = entries.count - 1
    while child > 0, entries[child].isBefore(entries[(child - 1) / 2]) {
      entries.swapAt(child, (child - 1) / 2)
      child = (child - 1) / 2
    }
  }

  /// Whose turn it is; nil without endpoints.
  package var next: Int32? { entries.first?.endpoint }

  /// Ends the turn of the next one, which has this weight from now on.
  package mutating func takeTurn(weight: Double) {
    guard !entries.isEmpty else { return }
    entries[0].deadline += 1 / weight
    entries[0].order = order
    order += 1
    var parent = 0
    while 2 * parent + 1 < entries.count {
      var child = 2 * parent + 1
      if child + 1 < entries.count, entries[child + 1].isBefore(entries[child]) { child += 1 }
      guard entries[child].isBefore(entries[parent]) else { return }
      entries.swapAt(child, parent)
      parent = child
    }
  }
}
