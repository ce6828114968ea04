/// One recorded attempt; indexes point into the run's names (``RunRecord``).
public struct AttemptRow: Sendable, Hashable {
  /// How an attempt ended.
  public enum Outcome: UInt8, CaseIterable, Sendable {
    /// Answered below 500.
    case success
    /// Answered with 500 or above.
    case failure
    /// The endpoint's queue was full.
    case rejected
    /// The connection broke.
    case reset
    /// The attempt timeout ended it.
    case timeout
    /// The request ended first (its timeout).
    case abandoned
    /// It had not ended when the replication did.
    case unanswered
    /// The connection was refused.
    case refused

    /// The name in reports and in the database.
    public var name: String {
      switch self {
      case .success: "success"
      case .failure: "failure"
      case .rejected: "rejected"
      case .reset: "reset"
      case .timeout: "timeout"
      case .abandoned: "abandoned"
      case .unanswered: "unanswered"
      case .refused: "refused"
      }
    }
  }

  /// The numbers with which a budget denied the retry after this attempt.
  public struct Denial: Sendable, Hashable {
    /// Which term was the larger limit when it was not enough.
    public enum Term: UInt8, CaseIterable, Sendable {
      /// The share of the traffic.
      case percent
      /// The minimum rate.
      case minimumRate
      /// A bound on concurrent retries.
      case concurrency
      /// The concurrent retries that a share of the requests in flight never falls below.
      case minimumConcurrency
      /// Tokens, of which a retry takes some.
      case tokens

      /// The name in reports and in the database.
      public var name: String {
        switch self {
        case .percent: "percent"
        case .minimumRate: "minRetryRate"
        case .concurrency: "maxRetries"
        case .minimumConcurrency: "minRetryConcurrency"
        case .tokens: "tokens"
        }
      }
    }

    /// Retries in the window (or concurrent ones); of tokens, how many a retry takes.
    public var retries: Int32
    /// Attempts in the window or in flight of which the share is taken; 0 where the budget does not count them.
    public var requests: Int32
    /// How many retries the share (or the bound) allowed; of tokens, how many there were.
    public var limit: Int32
    /// Retries in the window of the minimum rate (or concurrent ones).
    public var minimumRetries: Int32
    /// How many the minimum allows; 0 where there is none.
    public var minimumLimit: Int32
    /// The larger of the limits.
    public var term: Term

    /// Creates the numbers of a denial.
    public init(
      retries: Int32, requests: Int32, limit: Int32, minimumRetries: Int32, minimumLimit: Int32, term: Term
    ) {
      self.retries = retries
      self.requests = requests
      self.limit = limit
      self.minimumRetries = minimumRetries
      self.minimumLimit = minimumLimit
      self.term = term
    }
  }

  /// The request's number within the replication.
  public var request: Int64
  /// Which attempt of the request, from 1.
  public var attempt: Int16
  /// The attempt whose failure led to this one, 0 for the first.
  public var parent: Int16
  /// Index into ``RunRecord/services``.
  public var service: Int32
  /// The endpoint of the service, from 0, -1 where none was reached.
  public var endpoint: Int32
  /// Nanoseconds from time zero at which the gateway sent it.
  public var start: Int64
  /// Nanoseconds in the queue, -1 where it was never served.
  public var waiting: Int64
  /// Nanoseconds in a slot, -1 where it was never served.
  public var serviceTime: Int64
  /// Nanoseconds from time zero at which it ended for the gateway, -1 where it did not.
  public var end: Int64
  /// The status it was answered with, 0 without an answer.
  public var status: Int16
  /// How it ended.
  public var outcome: Outcome
  /// The denial of the retry after it, if a budget denied one.
  public var denial: Denial?

  /// Creates a row.
  public init(
    request: Int64, attempt: Int16, parent: Int16, service: Int32, endpoint: Int32, start: Int64,
    waiting: Int64, serviceTime: Int64, end: Int64, status: Int16, outcome: Outcome, denial: Denial? = nil
  ) {
    self.request = request
    self.attempt = attempt
    self.parent = parent
    self.service = service
    self.endpoint = endpoint
    self.start = start
    self.waiting = waiting
    self.serviceTime = serviceTime
    self.end = end
    self.status = status
    self.outcome = outcome
    self.denial = denial
  }
}
