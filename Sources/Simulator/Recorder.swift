import Engine
import Records

/// Collects the rows of recorded requests and gives full batches away.
///
/// What is noted of a request waits in pools, its attempts chained to it, until it ends and it is known whether it is recorded.
struct Recorder: ~Copyable {
  /// Rows of requests and attempts in a full batch.
  static let batchRows = 16_384

  // Not private: an unoptimised build of Swift 6.3 fails on a pool of private types.
  struct PendingRequest {
    /// Its number within the replication.
    var number: Int64
    var service: Int32 = -1
    /// The newest of its attempts, -1 for none.
    var lastAttempt: Int32 = -1
  }

  struct PendingAttempt {
    var row: AttemptRow
    /// The request's attempt before this one, -1 for the first.
    var previous: Int32
  }

  /// Whether what follows failed attempts is noted too, which costs more than recording alone.
  let notesDecisions: Bool
  private let recording: Recording
  private let sampling: RandomStream
  private let emit: (RecordBatch) -> Void
  private var requests = Pool<PendingRequest>()
  private var attempts = Pool<PendingAttempt>()
  /// By the place of their attempt in the pool.
  private var decisions: [Int32: RetryDecision] = [:]
  private var batch: RecordBatch

  init(
    model: Model, replication: Int, recording: Recording, notesDecisions: Bool,
    emit: @escaping (RecordBatch) -> Void
  ) {
    self.recording = recording
    self.notesDecisions = notesDecisions
    self.emit = emit
    sampling = RandomStream(
      seed: model.seed, replication: UInt32(truncatingIfNeeded: replication), purpose: RandomPurpose.sample,
      entity: 0)
    batch = RecordBatch(replication: replication)
  }

  /// Attempts of requests that have not ended.
  var pendingCount: Int { attempts.count }

  /// A request arrives: where its rows wait, or -1 where none may be recorded.
  mutating func begin(key: UInt64, number: Int64) -> Int32 {
    wants(key) ? requests.insert(PendingRequest(number: number)) : -1
  }

  private func wants(_ key: UInt64) -> Bool {
    switch recording {
    case .none: return false
    case .failures, .all, .blocks: return true
    case .sample(let every):
      var draws = sampling.draws(key)
      return draws.below(UInt64(max(1, every))) == 0
    }
  }

  /// The number within the replication of a request that is being recorded.
  func number(of record: Int32) -> Int64 { requests[record].number }

  /// Notes which service was chosen for a request.
  mutating func choose(service: Int, for record: Int32) {
    if record >= 0 { requests[record].service = Int32(service) }
  }

  /// Notes an attempt of a recorded request that ended for the gateway.
  /// - Parameters:
  ///   - endpoint: the number of the endpoint within its service.
  ///   - before: attempts of the client's earlier tries.
  mutating func attempt(
    _ job: Job, service: Int, endpoint: Int32, before: Int16, end: Int64, outcome: AttemptRow.Outcome,
    status: Int
  ) {
    let isDone = outcome == .success || outcome == .failure
    let row = AttemptRow(
      request: requests[job.record].number, attempt: before + job.attempts,
      parent: before + job.attempts - 1,
      service: Int32(service), endpoint: endpoint, start: job.sent,
      waiting: job.started >= 0 ? job.started - job.arrived : -1,
      serviceTime: isDone && job.started >= 0 ? end - job.started : -1, end: end,
      status: Int16(clamping: status), outcome: outcome)
    requests[job.record].lastAttempt = attempts.insert(
      PendingAttempt(row: row, previous: requests[job.record].lastAttempt))
  }

  /// Notes that the retry after the request's last attempt was denied.
  mutating func deny(_ denial: AttemptRow.Denial, record: Int32) {
    guard record >= 0, requests[record].lastAttempt >= 0 else { return }
    attempts[requests[record].lastAttempt].row.denial = denial
  }

  /// Notes what was decided after the request's last attempt.
  mutating func decide(
    _ kind: RetryDecision.Kind, wait: Int64, numbers: AttemptRow.Denial?, record: Int32
  ) {
    guard record >= 0, requests[record].lastAttempt >= 0 else { return }
    let last = requests[record].lastAttempt
    decisions[last] = RetryDecision(
      request: requests[record].number, attempt: attempts[last].row.attempt, kind: kind, wait: wait,
      numbers: numbers)
  }

  /// A recorded request ended: its rows are recorded or forgotten.
  mutating func end(_ job: Job, status: Int, fate: Fate, response: Int64) {
    let request = requests[job.record]
    requests.remove(job.record)
    let isKept = recording != .failures || status >= 500 || fate == .unanswered
    var next = request.lastAttempt
    let first = batch.attempts.count
    let firstDecision = batch.decisions.count
    while next >= 0 {
      if isKept { batch.attempts.append(attempts[next].row) }
      if notesDecisions, let decision = decisions.removeValue(forKey: next), isKept {
        batch.decisions.append(decision)
      }
      attempts.remove(next)
      next = attempts[next].previous
    }
    guard isKept else { return }
    if batch.attempts.count - first > 1 { batch.attempts[first...].reverse() }
    if batch.decisions.count - firstDecision > 1 { batch.decisions[firstDecision...].reverse() }
    batch.requests.append(
      RequestRow(
        request: request.number, arrival: job.arrival, shape: job.shape, service: request.service,
        replica: job.replica, attempts: job.attempts, status: Int16(clamping: status), fate: fate,
        response: response))
    if batch.requests.count + batch.attempts.count >= Self.batchRows { flush() }
  }

  /// Gives away what is left.
  mutating func flush() {
    guard !batch.requests.isEmpty else { return }
    let full = batch
    batch = Self.emptyBatch(replication: full.replication)
    emit(full)
  }

  /// With room for a usual batch, in which nearly every request has one attempt.
  private static func emptyBatch(replication: Int) -> RecordBatch {
    var batch = RecordBatch(replication: replication)
    batch.requests.reserveCapacity(batchRows / 2 + 1)
    batch.attempts.reserveCapacity(batchRows / 2 + batchRows / 16)
    return batch
  }
}
