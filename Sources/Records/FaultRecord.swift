/// What one fault did in one replication.
public struct FaultRecord: Sendable, Equatable {
  /// Its name.
  public var name: String
  /// Nanoseconds from time zero.
  public var start: Int64
  /// Nanoseconds from time zero.
  public var end: Int64
  /// Nanoseconds from its end until goodput was back, nil where it never came back.
  public var recovery: Int64?
  /// Requests without success that arrived while it lasted.
  public var lost: Int

  /// Creates a fault's record.
  public init(name: String, start: Int64, end: Int64, recovery: Int64?, lost: Int) {
    self.name = name
    self.start = start
    self.end = end
    self.recovery = recovery
    self.lost = lost
  }
}
