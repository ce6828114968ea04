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

/// Work on its way to an endpoint or there: an attempt of a request, or a mirrored copy.
///
/// It outlives its request where the endpoint serves abandoned work.
struct Job {
  enum Stage: UInt8 {
    /// Gone; its place in the pool is free.
    case gone
    /// On its way; or lost in a black hole.
    case travelling
    /// In the endpoint's queue.
    case queued
    /// In a slot.
    case inService
    /// In a slot of a paused endpoint.
    case held
  }

  var key: UInt64
  /// The request that waits for it, -1 for mirrored and abandoned work.
  var request: Int32
  /// The mirror it is a copy for, -1 for attempts.
  var mirror: Int32 = -1
  var source: Int32
  var service: Int32
  /// Index among all endpoints.
  var endpoint: Int32
  /// The trace's record, -1 elsewhere.
  var traceRecord: Int32
  var plan: Int32
  var replica: Int16
  /// Which attempt of its request, from 1; 0 for a mirrored copy.
  var attempt: Int32
  var sent: Int64
  var arrived: Int64 = -1
  var started: Int64 = -1
  /// Nanoseconds in the slot that are drawn; while held by a pause, what is left of them.
  var serviceTime: Int64 = 0
  /// When its service will be done.
  var completion: Int64 = -1
  /// The status it will be answered with.
  var status: Int16 = 200
  var stage = Stage.travelling
  var isMeasured: Bool
  /// The event that ends its travel or its service.
  var event = EventHandle.none
  /// The attempt timeout's event.
  var timeout = EventHandle.none
  /// Neighbours in the endpoint's queue, -1 at the ends.
  var previous: Int32 = -1
  var next: Int32 = -1
}
