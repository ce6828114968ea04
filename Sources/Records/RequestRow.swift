/// One recorded client request; indexes point into the run's names (``RunRecord``).
public struct RequestRow: Sendable, Hashable {
  /// Number within the replication, from 0, in order of arrival.
  public var request: Int64
  /// Nanoseconds from time zero.
  public var arrival: Int64
  /// Index into ``RunRecord/shapes``.
  public var shape: Int32
  /// Index into ``RunRecord/services`` of the chosen backend, -1 where none was chosen.
  public var service: Int32
  /// The gateway replica, from 0.
  public var replica: Int16
  /// How many attempts were sent.
  public var attempts: Int16
  /// The status of the answer, 0 without one.
  public var status: Int16
  /// How it ended.
  public var fate: Fate
  /// Nanoseconds from arrival to answer, -1 without one.
  public var response: Int64

  /// Creates a row.
  public init(
    request: Int64, arrival: Int64, shape: Int32, service: Int32, replica: Int16, attempts: Int16,
    status: Int16, fate: Fate, response: Int64
  ) {
    self.request = request
    self.arrival = arrival
    self.shape = shape
    self.service = service
    self.replica = replica
    self.attempts = attempts
    self.status = status
    self.fate = fate
    self.response = response
  }
}
