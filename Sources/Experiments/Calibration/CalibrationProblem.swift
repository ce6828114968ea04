/// Why no model can be fitted.
package enum CalibrationProblem: Error, Equatable {
  /// No request has a duration.
  case noDurations
  /// Fewer requests with a duration than it takes.
  case tooFew(Int)
  /// No period in which requests were recorded without a gap.
  case noPeriods
  /// Too little in the periods that are held back, or in the others.
  case nothingHeldBack
  /// More requests a second than a scenario has.
  case tooFast

  /// Requests that it takes.
  package static let fewest = 20
  /// Requests per second that a scenario may have.
  package static let fastest = 1e7

  /// What is wrong, and what to do.
  package var message: String {
    switch self {
    case .noDurations:
      "no request has a duration, so no service time can be fitted: log it, such as $request_time of NGINX or %D of Apache, or say "
        + "with --duration-unit what the line's last number is"
    case .tooFew(let count):
      "\(count) request\(count == 1 ? " has a duration" : "s have a duration"); it takes \(Self.fewest) at least"
    case .noPeriods:
      "the requests lie in no period that was recorded without a gap: ten in a row at least make one, and with --window one that is "
        + "about as long as the window"
    case .nothingHeldBack:
      "the periods are too few, or too empty, to fit a model to some and to verify it with others"
    case .tooFast:
      "the requests arrive faster than 10 million a second, which no scenario has: is --time-unit right?"
    }
  }
}
