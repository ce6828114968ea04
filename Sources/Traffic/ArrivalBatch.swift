/// A buffer of arrivals, in the order of time.
public struct ArrivalBatch: Sendable {
  /// How many arrivals it takes.
  public let capacity: Int
  /// When each arrives, in nanoseconds from time zero, ascending.
  public var times: [Int64] = []
  /// What each asks for: an index into the mix's entries, or into the trace's shapes.
  public var shapes: [Int32] = []
  /// Which record of the trace each is, -1 where there is no trace.
  public var records: [Int32] = []

  /// Creates an empty buffer.
  public init(capacity: Int = 256) {
    precondition(capacity > 0, "a buffer for no arrivals")
    self.capacity = capacity
    times.reserveCapacity(capacity)
    shapes.reserveCapacity(capacity)
    records.reserveCapacity(capacity)
  }

  /// How many arrivals it holds.
  public var count: Int { times.count }

  mutating func removeAll() {
    times.removeAll(keepingCapacity: true)
    shapes.removeAll(keepingCapacity: true)
    records.removeAll(keepingCapacity: true)
  }

  mutating func append(time: Int64, shape: Int32, record: Int32 = -1) {
    times.append(time)
    shapes.append(shape)
    records.append(record)
  }
}
