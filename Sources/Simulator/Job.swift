/// What moves through the model: a client request with its attempt in flight, a mirrored copy, or an attempt that was given up and is
/// still served. 64 bytes, one cache line.
///
/// A job waits for one event at most besides its timeouts, and remembers at which moment that comes (``due``). An event that comes at
/// another moment is not the one it waits for, so nothing is ever taken off the calendar: to forget is to cancel.
struct Job {
  enum Stage: UInt8 {
    /// Gone; its place in the pool is free.
    case gone
    /// At its client, which waits for the answer to a preflight.
    case asking
    /// At its client, which has sent it to the gateway and may try again.
    case trying
    /// At its client, which waits before it tries again.
    case resting
    /// At the gateway, which takes time to pass it on.
    case atGateway
    /// At the gateway, whose fault filter delays it.
    case delayed
    /// At the gateway, without a connection to its endpoint.
    case pending
    /// On its way to the endpoint; or lost in a black hole, and then nothing is due.
    case travelling
    /// In the endpoint's queue.
    case queued
    /// In a slot.
    case inService
    /// In a slot, and waiting for calls to other services.
    case calling
    /// In a slot of a paused endpoint.
    case held
    /// Between two attempts.
    case backingOff
    /// Without an attempt and without hope of one: it waits for the request timeout.
    case stranded
  }

  /// Nanoseconds from time zero at which the request arrived.
  var arrival: Int64 = 0
  /// When the attempt was sent, when it reached its endpoint, and when its service began; -1 before.
  var sent: Int64 = -1
  var arrived: Int64 = -1
  var started: Int64 = -1
  /// ``due``; or ``remaining``, or ``previous`` and ``next``, for nothing is due while it is held or queued.
  private var dueOrNeighbours: Int64 = Model.never
  var shape: Int32 = 0
  /// Index among all endpoints, -1 before the first attempt.
  var endpoint: Int32 = -1
  /// For a request: where the recorder keeps what it noted, -1 where it is not recorded. For a copy: which mirror it is for.
  private var recordOrMirror: Int32 = -1
  /// Attempts sent; 0 for a copy.
  var attempts: Int16 = 0
  /// The status that the endpoint will answer with.
  var status: Int16 = 200
  /// The gateway replica.
  var replica: Int16 = 0
  var stage = Stage.gone
  /// The flags in its lower half, the number's highest bits in its upper half.
  private var flags: UInt8 = 0
  private var numberLow: UInt32 = 0

  /// Makes it a request that arrives, field by field: a job that is made elsewhere and copied is read back before it is written.
  /// - Parameter number: its number within its source, below 2³⁶.
  mutating func begin(
    number: UInt64, arrival: Int64, shape: Int32, replica: Int16, isMeasured: Bool, record: Int32
  ) {
    self.arrival = arrival
    due = Model.never
    self.shape = shape
    endpoint = -1
    recordOrMirror = record
    attempts = 0
    self.replica = replica
    numberLow = UInt32(truncatingIfNeeded: number)
    flags = UInt8(truncatingIfNeeded: number >> 32) << 4 | Self.openBit | (isMeasured ? Self.measuredBit : 0)
    stage = .atGateway
  }

  private static let openBit: UInt8 = 1
  private static let measuredBit: UInt8 = 2
  private static let retryBit: UInt8 = 4
  private static let copyBit: UInt8 = 8

  /// Its number within its source: what its draws are keyed by.
  var number: UInt64 { UInt64(flags >> 4) << 32 | UInt64(numberLow) }

  /// Whether a client waits for its answer.
  var isOpen: Bool {
    get { flags & Self.openBit != 0 }
    set { set(Self.openBit, newValue) }
  }

  /// Whether it stands for a request at a client that may try again, and is at no gateway replica.
  var isAtClient: Bool { replica < 0 }

  /// Whether the request arrived in the measured time.
  var isMeasured: Bool { flags & Self.measuredBit != 0 }

  /// Whether it holds a place of a concurrency budget.
  var holdsRetry: Bool {
    get { flags & Self.retryBit != 0 }
    set { set(Self.retryBit, newValue) }
  }

  /// Whether it is a mirrored copy.
  var isCopy: Bool { flags & Self.copyBit != 0 }

  private mutating func set(_ bit: UInt8, _ isSet: Bool) {
    flags = isSet ? flags | bit : flags & ~bit
  }

  /// Whether the gateway waits for its attempt.
  var hasAttempt: Bool {
    guard isOpen else { return false }
    switch stage {
    case .pending, .travelling, .queued, .inService, .calling, .held: return true
    case .gone, .asking, .trying, .resting, .delayed, .atGateway, .backingOff, .stranded: return false
    }
  }

  /// The moment of the event that it waits for, ``Model/never`` without one. Neither while it is queued or pending nor while it is held.
  var due: Int64 {
    get { dueOrNeighbours }
    set { dueOrNeighbours = newValue }
  }

  /// Whether the event that it waits for in `stage` comes at `now`.
  func awaits(_ stage: Stage, at now: Int64) -> Bool { self.stage == stage && due == now }

  /// Nanoseconds that are left of its service. Only while a pause holds it.
  var remaining: Int64 {
    get { dueOrNeighbours }
    set { dueOrNeighbours = newValue }
  }

  /// Its neighbours in the queue of the endpoint or of its connections, -1 at the ends. Only while it is queued or pending.
  var previous: Int32 {
    get { Int32(truncatingIfNeeded: dueOrNeighbours >> 32) }
    set { dueOrNeighbours = Int64(newValue) << 32 | Int64(UInt32(bitPattern: next)) }
  }

  var next: Int32 {
    get { Int32(truncatingIfNeeded: dueOrNeighbours) }
    set { dueOrNeighbours = Int64(previous) << 32 | Int64(UInt32(bitPattern: newValue)) }
  }

  /// Where the recorder keeps what it noted of the request, -1 for what is not recorded.
  var record: Int32 {
    get { isCopy ? -1 : recordOrMirror }
    set { if !isCopy { recordOrMirror = newValue } }
  }

  /// The mirror that it is a copy for, -1 for attempts.
  var mirror: Int32 { isCopy ? recordOrMirror : -1 }

  /// Makes it an attempt on its way to an endpoint.
  mutating func send(attempt: Int16, to endpoint: Int32, at now: Int64) {
    attempts = attempt
    status = 200
    self.endpoint = endpoint
    sent = now
    arrived = -1
    started = -1
    due = Model.never
    stage = .travelling
  }

  /// Makes it work in a slot.
  mutating func serve(until due: Int64) {
    stage = .inService
    self.due = due
  }

  /// Nobody waits for it any more.
  mutating func leaveClient() {
    isOpen = false
    record = -1
  }

  /// The gateway that sent it as a copy is gone: it is work that nobody waits for.
  mutating func leaveMirror() {
    recordOrMirror = -1
    set(Self.copyBit, false)
  }

  /// A copy of the request for a mirror, sent at `now`.
  func copy(mirror: Int32, to endpoint: Int32, at now: Int64) -> Job {
    var copy = self
    copy.send(attempt: 0, to: endpoint, at: now)
    copy.recordOrMirror = mirror
    copy.flags = copy.flags & ~Self.openBit | Self.copyBit
    return copy
  }

  /// The attempt without its request: what the endpoint goes on serving.
  func abandoned() -> Job {
    var work = self
    work.leaveClient()
    work.holdsRetry = false
    return work
  }
}
