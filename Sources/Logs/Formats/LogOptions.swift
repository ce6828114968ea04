/// What the user says about logs that the logs do not say.
package struct LogOptions: Sendable {
  /// The format, nil where it is to be recognised.
  package var format: LogFormat?
  /// Seconds by which stamps without a zone are ahead of UTC.
  package var timezone: Int64 = 0
  /// The unit of the number at the end of a line of NGINX or Apache, nil where it is not read.
  package var durationUnit: DurationUnit?

  /// Creates options that say nothing.
  package init() {}
}
