/// A buffer of arrivals, in the order of time.
public struct ArrivalBatch: Sendable {
  /// One arrival.
  public struct Arrival: Sendable, Equatable {
    /// When it arrives, in nanoseconds from time zero.
    public var time: Int64
    /// What it asks for: an index into the mix's entries, or into the trace's shapes.
    public var shape: Int32
    /// Which record of the trace it is, -1 where there is no trace.
    public var record: Int32 = -1
  }

  /// How many arrivals it takes.
  public let capacity: Int
  /// The arrivals, their times ascending.
  public private(set) var arrivals: [Arrival] = []

  /// Creates an empty buffer.
  public init(capacity: Int = 256) {
    precondition(capacity > 0, "a buffer for no arrivals")
    self.capacity = capacity
    arrivals.reserveCapacity(capacity)
  }

  /// How many arrivals it holds.
  public var count: Int { arrivals.count }

  mutating func removeAll() { arrivals.removeAll(keepingCapacity: true) }

  mutating func append(_ arrival: Arrival) { arrivals.append(arrival) }
}
