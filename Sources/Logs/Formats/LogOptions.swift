/// What the user says about logs that the logs do not say.
package struct LogOptions: Sendable {
  /// The format, nil where it is to be recognised.
  package var format: LogFormat?
  /// Seconds by which stamps without a zone are ahead of UTC.
  package var timezone: Int64 = 0
  /// The unit of the number at the end of a line of NGINX or Apache, nil where it is not read.
  package var durationUnit: DurationUnit?
  /// The columns or keys of CSV and JSON in which a field stands, where it is none of the names that are known.
  package var fieldMap: [LogField: String] = [:]
  /// The unit of times in CSV and JSON, nil where it is that of the format.
  package var timeUnit: TimeUnit?
  /// The columns or keys beyond the fields whose texts ``LogRecord/labels`` holds, in this order.
  package var labels: [String] = []

  /// Creates options that say nothing.
  package init() {}
}
