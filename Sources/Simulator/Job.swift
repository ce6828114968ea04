import Engine

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
