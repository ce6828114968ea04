/// What the warnings about a log rest on, beyond its figures.
struct TraceEvidence {
  /// What became of its lines.
  var accounting = ImportAccounting()
  /// What was taken for granted about its lines, a sentence each.
  var remarks: [String] = []
  /// Whether its lines are all of one file.
  var isOneFile = true
  /// The time from one tick to the next of a clock that ticks more slowly than its unit, in nanoseconds.
  var tick: Int64?
  /// The field of the clock that is always the same.
  var doctored: ClockFields.Doctored?
  /// How many pauses there are, their sum in nanoseconds, and the requests per second outside them.
  var pauses: (count: Int, sum: UInt64, rate: Double)?
  /// Requests that arrive at the time of the one before.
  var ties = 0
}
