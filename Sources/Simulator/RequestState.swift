import Engine

/// A client request in flight.
struct RequestState {
  /// What its draws are keyed by: its number within its source, salted with the source.
  var key: UInt64
  /// Its number within the replication.
  var number: Int64
  /// Nanoseconds from time zero.
  var arrival: Int64
  /// When the request timeout ends it, ``Model/never`` without one.
  var deadline: Int64
  /// The request timeout's event.
  var timeout = EventHandle.none
  /// The event that ends its backoff or the gateway's overhead.
  var wakeUp = EventHandle.none
  var shape: Int32
  var plan: Int32
  var source: Int32
  /// The trace's record, -1 elsewhere.
  var traceRecord: Int32
  /// The chosen service, -1 before.
  var service: Int32 = -1
  /// The attempt in flight, -1 without one.
  var job: Int32 = -1
  /// The newest of its recorded attempts, -1 without one.
  var attemptRow: Int32 = -1
  var replica: Int16
  /// Attempts sent.
  var attempts: Int32 = 0
  /// Whether it arrived in the measured time.
  var isMeasured: Bool
  /// Whether its rows may be recorded.
  var isRecorded: Bool
  /// Whether it waits for its answer; a freed place of the pool holds one that does not.
  var isOpen = true
  /// Whether it holds a place of a concurrency budget.
  var holdsRetry = false
}
