/// What happens at a moment: a kind and the index of what it happens to, packed for the calendar.
struct Event {
  enum Kind: UInt8 {
    /// The next request of a source arrives.
    case arrival
    /// The gateway's overhead for a request is over.
    case overheadDone
    /// A job reaches its endpoint.
    case jobArrives
    /// A job's service is done.
    case jobDone
    /// The timeout of an attempt.
    case attemptTimeout
    /// A request's timeout.
    case requestTimeout
    /// A request's backoff is over.
    case retry
    /// A fault begins.
    case faultBegins
    /// A fault ends, and every other that ends at the same moment.
    case faultEnds
    /// A second of the timeline ends.
    case second
    /// Measuring begins.
    case measuringBegins
    /// Measuring ends.
    case measuringEnds
    /// The answer to a preflight comes.
    case preflightDone
    /// A job that waited for a connection has one.
    case connected
    /// An active fault takes its next step.
    case faultSteps
    /// A try of a client has ended.
    case tryEnded
    /// A client gives a try up.
    case clientTimeout
    /// A client's backoff is over.
    case clientRetry
    /// A call of work at an endpoint has ended.
    case callEnded
    /// A window of an autoscaler's metric ends.
    case metricsTaken
    /// An autoscaler decides.
    case autoscale
    /// An endpoint that an autoscaler started is ready.
    case endpointStarts
  }

  /// Indexes are below this.
  static let indexLimit = 1 << 27

  var kind: Kind
  var index: Int32

  init(_ kind: Kind, _ index: Int32 = 0) {
    self.kind = kind
    self.index = index
  }

  /// Unpacks what ``packed`` packed; nil for anything else.
  init?(packed: UInt32) {
    guard let kind = Kind(rawValue: UInt8(truncatingIfNeeded: packed >> 27)) else { return nil }
    self.kind = kind
    index = Int32(truncatingIfNeeded: packed & UInt32(Self.indexLimit - 1))
  }

  var packed: UInt32 { UInt32(kind.rawValue) << 27 | UInt32(bitPattern: index) }
}
