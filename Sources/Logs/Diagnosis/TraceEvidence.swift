/// What the warnings about a log rest on, beyond its figures.
struct TraceEvidence {
  /// What became of its lines.
  var accounting = ImportAccounting()
  /// The time from one tick to the next of a clock that ticks more slowly than its unit, in nanoseconds.
  var tick: Int64?
  /// The finest resolution that the digits of its times promise, in nanoseconds; nil where they promise none.
  var promised: Int64?
  /// The field of the clock that is always the same.
  var doctored: ClockFields.Doctored?
  /// How many pauses there are, their sum in nanoseconds, and the requests per second outside them.
  var pauses: (count: Int, sum: UInt64, rate: Double)?
  /// Requests that arrive at the time of the one before.
  var ties = 0
  /// Requests that another line told already, probes of health, and requests without a host.
  var duplicates = 0
  var healthChecks = 0
  var missingHosts = 0
  /// Times whose unit is none that the log tells, and the unit that was taken.
  var guessedUnit: String?
  /// Whether lines are all of one file.
  var isOneFile = true
  /// Requests whose time is that of their end, and whose duration is not told.
  var endsWithoutDuration = 0
}
