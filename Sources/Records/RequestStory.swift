/// All that was recorded of one client request.
public struct RequestStory: Sendable, Equatable {
  /// The request.
  public var request: RequestRow
  /// Its attempts, in order.
  public var attempts: [AttemptRow]
  /// What was decided after them, in order; empty where the run did not explain it, or where no attempt failed.
  public var decisions: [RetryDecision]

  /// Creates a story.
  public init(request: RequestRow, attempts: [AttemptRow] = [], decisions: [RetryDecision] = []) {
    self.request = request
    self.attempts = attempts
    self.decisions = decisions
  }
}

extension RecordBatch {
  /// Calls `body` with each request and where its attempts and decisions lie; they follow one another as the requests do.
  public func forEachRequest(
    _ body: (_ request: RequestRow, _ attempts: Range<Int>, _ decisions: Range<Int>) -> Void
  ) {
    var attempt = 0
    var decision = 0
    for request in requests {
      let (first, firstDecision) = (attempt, decision)
      while attempt < attempts.count, attempts[attempt].request == request.request { attempt += 1 }
      while decision < decisions.count, decisions[decision].request == request.request { decision += 1 }
      body(request, first..<attempt, firstDecision..<decision)
    }
  }

  /// The story of a request from where its rows lie.
  public func story(_ request: RequestRow, _ attempts: Range<Int>, _ decisions: Range<Int>) -> RequestStory {
    RequestStory(
      request: request, attempts: Array(self.attempts[attempts]), decisions: Array(self.decisions[decisions]))
  }
}
