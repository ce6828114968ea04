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

  /// Whether stamps mean the end of a request, nil where they mean what the format says.
  package var stampIsEnd: Bool?
  /// The host of requests of which the log does not tell one.
  package var defaultHost: String?
  /// Whether paths keep their queries.
  package var keepsQuery = false
  /// Whether the clients' addresses are kept.
  package var keepsClient = false
  /// What every request must fulfil; the others are left out.
  package var filters: [RequestFilter] = []
  /// The first arrival that is read, in nanoseconds since the epoch or the log's own zero.
  package var from: Int64?
  /// The end of the arrivals that are read, which it does not include.
  package var to: Int64?
  /// Whether probes of health are left out.
  package var dropsHealthChecks = false
  /// Whether requests that another line told already are left out.
  package var dropsDuplicates = false
  /// Whether any share of lines may be unreadable.
  package var isLenient = false
  /// Where requests lie in a second of a clock that knows only seconds.
  package var spread = SecondSpread.uniform
  /// The seed of what is drawn for it.
  package var seed: UInt64 = 1
  /// The folder of the temporary file that a large import needs, nil for that of the system.
  package var temporaryFolder: String?

  /// Creates options that say nothing.
  package init() {}
}
