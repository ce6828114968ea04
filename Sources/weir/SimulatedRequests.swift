import Logs
import Records
import Simulator

/// The client requests of one replication, as logs are told them.
///
/// O(requests and attempts) of memory: rows as they are recorded, of 48 and 64 bytes.
struct SimulatedRequests {
  /// Where a request's rows lie.
  private struct Place {
    let time: Int64
    let batch: Int
    let request: Int
    let attempts: Range<Int>
  }

  private let batches: [RecordBatch]
  private let places: [Place]
  private let record: RunRecord
  private let origin: Int64
  /// Requests that no line tells: they never reached a gateway, or nobody was left to write one.
  let untold: Int

  /// How many requests are told.
  var count: Int { places.count }

  /// - Parameters:
  ///   - batches: Everything that was recorded.
  ///   - record: What the rows' indexes point to.
  ///   - origin: Time zero, in nanoseconds since the epoch.
  ///   - traits: Those of the log: the order of the requests, and whether those that did not end are told.
  init(_ batches: [RecordBatch], of record: RunRecord, origin: Int64, for traits: WrittenTraits) {
    self.batches = batches
    self.record = record
    self.origin = origin
    var places: [Place] = []
    var untold = 0
    for (number, batch) in batches.enumerated() {
      var next = 0
      for (index, row) in batch.requests.enumerated() {
        let first = next
        while next < batch.attempts.count, batch.attempts[next].request == row.request { next += 1 }
        guard Self.isTold(row, traits) else {
          untold += 1
          continue
        }
        let time = traits.order == .start ? row.arrival : row.arrival + max(0, row.response)
        places.append(Place(time: time, batch: number, request: index, attempts: first..<next))
      }
    }
    // What ends at once stays in the order of recording.
    places.sort { ($0.time, $0.batch, $0.request) < ($1.time, $1.batch, $1.request) }
    self.places = places
    self.untold = untold
  }

  /// A request that its client's own throttle kept back never came; the log of a gateway replica that is lost is lost too.
  private static func isTold(_ row: RequestRow, _ traits: WrittenTraits) -> Bool {
    switch row.fate {
    case .throttled: false
    case .unanswered, .gatewayLost: traits.tellsUnended
    default: true
    }
  }

  /// The request at `index` in the order of the log.
  subscript(index: Int) -> WrittenRequest {
    let place = places[index]
    let batch = batches[place.batch]
    return written(batch.requests[place.request], batch.attempts[place.attempts])
  }

  private func written(_ row: RequestRow, _ attempts: ArraySlice<AttemptRow>) -> WrittenRequest {
    let shape = record.shapes[Int(row.shape)]
    var request = WrittenRequest(start: origin + row.arrival, duration: max(0, row.response))
    request.number = row.request
    request.method = shape.method
    request.host = shape.host
    request.path = shape.path
    request.isEnded = row.response >= 0 && row.fate != .gatewayLost
    request.status =
      row.fate == .clientTimeout || !request.isEnded || row.status == 0 ? nil : Int32(row.status)
    request.service = row.service >= 0 ? record.services[Int(row.service)] : ""
    request.route = shape.route ?? ""
    request.rule = shape.rule ?? 0
    request.attempts = attempts.map(written)
    request.stop = row.fate == .attemptsExhausted ? .limit : row.fate == .budgetExhausted ? .budget : nil
    request.outcome = outcome(of: row, last: attempts.last)
    // From the range for documentation (RFC 5737): whose traffic it is plays no part.
    request.client = "192.0.2.1"
    request.userAgent = "weir/\(Weir.version)"
    request.requestID = Self.identifier(row.request)
    return request
  }

  private func written(_ row: AttemptRow) -> WrittenRequest.Attempt {
    WrittenRequest.Attempt(
      address: row.endpoint >= 0 ? Self.address(service: row.service, endpoint: row.endpoint) : "",
      start: origin + row.start, duration: row.end >= 0 ? row.end - row.start : 0,
      status: row.status > 0 ? Int32(row.status) : nil)
  }

  private func outcome(of row: RequestRow, last: AttemptRow?) -> LogOutcome {
    switch row.fate {
    // The answer of a full queue is an answer of the upstream.
    case .okFirstTry, .okAfterRetry, .rejected, .unanswered, .gatewayLost, .throttled: .ok
    case .notRetryable, .attemptsExhausted, .budgetExhausted:
      switch last?.outcome {
      case .reset, .refused: .upstreamFailure
      case .timeout: .timeout
      default: .ok
      }
    case .requestTimeout: .timeout
    case .noRoute: .noRoute
    case .noBackend: .noHealthyHost
    case .gatewayAnswered: .localReply
    case .overflow: .overflow
    case .clientTimeout: .clientAbort
    }
  }

  /// An address for each endpoint, in the range for private networks.
  private static func address(service: Int32, endpoint: Int32) -> String {
    "10.\((service + 1) & 255).\((endpoint + 1) >> 8 & 255).\((endpoint + 1) & 255):8080"
  }

  /// A UUID that says nothing but the number.
  private static func identifier(_ number: Int64) -> String {
    let digits = String(number, radix: 16)
    return "00000000-0000-4000-8000-" + String(repeating: "0", count: max(0, 12 - digits.count)) + digits
  }
}
