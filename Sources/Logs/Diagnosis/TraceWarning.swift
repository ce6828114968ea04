/// What somebody who replays a log or fits a model to it has to know.
package struct TraceWarning: Sendable, Equatable {
  /// What is the matter; a code never changes its meaning.
  package enum Code: String, CaseIterable, Sendable {
    /// Times that no traffic has.
    case doctoredClock = "doctored-clock"
    /// Lines that cannot be read.
    case refusedLines = "refused-lines"
    /// The same requests twice.
    case duplicatedRequests = "duplicated-requests"
    /// A clock that knows seconds at best.
    case coarseClock = "coarse-clock"
    /// Digits of times that tell nothing.
    case falsePrecision = "false-precision"
    /// Times that are those of the end, without a duration that would tell the start.
    case endOfRequest = "end-of-request"
    /// Pauses that make up much of the log.
    case gaps
    /// Requests that waited for answers.
    case closedLoop = "closed-loop"
    /// A log that may hold a part of the requests only.
    case sampled
    /// Probes of health.
    case healthChecks = "health-checks"
    /// Requests without a host.
    case missingHost = "missing-host"
    /// What was taken for granted because the log does not tell it, such as the unit of its times.
    case guessed
    /// Lines that are not in the order of arrival.
    case outOfOrder = "out-of-order"

    /// Whether it is good to know, and no reason to trust the log any less.
    package var isRemark: Bool { self == .guessed || self == .outOfOrder }
  }

  package let code: Code
  /// What was found.
  package let message: String
  /// How many requests, lines or gaps it concerns.
  package let count: Int
  /// What to do about it.
  package let advice: String
}
