/// Who waits for the answer of a gateway request that no client waits for by itself: a client that may try again, or work at an endpoint
/// that calls another service.
///
/// What is known of a job beside what the job holds, by its place; nothing is kept in models without such callers.
struct Callers: ~Copyable {
  /// Who waits for a gateway request.
  enum Caller {
    /// Its client, which takes whatever comes.
    case client
    /// A client that may try again, by its place among ``Callers/tries``.
    case retryingClient(Int32)
    /// Work at an endpoint, by its place among ``Callers/visits``.
    case work(Int32)
  }

  /// What is known of one job.
  struct Link {
    var caller = Caller.client
    /// The tries, or the visit, that this job is the client or the work of; -1 for none.
    var own: Int32 = -1
    /// What the job's draws are keyed by.
    var key: UInt64 = 0
  }

  /// A client request of a client that may try again.
  struct Tries {
    /// The job that stands for it.
    var client: Int32
    /// The gateway request that it waits for, -1 for none.
    var request: Int32 = -1
    /// Tries so far, those included that its own throttle kept back.
    var count: Int32 = 0
    /// Attempts of the tries that have ended.
    var attempts: Int32 = 0
    /// The wait before the last try, in nanoseconds.
    var wait: Int64 = 0
    /// The gateway replica of the last try.
    var replica: Int16 = 0
    /// How the last try ended.
    var status: Int16 = 0
    var fate: UInt8 = 0
  }

  /// Work in a slot that calls other services.
  struct Visit {
    /// What of the calls and of its own work it is at.
    enum Phase {
      case before
      case working
      case after
    }

    /// The job that is the work, -1 where it has gone.
    var work: Int32
    var phase = Phase.before
    /// The call that it is at, and how many of that are still to be made.
    var call: Int
    var left: Int32 = -1
    /// Calls that were made.
    var count: UInt64 = 0
    /// Those of them that have no answer.
    var outstanding: Int32 = 0
    /// The status of a call that failed, 0 while none has.
    var failure: Int16 = 0
  }

  /// Whether any client may try again or any service calls another.
  let isUsed: Bool
  private var links: [Link] = []
  var tries = Pool<Tries>()
  var visits = Pool<Visit>()

  init(_ model: Model) {
    isUsed = model.sources.contains { $0.client != nil } || !model.calls.isEmpty
  }

  /// Begins what is known of the job at `place`.
  mutating func begin(_ place: Int32, key: UInt64, caller: Caller = .client) {
    if links.count <= place {
      links.append(contentsOf: repeatElement(Link(), count: Int(place) + 1 - links.count))
    }
    links[Int(place)] = Link(caller: caller, key: key)
  }

  subscript(place: Int32) -> Link {
    _read { yield links[Int(place)] }
    _modify { yield &links[Int(place)] }
  }

  /// Whether the job at `place` is a gateway request for which somebody else than its client waits.
  func isCall(_ place: Int32) -> Bool {
    guard isUsed else { return false }
    if case .client = links[Int(place)].caller { return false }
    return true
  }

  /// The work at `place` has gone; its calls go on.
  mutating func forget(_ place: Int32) {
    let visit = links[Int(place)].own
    guard visit >= 0 else { return }
    links[Int(place)].own = -1
    visits[visit].work = -1
    if visits[visit].outstanding == 0 { visits.remove(visit) }
  }

  /// The work at `place` is that of the job at `other` from here on.
  mutating func move(_ place: Int32, to other: Int32) {
    begin(other, key: links[Int(place)].key)
    let visit = links[Int(place)].own
    guard visit >= 0 else { return }
    links[Int(place)].own = -1
    links[Int(other)].own = visit
    visits[visit].work = other
  }
}
