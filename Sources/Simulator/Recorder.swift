import Engine
import Records

/// Collects the rows of recorded requests and gives full batches away.
///
/// Attempts wait in a pool, chained to their request, until the request ends and it is known whether it is recorded.
struct Recorder {
  /// Rows of requests and attempts in a full batch.
  static let batchRows = 16_384

  private struct PendingAttempt {
    var row: AttemptRow
    /// The request's attempt before this one, -1 for the first.
    var previous: Int32
  }

  private let recording: Recording
  private let sampling: RandomStream
  private let emit: (RecordBatch) -> Void
  private var pending = Pool<PendingAttempt>()
  private var batch: RecordBatch

  init(model: Model, replication: Int, recording: Recording, emit: @escaping (RecordBatch) -> Void) {
    self.recording = recording
    self.emit = emit
    sampling = RandomStream(
      seed: model.seed, replication: UInt32(truncatingIfNeeded: replication), purpose: RandomPurpose.sample,
      entity: 0)
    batch = RecordBatch(replication: replication)
  }

  /// Attempts of requests that have not ended.
  var pendingCount: Int { pending.count }

  /// Whether the rows of the request with this key may be recorded.
  func wants(key: UInt64) -> Bool {
    switch recording {
    case .none: return false
    case .failures, .all: return true
    case .sample(let every):
      var draws = sampling.draws(key)
      return draws.below(UInt64(max(1, every))) == 0
    }
  }

  /// Notes an attempt that ended for the gateway.
  mutating func attempt(
    _ job: Job, of request: inout RequestState, firstEndpoint: Int, end: Int64, outcome: AttemptRow.Outcome,
    status: Int
  ) {
    guard request.isRecorded else { return }
    let isDone = outcome == .success || outcome == .failure
    let row = AttemptRow(
      request: request.number, attempt: Int16(clamping: job.attempt),
      parent: Int16(clamping: job.attempt - 1),
      service: job.service, endpoint: job.endpoint - Int32(firstEndpoint), start: job.sent,
      waiting: job.started >= 0 ? job.started - job.arrived : -1,
      serviceTime: isDone && job.started >= 0 ? end - job.started : -1, end: end,
      status: Int16(clamping: status), outcome: outcome)
    request.attemptRow = pending.insert(PendingAttempt(row: row, previous: request.attemptRow))
  }

  /// Notes that the retry after the request's last attempt was denied.
  mutating func deny(_ denial: AttemptRow.Denial, request: RequestState) {
    guard request.attemptRow >= 0 else { return }
    pending[request.attemptRow].row.denial = denial
  }

  /// A request ended: its rows are recorded or forgotten.
  mutating func end(request: RequestState, status: Int, fate: Fate, response: Int64) {
    guard request.isRecorded else { return }
    let isKept = recording != .failures || status >= 500 || fate == .unanswered
    var next = request.attemptRow
    let first = batch.attempts.count
    while next >= 0 {
      if isKept { batch.attempts.append(pending[next].row) }
      pending.remove(next)
      next = pending[next].previous
    }
    guard isKept else { return }
    batch.attempts[first...].reverse()
    batch.requests.append(
      RequestRow(
        request: request.number, arrival: request.arrival, shape: request.shape, service: request.service,
        replica: request.replica, attempts: Int16(clamping: request.attempts),
        status: Int16(clamping: status),
        fate: fate, response: response))
    if batch.requests.count + batch.attempts.count >= Self.batchRows { flush() }
  }

  /// Gives away what is left.
  mutating func flush() {
    guard !batch.requests.isEmpty else { return }
    let full = batch
    batch = RecordBatch(replication: full.replication)
    emit(full)
  }
}
