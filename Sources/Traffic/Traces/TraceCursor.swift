import Logs

/// A place between the records of a trace, from which one goes on in the order of arrival. O(1) a record, with the memory of a block.
package struct TraceCursor: Sendable {
  /// A record of a trace.
  package struct Record: Sendable, Equatable {
    /// Its number, from 0.
    package let number: Int
    /// When it arrived, in nanoseconds from time zero.
    package let arrival: Int64
    /// What it asked for: an index of a shape.
    package let shape: Int32

    /// Creates a record.
    package init(number: Int, arrival: Int64, shape: Int32) {
      self.number = number
      self.arrival = arrival
      self.shape = shape
    }
  }

  private let records: TraceRecords
  private var block = TraceBlock()
  /// The number of the block's first record.
  private var first = 0
  /// Where in the block the next record is.
  private var index = 0

  /// A cursor before the first record.
  package init(_ records: TraceRecords) { self.records = records }

  /// The number of the next record, that of all records at the end.
  package var position: Int { first + index }

  /// The next record, nil at the end.
  @inline(__always) package mutating func next() throws(TraceProblem) -> Record? {
    if index == block.count {
      guard position < records.count else { return nil }
      try load(records.block(of: position))
    }
    let record = Record(number: position, arrival: block.arrivals[index], shape: block.shapes[index])
    index += 1
    return record
  }

  /// Goes back to before the first record.
  package mutating func rewind() throws(TraceProblem) {
    if first == 0 { index = 0 } else { try load(0) }
  }

  /// Goes to before the first record that does not arrive before `time`, or to the end. O(log n).
  package mutating func move(toFirstNotBefore time: Int64) throws(TraceProblem) {
    guard records.count > 0 else { return }
    try load(records.lastBlock(startingBefore: time))
    var high = block.count
    while index < high {
      let middle = (index + high) / 2
      if block.arrivals[middle] < time { index = middle + 1 } else { high = middle }
    }
  }

  /// Goes to before the first record of a block.
  private mutating func load(_ number: Int) throws(TraceProblem) {
    index = 0
    do throws(TraceProblem) {
      try records.load(number, into: &block)
      first = number * TraceBlock.records
    } catch {
      // Nothing comes any more.
      block = TraceBlock()
      first = records.count
      throw error
    }
  }
}
