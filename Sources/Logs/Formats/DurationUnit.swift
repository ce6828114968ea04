/// The unit of a duration that does not tell its own.
package enum DurationUnit: String, CaseIterable, Sendable {
  case seconds = "s"
  case milliseconds = "ms"
  case microseconds = "us"
}
