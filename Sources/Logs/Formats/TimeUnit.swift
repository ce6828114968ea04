/// The unit of a time that does not tell its own.
package enum TimeUnit: String, CaseIterable, Sendable {
  case nanoseconds = "ns"
  case microseconds = "us"
  case milliseconds = "ms"
  case seconds = "s"
  /// A date and a time of day.
  case iso8601
}
