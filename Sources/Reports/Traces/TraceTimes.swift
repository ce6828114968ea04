import Logs

/// Times of a log, in the way in which its clock tells them.
package struct TraceTimes {
  /// Whether they count from the Unix epoch, and not from the log's own zero.
  private let isEpoch: Bool

  /// - Parameter first: The first arrival, in nanoseconds.
  package init(first: Int64?) { isEpoch = LogClock.isEpoch(first ?? 0) }

  /// RFC 3339 in UTC for times since the epoch, else seconds.
  package func json(_ time: Int64?) -> JSONValue {
    guard let time else { return .null }
    return isEpoch ? .string(LogClock.text(time)) : .number(Double(time) / 1e9)
  }

  /// The same for people.
  package func text(_ time: Int64) -> String {
    isEpoch ? LogClock.text(time) : RequestFacts.time(time)
  }

  /// A length in nanoseconds, in seconds.
  package static func seconds(_ length: UInt64?) -> JSONValue { JSONValue(length.map { Double($0) / 1e9 }) }

  /// A length for people: `3 h 39 min 43 s`, `58.9 s`, `12 ms`.
  package static func length(_ length: UInt64) -> String {
    let whole = length / 1_000_000_000
    guard whole >= 60 else { return RequestFacts.time(Int64(clamping: length)) }
    let parts: [(UInt64, String)] = [
      (whole / 86_400, "d"), (whole / 3600 % 24, "h"), (whole / 60 % 60, "min"), (whole % 60, "s"),
    ]
    return parts.drop { $0.0 == 0 }.prefix(3).map { "\($0.0) \($0.1)" }.joined(separator: " ")
  }

  /// A rate for people.
  package static func rate(_ perSecond: Double) -> String {
    Figure(for: perSecond, metric: "offered_rate").text(perSecond)
  }
}
