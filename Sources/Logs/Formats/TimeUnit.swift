/// How times are written.
package enum TimeUnit: String, CaseIterable, Sendable {
  /// Nanoseconds.
  case nanoseconds = "ns"
  /// Microseconds.
  case microseconds = "us"
  /// Milliseconds.
  case milliseconds = "ms"
  /// Seconds, perhaps with decimals.
  case seconds = "s"
  /// A text such as `2016-04-15T20:17:00.310Z`.
  case iso8601

  /// The power of ten that makes nanoseconds of it; that of a text is not used.
  var power: Int {
    switch self {
    case .nanoseconds, .iso8601: 0
    case .microseconds: 3
    case .milliseconds: 6
    case .seconds: 9
    }
  }

  /// The word for it in messages.
  var word: String {
    switch self {
    case .nanoseconds: "nanoseconds"
    case .microseconds: "microseconds"
    case .milliseconds: "milliseconds"
    case .seconds: "seconds"
    case .iso8601: "a date with a time (ISO 8601)"
    }
  }

  /// The unit that the end of a name such as `duration_us` or `StartTimeUnixNano` tells.
  init?(endOf name: String) {
    let endings: [(TimeUnit, [String])] = [
      (.nanoseconds, ["_ns", "_nanos", "_nanoseconds", "nano", "(ns)"]),
      (.microseconds, ["_us", "_micros", "_microseconds", "micro", "(us)"]),
      (.milliseconds, ["_ms", "_millis", "_milliseconds", "milli", "(ms)"]),
      (.seconds, ["_s", "_sec", "_secs", "_seconds", "(s)"]),
    ]
    let name = name.lowercased()
    guard let found = endings.first(where: { $0.1.contains(where: name.hasSuffix) }) else { return nil }
    self = found.0
  }
}

extension DurationUnit {
  /// The same as the unit of a time.
  var unit: TimeUnit {
    switch self {
    case .seconds: .seconds
    case .milliseconds: .milliseconds
    case .microseconds: .microseconds
    }
  }
}
