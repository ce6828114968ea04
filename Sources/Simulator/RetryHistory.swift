import Engine

/// What some data planes want to know of the retries that a request had, by the place of its job.
struct RetryHistory: ~Copyable {
  /// Of one request.
  struct Entry {
    /// The endpoints of its last attempts, -1 beyond them.
    ///
    /// Assumption A-SIM-31: of a request with more attempts the last eight are remembered.
    var endpoints = InlineArray<8, Int32>(repeating: -1)
    /// How many of its attempts were noted.
    var attempts = 0
    /// The wait before its last retry, in nanoseconds.
    var wait: Int64 = 0
    /// The failure that its last retry followed, nil where it had none.
    var failure: SDKBucket.Failure?
  }

  /// Whether any rule or budget asks for it; nothing is kept otherwise.
  let isUsed: Bool
  private var entries: [Entry] = []

  init(_ model: Model) {
    isUsed =
      model.plans.contains { $0.retry.repicks > 0 }
      || model.services.contains { if case .bucket = $0.budget { true } else { false } }
  }

  /// Begins the history of the request of the job at `place`.
  mutating func begin(_ place: Int32) {
    if entries.count <= place {
      entries.append(contentsOf: repeatElement(Entry(), count: Int(place) + 1 - entries.count))
    }
    entries[Int(place)] = Entry()
  }

  subscript(place: Int32) -> Entry {
    _read { yield entries[Int(place)] }
    _modify { yield &entries[Int(place)] }
  }

  /// Notes a granted retry.
  mutating func noteRetry(of place: Int32, after failure: SDKBucket.Failure, wait: Int64) {
    entries[Int(place)].failure = failure
    entries[Int(place)].wait = wait
  }

  /// Notes that an attempt goes to `endpoint`.
  mutating func note(_ endpoint: Int32, of place: Int32) {
    entries[Int(place)].endpoints[entries[Int(place)].attempts % 8] = endpoint
    entries[Int(place)].attempts += 1
  }

  /// Whether an attempt that is remembered went to `endpoint`.
  func has(_ endpoint: Int32, at place: Int32) -> Bool {
    let tried = entries[Int(place)].endpoints
    for index in tried.indices where tried[index] == endpoint { return true }
    return false
  }
}
